"""Taking in what visitors tell us: stored first, then mailed through the outbox."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts import outbox
from portal.models import SiteProfile
from portal.tasks import KEPT_WHEN_DONE, delete_feedback

MESSAGES_AN_HOUR = 5


def receive(feedback):
    """Store the message and its mail to the region's office, both or neither."""
    with transaction.atomic():
        feedback.save()
        post_mail(feedback)


def post_mail(feedback):
    """Only our own words and a checked e-mail address enter the headers; what visitors wrote is in the body."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            feedback.message,
            "",
            _("Page: %(page)s") % {"page": settings.SITE_URL + feedback.page if feedback.page else "–"},
            _("Name: %(name)s") % {"name": feedback.name or "–"},
            _("E-mail: %(email)s") % {"email": feedback.email or "–"},
            _("Language: %(language)s") % {"language": feedback.language},
        ]
        outbox.post(
            to=office()[1],
            reply_to=feedback.email,
            subject=_("Feedback: %(topic)s") % {"topic": feedback.get_topic_display()},
            body="\n".join(lines),
            key=f"feedback-{feedback.pk}",
        )


def office():
    """Name and e-mail address of the region's office."""
    profile = SiteProfile.current()
    return profile.organisation or profile.name, profile.email or settings.DEFAULT_FROM_EMAIL


def finish(feedback, at=None):
    """Tick the message off, and have it deleted when its time is over."""
    at = at or timezone.now()
    with transaction.atomic():
        feedback.is_done, feedback.done_at = True, at
        feedback.save()
        delete_feedback.using(run_after=at + KEPT_WHEN_DONE).enqueue(feedback.pk)


def is_too_much(request):
    """Whether this address has sent its share of this hour. Counts under a keyed hash; the address is kept nowhere."""
    address = client_address(request).encode()
    key = "feedback-" + hmac.new(settings.SECRET_KEY.encode(), address, hashlib.sha256).hexdigest()
    cache.add(key, 0, timeout=60 * 60)
    try:
        return cache.incr(key) > MESSAGES_AN_HOUR
    except ValueError:  # it ran out between the two lines
        return False


def client_address(request):
    """Who asks. Behind our own proxy (production) that is what the proxy added last to X-Forwarded-For."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR", "")
