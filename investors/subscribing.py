"""Subscribe to a search, confirm by mail (double opt-in), unsubscribe. The row stores the proof of each step.

Links contain a signed token of the row and open a page with a button: GET changes nothing.
"""

import re
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from investors.consent import ALERT
from investors.models import SavedSearch
from investors.models.saved_search import CONFIRMATION_PERIOD
from investors.searching import Search
from investors.snapshots import take_snapshot
from mailing import outbox
from mailing.models import OutgoingMail
from mailing.rate_limit import client_hash
from mailing.stable_tokens import find_by_token, stable_token

MAX_REQUESTS_PER_DAY = 5
"""Confirmation mails to one address."""
CONFIRM, MANAGE, END = "confirm", "manage", "end"
DAY = timedelta(days=1)


class TemporarilyUnavailable(Exception):
    """The matches cannot be determined now, because a driving time could not be computed."""


def request_confirmation(search, request, at=None):
    """Store an unconfirmed search and post its link. Returns nothing, so as not to reveal known addresses."""
    search.requested_at = at or timezone.now()
    search.consent_version = ALERT.version
    search.consent_text = ALERT.text(search.language)
    search.request_mark = client_hash(request, "alert")
    with transaction.atomic():
        recent = SavedSearch.objects.unconfirmed().filter(
            email__iexact=search.email, requested_at__gt=search.requested_at - DAY
        )
        if recent.count() >= MAX_REQUESTS_PER_DAY:
            return
        search.save()
        with translation.override(search.language):
            words = [
                str(word) for word in Search.from_saved(search, search.requested_at).labels_without_free_text
            ]
        post_search_mail(search, "confirm", key="confirm", words=words)


def confirm_search(search, request, at=None):
    """Confirm the search with a snapshot of the current matches, and delete its duplicates.

    Returns False if it was confirmed before or is gone. Raises TemporarilyUnavailable rather than store an incomplete
    snapshot, as the first mail would then list everything as new.
    """
    at = at or timezone.now()
    if not SavedSearch.objects.unconfirmed().filter(pk=search.pk).exists():
        return False
    with translation.override(search.language):
        now = Search.from_saved(search, at)
        if now.filterset.has_transient_error:
            raise TemporarilyUnavailable
        known = take_snapshot(now.iterate_matches())  # takes long, so before the transaction
    with transaction.atomic():
        search = SavedSearch.objects.unconfirmed().select_for_update().filter(pk=search.pk).first()
        if search is None:
            return False
        search.snapshot = known
        search.confirmed_at = search.last_run_at = at
        search.confirmation_mark = client_hash(request, "alert")
        search.save()
        SavedSearch.objects.duplicates_of(search).delete()
    return True


def delete_unconfirmed(at=None):
    """Delete searches that were not confirmed in time, and return their number."""
    return SavedSearch.objects.unconfirmed_too_long(at).delete()[0]


def post_search_mail(search, name, *, key, headers=None, **context):
    """Post a mail about a search in its language, within the caller's transaction. key: unique for the search."""
    with translation.override(search.language):
        context |= {
            "search": search,
            "site_url": settings.SITE_URL,
            "list_url": settings.SITE_URL + search.get_absolute_url(),
            "manage_url": search_link(search, MANAGE),
            "end_url": search_link(search, END),
            "confirm_url": search_link(search, CONFIRM),
            "days": CONFIRMATION_PERIOD.days,
        }
        subject = render_to_string(f"investors/mail/alert_{name}_subject.txt", context)
        body = render_to_string(f"investors/mail/alert_{name}.txt", context)
    outbox.post(
        to=search.email,
        subject=" ".join(subject.split()),
        body=re.sub(r"\n{3,}", "\n\n", body.strip()) + "\n",
        headers={"Content-Language": search.language} | (headers or {}),
        key=f"alert-{search_stable_token(search)}-{key}",
    )


def mails_of_search(search):
    return OutgoingMail.objects.with_key(f"alert-{search.pk}-")


def search_stable_token(search):
    return stable_token(search, "requested_at")


def unsubscribe_headers(search):
    """Return the headers for one-click unsubscription (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{search_link(search, END)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def search_link(search, purpose):
    with translation.override(search.language):
        path = reverse(f"investors:saved_search_{purpose}", kwargs={"token": sign_search(search, purpose)})
    return settings.SITE_URL + path


def sign_search(search, purpose):
    return signing.dumps(search_stable_token(search), salt=f"investors.saved_search.{purpose}")


def find_by_link(token, purpose):
    """Return the search of a link.

    Raises signing.BadSignature for a forged one, signing.SignatureExpired for a confirmation after seven days,
    SavedSearch.DoesNotExist if the search was deleted.
    """
    max_age = CONFIRMATION_PERIOD if purpose == CONFIRM else None
    named = signing.loads(token, salt=f"investors.saved_search.{purpose}", max_age=max_age)
    return find_by_token(SavedSearch.objects.all(), str(named), "requested_at")
