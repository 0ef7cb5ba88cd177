"""The release workflow: hand in, withdraw, return, approve; each step is logged."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from editing.models import PendingChange, PendingPicture, ReleaseStep
from editing.releasing.applying import apply_state
from editing.releasing.files import delete_unused_files, new_files
from editing.releasing.merging import changed_keys, merge
from editing.releasing.states import current_state, picture_references, with_picture_details
from publishing.models import Publishable

State = Publishable.WorkflowState
Step = ReleaseStep.Step

STEP_TO_STATE = {
    State.IN_REVIEW: Step.HANDED_IN,
    State.PUBLISHED: Step.RELEASED,
    State.WITHDRAWN: Step.WITHDRAWN,
}


def unfinished_change(obj, lock=False):
    """Return the change to `obj` that is kept, open or returned, or None."""
    rows = obj.pending_changes.unfinished().select_related("author", "decided_by")
    return (rows.select_for_update(of=("self",)) if lock else rows).first()


def log_step(obj, step, user, *, change=None, comment="", at=None):
    return ReleaseStep.objects.create(
        target=obj,
        step=step,
        change=change,
        user=user,
        name=str(user)[:150] if user else "",
        comment=comment,
        at=at or timezone.now(),
    )


@transaction.atomic
def hand_in(obj, base, state, user, *, version, note="", is_kept=False, at=None):
    """Store `state` as the pending change; None where it does not differ from the public state.

    base: the public state of `obj` it was made from, of that version. is_kept: saved without asking for release; a
    change that another user has handed in stays handed in.
    """
    base = with_known_picture_details(base, state)
    change = unfinished_change(obj, lock=True)
    if not any(changed_keys(type(obj), base, state)):
        if change:
            withdraw_change(obj, change, user, at=at)
        return None
    at = at or timezone.now()
    was_open = change is not None and change.state == PendingChange.State.OPEN
    is_others = change is not None and change.author_id != user.pk
    is_kept = is_kept and not (was_open and is_others)
    is_new = not is_kept and (not was_open or is_others)
    if is_others and change.state == PendingChange.State.KEPT:
        log_continued(obj, change, user, at)
    earlier = new_files(change) if change else {}
    change = change or PendingChange(target=obj)
    change.base, change.snapshot, change.base_version = base, state, version
    change.revision += 1
    change.state = PendingChange.State.KEPT if is_kept else PendingChange.State.OPEN
    change.author, change.author_name = user, str(user)[:150]
    change.note, change.handed_in_at = note or change.note, at
    change.decided_by = change.decided_at = None
    change.comment = ""
    change.save()
    sync_pending_pictures(change)
    delete_unused_files({name: place for name, place in earlier.items() if name not in new_files(change)})
    if is_new:
        log_step(obj, Step.HANDED_IN, user, change=change, comment=note, at=at)
    return change


def log_continued(obj, change, user, at):
    """Log that another user continues a kept change. Its first author stays an author and is notified."""
    begun = log_step(obj, Step.BEGUN, change.author, change=change, at=change.handed_in_at)
    begun.name, begun.told_at = change.author_name, at
    begun.save(update_fields=["name", "told_at"])
    log_step(obj, Step.CONTINUED, user, change=change, at=at)


def author_names(change):
    """Return the names of all authors of the change, the latest last."""
    begun = change.steps.filter(step=Step.BEGUN).order_by("pk").values_list("name", flat=True)
    return ", ".join(
        dict.fromkeys([*(name for name in begun if name != change.author_name), change.author_name])
    )


def with_known_picture_details(base, state):
    """Return `base` with the stored details of pictures it does not include."""
    whole = with_picture_details(base, state)
    return whole | {"pictures": whole["pictures"] | base.get("pictures", {})}


def sync_pending_pictures(change):
    keys = {key for *_place, key in picture_references(change.snapshot)} if change.is_unfinished else set()
    change.pictures.all().delete()
    PendingPicture.objects.bulk_create(PendingPicture(change=change, picture_id=key) for key in sorted(keys))


@transaction.atomic
def withdraw_change(obj, change, user, comment="", at=None, *, permanently=False):
    """Discard the change. It can be reinstated for a while (editing.releasing.undoing).

    permanently: its values are stored already, so there is nothing to reinstate.
    """
    at = at or timezone.now()
    change.undo_until = None if permanently else at + PendingChange.UNDO_PERIOD
    change.was_kept = change.state != PendingChange.State.OPEN
    change.decide(PendingChange.State.SUPERSEDED, user, comment, at)
    log_step(obj, Step.TAKEN_BACK, user, change=change, comment=comment, at=at)
    if permanently:
        drop_attachments(change)


@transaction.atomic
def return_to_author(obj, change, user, comment, at=None):
    """Return the change to its author with a comment."""
    change.decide(PendingChange.State.RETURNED, user, comment, at)
    log_step(obj, Step.RETURNED, user, change=change, comment=comment, at=at)


def merge_change(obj, change, keep=()):
    """Merge the change into the current public state."""
    present = with_picture_details(current_state(obj), change.snapshot)
    return merge(type(obj), change.base, change.snapshot, present, keep)


@transaction.atomic
def approve(obj, change, user, *, keep=(), store=apply_state, at=None):
    """Store the change. `keep`: keys of conflicts resolved in favour of the public value. Raises ValidationError."""
    store(obj, merge_change(obj, change, keep).state)
    close_change(obj, change, user, at)


def close_change(obj, change, user, at=None):
    """Close a change whose values are stored. For an unpublished entry that is no release."""
    if obj.workflow_state != State.PUBLISHED:
        withdraw_change(obj, change, user, at=at, permanently=True)
        return
    change.decide(PendingChange.State.APPROVED, user, at=at)
    log_step(obj, Step.RELEASED, user, change=change, at=at)
    drop_attachments(change)


def drop_attachments(change):
    """Drop the pending pictures and unused files of a decided change."""
    sync_pending_pictures(change)
    delete_unused_files(new_files(change))


def log_transition(obj, old, user, comment="", at=None):
    """Log the step from the editorial state `old` to the present one; None if it is unchanged."""
    new = obj.workflow_state
    step = STEP_TO_STATE.get(new)
    if step is None and old == State.IN_REVIEW:
        step = Step.RETURNED if comment else Step.TAKEN_BACK
    return log_step(obj, step, user, comment=comment, at=at) if step and new != old else None


def is_small_change(obj, base, state):
    """Return whether only figures differ that may go live without review, and the region allows it."""
    small, keys = type(obj).unreviewed_fields, list(changed_keys(type(obj), base, state))
    are_figures = all(key[-1] in small.get(key[0], ()) for key in keys)
    return bool(keys) and are_figures and import_string(settings.RELEASES_SMALL_CHANGES)()
