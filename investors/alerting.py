"""The run that tells subscribers what is new, changed or gone: a short transaction each, so that none is told twice."""

import logging

from django.db import transaction
from django.utils import timezone, translation

from investors.models import SavedSearch
from investors.models.saved_search import last_run_hour
from investors.searching import Search
from investors.snapshots import SnapshotDiff
from investors.subscribing import post_search_mail, unsubscribe_headers

logger = logging.getLogger(__name__)

MAX_LINES_PER_SECTION = 25
"""Objects told of each sort in a mail; the rest stands on the list it links to."""


def send_alerts(at=None):
    """Run every search that is due; returns how many mails were posted. One that fails keeps no other waiting."""
    at = at or timezone.now()
    posted = 0
    for pk in list(SavedSearch.objects.due(at).values_list("pk", flat=True)):
        try:
            posted += run_search(pk, at)
        except Exception:
            logger.exception("The saved search %s failed; the next round tries again.", pk)
    return posted


def run_search(pk, at):
    """Compare a due search with what its subscriber knows. The mail and the new knowledge are stored, or neither.

    The comparing may take long and locks nothing: of two that run the same search at once the first to end tells.
    """
    saved = SavedSearch.objects.due(at).filter(pk=pk).first()
    if saved is None:  # it was ended
        return False
    with translation.override(saved.language):
        search = Search.from_saved(saved, at)
        if search.filterset.has_transient_error:
            raise RuntimeError("A driving time could not be computed.")
        found = (
            SnapshotDiff(saved.snapshot, search.iterate_matches(), at, MAX_LINES_PER_SECTION)
            if search.is_valid
            else None
        )
        with transaction.atomic():
            if not lock_unchanged(saved):
                return False
            is_told = (
                mail_invalid(saved, search, at) if found is None else mail_changes(saved, search, found, at)
            )
            saved.last_run_at = at
            saved.save(update_fields=("snapshot", "invalid_since", "last_run_at"))
    return is_told


def lock_unchanged(saved):
    """Whether nobody ran or ended it since it was read; from now on nobody can until our transaction ends."""
    same = SavedSearch.objects.confirmed().filter(pk=saved.pk, last_run_at=saved.last_run_at)
    return same.select_for_update().first() is not None


def mail_changes(saved, search, found, at):
    saved.invalid_since = None
    if found:
        post_search_mail(
            saved,
            "news",
            key=f"{last_run_hour(at):%Y%m%d}",
            headers=unsubscribe_headers(saved),
            words=search.filter_labels,
            total=len(found.now),
            sections=found.sections,
        )
        saved.snapshot = found.now
    return bool(found)


def mail_invalid(saved, search, at):
    """Once: a filter lost its choice, an area its key. What the subscriber knows is kept, should it come back."""
    if saved.invalid_since:
        return False
    saved.invalid_since = at
    post_search_mail(
        saved,
        "invalid",
        key=f"invalid-{at:%Y%m%d}",
        headers=unsubscribe_headers(saved),
        messages=search.messages,
    )
    return True
