"""Inviting people, and letting them set a new password: noted first, mailed by the worker."""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.known_browser import mark_of
from accounts.models import Contact, Membership, User
from accounts.tasks import mail_link
from mailing.models import RateLimit

LINKS_AN_HOUR = 3
"""To one mailbox, no matter who asks."""


def is_full(email, at=None):
    """Whether this mailbox had its share of links. Counts, also for an address without an account."""
    return RateLimit.objects.count_one_more(f"link-{mark_of(email)}", at) > LINKS_AN_HOUR


@transaction.atomic
def invite(user, language):
    """Mail the user, in `language` (de, en), a link to set a password; says whether it goes out.

    May be repeated when the link has expired, within the share of their mailbox.
    """
    if is_full(user.email):
        return False
    user.invited_at = timezone.now()
    user.save(update_fields=["invited_at"])
    mail_link.enqueue(user.pk, "invitation", language, uuid.uuid4().hex)
    return True


@transaction.atomic
def invite_organisation(organisation, people, language):
    """Make accounts with a role in the organisation, and contacts for visitors; returns how many invitations go out.

    people: [{"name", "email", "role", "is_contact", "phone"}], none of whom has an account.
    """
    count = 0
    for person in people:
        user = User(email=person["email"], name=person["name"], is_staff=True)
        user.set_unusable_password()
        user.save()
        Membership.objects.create(user=user, organisation=organisation, role=person["role"])
        if person["is_contact"]:
            Contact.objects.create(
                name=person["name"],
                email=person["email"],
                phone=person["phone"],
                organisation=organisation,
            )
        count += invite(user, language)
    return count


def offer_new_password(user, language):
    """With None for the user the same work is done for nobody: no answer tells whether there is an account."""
    mail_link.enqueue(user.pk if user else None, "password_reset", language, uuid.uuid4().hex)
