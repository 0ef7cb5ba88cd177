"""Inviting people, and letting them set a new password: noted first, mailed by the worker."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.known_browser import hash_account
from accounts.tasks import mail_link
from mailing.models import RateLimit

MAX_LINKS_PER_HOUR = 3
"""To one mailbox, no matter who asks."""


def is_over_link_limit(email, at=None):
    """Whether this mailbox had its share of links. Counts, also for an address without an account."""
    return RateLimit.objects.increment(f"link-{hash_account(email)}", at) > MAX_LINKS_PER_HOUR


@transaction.atomic
def invite(user, language):
    """Mail the user, in `language` (de, en), a link to set a password; says whether it goes out.

    May be repeated when the link has expired, within the share of their mailbox.
    """
    if is_over_link_limit(user.email):
        return False
    user.invited_at = timezone.now()
    user.save(update_fields=["invited_at"])
    mail_link.enqueue(user.pk, "invitation", language, uuid.uuid4().hex)
    return True


def send_password_reset(user, language):
    """With None for the user the same work is done for nobody: no answer tells whether there is an account."""
    mail_link.enqueue(user.pk if user else None, "password_reset", language, uuid.uuid4().hex)
