"""Taking in what visitors tell us: stored first, then mailed by the worker."""

import hashlib
import hmac

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from portal.tasks import KEPT_WHEN_DONE, delete_feedback, mail_feedback

MESSAGES_AN_HOUR = 5


def receive(feedback):
    """Store the message and queue its mail, both or neither."""
    with transaction.atomic():
        feedback.save()
        mail_feedback.enqueue(feedback.pk)


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
