"""How long a login lasts: it ends after some idle time, at the latest a day after it began (docs/adr/0058)."""

from django.conf import settings
from django.utils import timezone

BEGAN, SEEN, SURE = "began", "seen", "sure"
NOTED_EVERY = 300
"""Seconds. The session is written that seldom, not with every page."""
SURE_FOR = 600
"""Seconds after the password in which somebody may change their own access without typing it again."""


def begin(session, at=None):
    """From now on all times run."""
    session[BEGAN] = session[SEEN] = session[SURE] = seconds(at)


def be_sure(session, at=None):
    """The password was typed once more."""
    session[SURE] = seconds(at)


def is_sure(session, at=None):
    return seconds(at) - session.get(SURE, 0) < SURE_FOR


def begin_with_login(sender, request, user, **more):
    """For Django's signal: whatever logs somebody in begins their time."""
    begin(request.session)


def is_over(session, user, at=None):
    """Whether the login is past its time. One without a beginning is from before there was one: it is over."""
    idle = settings.SESSION_IDLE_ADMINISTRATORS if user.is_superuser else settings.SESSION_IDLE
    now = seconds(at)
    return now - session.get(BEGAN, 0) >= settings.SESSION_COOKIE_AGE or now - session.get(SEEN, 0) >= idle


def note(session, at=None):
    """Somebody is still there."""
    now = seconds(at)
    if now - session[SEEN] >= NOTED_EVERY:
        session[SEEN] = now


def seconds(at=None):
    return int((at or timezone.now()).timestamp())
