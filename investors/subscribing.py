"""Saving a search: asked for, confirmed by the owner of the mailbox, ended. Each step leaves its proof in the row.

Links carry the signed name of the row and open a page with a button: no link changes anything by being opened.
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
"""Confirmation mails one mailbox may get: more than anybody needs, too few to annoy a stranger with."""
CONFIRM, MANAGE, END = "confirm", "manage", "end"
DAY = timedelta(days=1)


class TemporarilyUnavailable(Exception):
    """What is on offer cannot be found out at the moment, for a driving time could not be computed."""


def request_confirmation(search, request, at=None):
    """Store an unconfirmed search and post its link. Says nothing about whether the address is known."""
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
    """Begin to tell. What is on offer now is known to the subscriber; the same search saved twice is told once.

    Returns False when it was confirmed before, or is gone. Raises NotNow rather than take it that nothing is known,
    for then the first mail would call everything new.
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
    """Forget searches that nobody confirmed in time; returns how many."""
    return SavedSearch.objects.unconfirmed_too_long(at).delete()[0]


def post_search_mail(search, name, *, key, headers=None, **context):
    """Post one of our mails about a search, in its language; the transaction undone, it was never posted.

    key: what tells the mail from others about the same search.
    """
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
    """All mails about it that the outbox still holds."""
    return OutgoingMail.objects.with_key(f"alert-{search.pk}-")


def search_stable_token(search):
    return stable_token(search, "requested_at")


def unsubscribe_headers(search):
    """One click in the mail program ends it (RFC 8058)."""
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
    """The search of a link.

    Raises signing.BadSignature for a forged one, signing.SignatureExpired for a confirmation after seven days,
    SavedSearch.DoesNotExist when the search was ended or forgotten.
    """
    max_age = CONFIRMATION_PERIOD if purpose == CONFIRM else None
    named = signing.loads(token, salt=f"investors.saved_search.{purpose}", max_age=max_age)
    return find_by_token(SavedSearch.objects.all(), str(named), "requested_at")
