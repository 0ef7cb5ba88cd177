"""Inviting people, and letting them set their password anew: noted first, mailed by the worker."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.tasks import mail_link


@transaction.atomic
def invite(user, language):
    """Mail the user, in `language` (de, en), a link to set a password. May be repeated when the link has expired."""
    user.invited_at = timezone.now()
    user.save(update_fields=["invited_at"])
    mail_link.enqueue(user.pk, "invitation", language, uuid.uuid4().hex)


def offer_new_password(user, language):
    mail_link.enqueue(user.pk, "password_reset", language, uuid.uuid4().hex)
