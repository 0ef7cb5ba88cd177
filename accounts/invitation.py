"""Mails with a link to set a password, for invitations and resets; sent by the worker."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.known_browser import hash_account
from accounts.tasks import mail_link
from mailing.models import RateLimit

MAX_LINKS_PER_HOUR = 3
"""To one mailbox."""


def is_over_link_limit(email, at=None):
    """Count a link to this mailbox, also without an account; returns whether it is over the limit."""
    return RateLimit.objects.increment(f"link-{hash_account(email)}", at) > MAX_LINKS_PER_HOUR


@transaction.atomic
def invite(user, language):
    """Mail the user, in `language` (de, en), a link to set a password; returns False if over the limit."""
    if is_over_link_limit(user.email):
        return False
    user.invited_at = timezone.now()
    user.save(update_fields=["invited_at"])
    mail_link.enqueue(user.pk, "invitation", language, uuid.uuid4().hex)
    return True


def send_password_reset(user, language):
    """With None the same work is done, so that response times do not reveal whether an account exists."""
    mail_link.enqueue(user.pk if user else None, "password_reset", language, uuid.uuid4().hex)
