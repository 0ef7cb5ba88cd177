"""A new link for people who lost theirs, or let it expire: to the address that is stored, and to no other."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Contact
from accounts.office import region_office
from sites.checking.reminding import lines_by_recipient, read_for_mails, store
from sites.models import CheckRequest

ONE_IN = timedelta(minutes=15)
A_DAY = 5
"""New links one recipient gets: more than anybody needs, too few to annoy with."""


def renew(recipient, at=None):
    """Post a new link to a contact (None: the region's office) about all that is open for them.

    Returns "posted", "nothing" when nothing is open, "too_often".
    """
    at = at or timezone.now()
    with transaction.atomic():
        if recipient is not None:  # held, so that two clicks are told apart
            Contact.objects.select_for_update().get(pk=recipient.pk)
        if is_too_often(recipient, at):
            return "too_often"
        lines = lines_by_recipient(at).get(recipient, [])
        if not lines:
            return "nothing"
        read_for_mails(lines)
        asked = CheckRequest(
            recipient=recipient, posted_at=at, posted_on=timezone.localdate(at), is_reminder=False
        )
        store(asked, [line.listed() for line in lines], at)
    return "posted"


def is_too_often(recipient, at):
    sent = CheckRequest.objects.filter(recipient=recipient, is_reminder=False)
    return (
        sent.filter(posted_at__gt=at - ONE_IN).exists()
        or sent.filter(posted_at__gt=at - timedelta(days=1)).count() >= A_DAY
    )


def renew_for(email, at=None):
    """The same for everybody who has this address. Tells the caller nothing, for anybody may type any address."""
    for contact in Contact.objects.filter(email__iexact=email):
        renew(contact, at)
    if email.casefold() == region_office()[1].casefold():
        renew(None, at)
