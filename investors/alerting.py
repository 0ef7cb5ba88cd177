"""Post mails to subscribers about new, changed and gone spaces, each search in a short transaction of its own."""

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
"""The mail links to the complete list."""


def send_alerts(at=None):
    """Run every search that is due, also if some fail, and return the number of mails posted."""
    at = at or timezone.now()
    posted = 0
    for pk in list(SavedSearch.objects.due(at).values_list("pk", flat=True)):
        try:
            posted += run_search(pk, at)
        except Exception:
            logger.exception("The saved search %s failed; the next round tries again.", pk)
    return posted


def run_search(pk, at):
    """Compare a due search with its snapshot, then store mail and new snapshot in one transaction.

    The comparison may take long and locks nothing: of two concurrent runs of a search, the first to finish posts.
    """
    saved = SavedSearch.objects.due(at).filter(pk=pk).first()
    if saved is None:  # it was deleted
        return False
    with translation.override(saved.language):
        search = Search.from_saved(saved, at)
        if search.filterset.has_transient_error:
            raise RuntimeError("A driving time could not be computed.")
        diff = (
            SnapshotDiff(saved.snapshot, search.iterate_matches(), at, MAX_LINES_PER_SECTION)
            if search.is_valid
            else None
        )
        with transaction.atomic():
            if not lock_unchanged(saved):
                return False
            is_posted = (
                mail_invalid(saved, search, at) if diff is None else mail_changes(saved, search, diff, at)
            )
            saved.last_run_at = at
            saved.save(update_fields=("snapshot", "invalid_since", "last_run_at"))
    return is_posted


def lock_unchanged(saved):
    """Lock the row until the transaction ends; return whether it was neither run nor deleted since it was read."""
    same = SavedSearch.objects.confirmed().filter(pk=saved.pk, last_run_at=saved.last_run_at)
    return same.select_for_update().first() is not None


def mail_changes(saved, search, diff, at):
    saved.invalid_since = None
    if diff:
        post_search_mail(
            saved,
            "news",
            key=f"{last_run_hour(at):%Y%m%d}",
            headers=unsubscribe_headers(saved),
            words=search.filter_labels,
            total=len(diff.now),
            sections=diff.sections,
        )
        saved.snapshot = diff.now
    return bool(diff)


def mail_invalid(saved, search, at):
    """Report once that filters are no longer valid. The snapshot stays, in case they become valid again."""
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
