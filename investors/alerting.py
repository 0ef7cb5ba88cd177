"""The run that tells subscribers what is new, changed or gone: one transaction a search, so that none is told twice."""

import logging

from django.db import transaction
from django.utils import timezone, translation

from investors.models import SavedSearch
from investors.models.saved_search import last_run_hour
from investors.searching import Search
from investors.snapshots import difference, snapshot
from investors.subscribing import mail, unsubscribe_headers

logger = logging.getLogger(__name__)

LONGEST_LIST = 25
"""Objects told of each sort in a mail; the rest stands on the list it links to."""


def send_alerts(at=None):
    """Run every search that is due; returns how many mails were posted. One that fails keeps no other waiting."""
    at = at or timezone.now()
    posted = 0
    for pk in list(SavedSearch.objects.due(at).values_list("pk", flat=True)):
        try:
            posted += run(pk, at)
        except Exception:
            logger.exception("The saved search %s failed; the next round tries again.", pk)
    return posted


def run(pk, at):
    """Compare a due search with what its subscriber knows. The mail and the new knowledge are stored, or neither."""
    with transaction.atomic():
        saved = SavedSearch.objects.select_for_update().due(at).filter(pk=pk).first()
        if saved is None:  # somebody else ran it, or it was ended
            return False
        with translation.override(saved.language):
            search = Search.saved(saved, at)
            is_told = tell_changes(saved, search, at) if search.is_valid else tell_invalid(saved, search, at)
        saved.last_run_at = at
        saved.save()
    return is_told


def tell_changes(saved, search, at):
    matches = list(search.matches.with_facts())
    found = difference(saved.snapshot, matches, at)
    saved.invalid_since = None
    if found:
        mail(
            saved,
            "news",
            key=f"alert-{saved.pk}-{last_run_hour(at):%Y%m%d}",
            headers=unsubscribe_headers(saved),
            words=search.words,
            total=len(matches),
            sections={
                name: {
                    "lines": lines[:LONGEST_LIST],
                    "more": max(0, len(lines) - LONGEST_LIST),
                    "count": len(lines),
                }
                for name, lines in vars(found).items()
            },
        )
        saved.snapshot = snapshot(matches)
    return bool(found)


def tell_invalid(saved, search, at):
    """Once: a filter lost its choice, an area its key. What the subscriber knows is kept, should it come back."""
    if saved.invalid_since:
        return False
    saved.invalid_since = at
    mail(
        saved,
        "invalid",
        key=f"alert-{saved.pk}-invalid-{at:%Y%m%d}",
        headers=unsubscribe_headers(saved),
        messages=search.messages,
    )
    return True
