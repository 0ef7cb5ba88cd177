"""Expiry of logins: after some idle time, at the latest a day after the login (docs/adr/0058)."""

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import audit

BEGAN_KEY, SEEN_KEY, PASSWORD_KEY = "began", "seen", "sure"
WRITE_INTERVAL_SECONDS = 300
"""Minimum interval between writes of the session."""
REAUTH_SECONDS = 600
"""How long after typing the password users may change their own access without typing it again."""


# {part of the user agent: name}. The first match counts, since most browsers mention others as well.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iOS",
    "iPad": "iPadOS",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def start_session(session, at=None):
    """Set all timestamps of a new login."""
    session[BEGAN_KEY] = session[SEEN_KEY] = session[PASSWORD_KEY] = unix_seconds(at)


def mark_authenticated(session, at=None):
    """Record that the password was typed once more."""
    session[PASSWORD_KEY] = unix_seconds(at)


def recently_authenticated(session, at=None):
    return unix_seconds(at) - session.get(PASSWORD_KEY, 0) < REAUTH_SECONDS


def start_on_login(sender, request, user, **more):
    start_session(request.session)
    record_client(request)


def record_client(request):
    """Store names of browser and system, and the shortened network, in the session."""
    session = request.session
    session["browser"], session["system"] = parse_user_agent(request.headers.get("User-Agent", ""))
    session["network"] = audit.network_of(request)


def parse_user_agent(agent):
    """Return the names (browser, system); "" if unknown."""
    return tuple(
        next((name for mark, name in names.items() if mark in agent), "") for names in (BROWSERS, SYSTEMS)
    )


def is_expired(session, user, at=None):
    """Whether the login has expired. One without timestamps has."""
    idle = settings.SESSION_IDLE_ADMINISTRATORS if user.is_superuser else settings.SESSION_IDLE
    now = unix_seconds(at)
    return (
        now - session.get(BEGAN_KEY, 0) >= settings.SESSION_COOKIE_AGE
        or now - session.get(SEEN_KEY, 0) >= idle
    )


def record_activity(session, at=None):
    """Update the time of the last use; returns whether it was written."""
    now = unix_seconds(at)
    is_due = now - session[SEEN_KEY] >= WRITE_INTERVAL_SECONDS
    if is_due:
        session[SEEN_KEY] = now
    return is_due


def open_sessions(user, at=None):
    """Return the user's sessions that have not expired, the last used first."""
    found = user.sessions.filter(expire_date__gt=at or timezone.now()).order_by("-seen_at")
    return [session for session in found if not is_expired(session.get_decoded(), user, at)]


def public_id(session):
    """Return an id of a session for pages, which must not show its secret key."""
    return salted_hmac("accounts.sessions", session.session_key, algorithm="sha256").hexdigest()[:32]


def unix_seconds(at=None):
    return int((at or timezone.now()).timestamp())
