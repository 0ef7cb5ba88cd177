"""Reinstate withdrawn changes: their state, pictures and files are retained for a while (docs/adr/0055)."""

from django.db import transaction

from editing.models import PendingChange
from editing.releasing.steps import Step, drop_attachments, log_step, unfinished_change


def open_and_undoable_change(obj, at=None):
    """Return (the unfinished change, the one that can be reinstated), each or None; one query."""
    rows = obj.pending_changes.open_or_undoable(at).select_related("author", "decided_by")
    found = list(rows.order_by("-decided_at", "-pk"))
    unfinished = next((change for change in found if change.is_unfinished), None)
    return unfinished, next((change for change in found if not change.is_unfinished), None)


@transaction.atomic
def reinstate(obj, change, user, at=None):
    """Reopen the change, as handed in or kept before; later edits are merged as usual.

    Returns None if another change is pending or the period is over.
    """
    change = obj.pending_changes.open_or_undoable(at).select_for_update().filter(pk=change.pk).first()
    if change is None or unfinished_change(obj, lock=True):
        return None
    change.undo_until = None
    change.revision += 1
    change.state = PendingChange.State.KEPT if change.was_kept else PendingChange.State.OPEN
    change.comment = ""
    change.decided_by = change.decided_at = None
    change.save()
    log_step(obj, Step.REINSTATED, user, change=change, at=at)
    return change


@transaction.atomic
def purge_withdrawn_changes(at):
    """Drop files and pictures of changes whose undo period is over; return their number. A periodic duty."""
    changes = list(PendingChange.objects.past_undo_period(at).select_for_update())
    for change in changes:
        drop_attachments(change)
        change.undo_until = None
        change.save(update_fields=["undo_until"])
    return len(changes)
