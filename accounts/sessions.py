"""How long a login lasts: it ends after some idle time, at the latest a day after it began (docs/adr/0058)."""

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import audit

BEGAN_KEY, SEEN_KEY, PASSWORD_KEY = "began", "seen", "sure"
WRITE_INTERVAL_SECONDS = 300
"""Seconds. The session is written that seldom, not with every page."""
REAUTH_SECONDS = 600
"""Seconds after the password in which somebody may change their own access without typing it again."""


# Each with what names it in a user agent; the first that fits, for most browsers name others as well.
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
    """From now on all times run."""
    session[BEGAN_KEY] = session[SEEN_KEY] = session[PASSWORD_KEY] = timestamp(at)


def mark_authenticated(session, at=None):
    """The password was typed once more."""
    session[PASSWORD_KEY] = timestamp(at)


def recently_authenticated(session, at=None):
    return timestamp(at) - session.get(PASSWORD_KEY, 0) < REAUTH_SECONDS


def start_on_login(sender, request, user, **more):
    """For Django's signal: whatever logs somebody in begins their time."""
    start_session(request.session)
    record_client(request)


def record_client(request):
    """Where the session is used, for its owner: the names of browser and system, and the shortened network."""
    session = request.session
    session["browser"], session["system"] = parse_user_agent(request.headers.get("User-Agent", ""))
    session["network"] = audit.network_of(request)


def parse_user_agent(agent):
    """(browser, system) by name; empty where there is none we know."""
    return tuple(
        next((name for mark, name in names.items() if mark in agent), "") for names in (BROWSERS, SYSTEMS)
    )


def is_expired(session, user, at=None):
    """Whether the login is past its time. One without a beginning is from before there was one: it is over."""
    idle = settings.SESSION_IDLE_ADMINISTRATORS if user.is_superuser else settings.SESSION_IDLE
    now = timestamp(at)
    return (
        now - session.get(BEGAN_KEY, 0) >= settings.SESSION_COOKIE_AGE
        or now - session.get(SEEN_KEY, 0) >= idle
    )


def record_activity(session, at=None):
    """Somebody is still there. Returns whether it was written down."""
    now = timestamp(at)
    is_due = now - session[SEEN_KEY] >= WRITE_INTERVAL_SECONDS
    if is_due:
        session[SEEN_KEY] = now
    return is_due


def open_sessions(user, at=None):
    """Where somebody is logged in, what was used last first."""
    found = user.sessions.filter(expire_date__gt=at or timezone.now()).order_by("-seen_at")
    return [session for session in found if not is_expired(session.get_decoded(), user, at)]


def public_id(session):
    """Names a session on a page: its key would let others in."""
    return salted_hmac("accounts.sessions", session.session_key, algorithm="sha256").hexdigest()[:32]


def timestamp(at=None):
    return int((at or timezone.now()).timestamp())
