"""The work flow: handing in, taking back, returning, releasing, withdrawing; each step is written down."""

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
    """The change to `obj` that is kept, open or was returned to its author; None without one."""
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
    """Keep `state` as the change that waits for release; None when it says no more than what is public.

    base: the public state of `obj` it was made from, of that version. is_kept: nobody is asked to release it yet; what
    somebody else has handed in stays handed in.
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
    """Somebody else goes on with what its author has only saved. That person stays an author, and is told."""
    begun = log_step(obj, Step.BEGUN, change.author, change=change, at=change.handed_in_at)
    begun.name, begun.told_at = change.author_name, at
    begun.save(update_fields=["name", "told_at"])
    log_step(obj, Step.CONTINUED, user, change=change, at=at)


def author_names(change):
    """The names of all who have written the change, the last one last."""
    begun = change.steps.filter(step=Step.BEGUN).order_by("pk").values_list("name", flat=True)
    return ", ".join(
        dict.fromkeys([*(name for name in begun if name != change.author_name), change.author_name])
    )


def with_known_picture_details(base, state):
    """`base` with the details of pictures that it does not speak of, as they are stored."""
    whole = with_picture_details(base, state)
    return whole | {"pictures": whole["pictures"] | base.get("pictures", {})}


def sync_pending_pictures(change):
    keys = {key for *_place, key in picture_references(change.snapshot)} if change.is_unfinished else set()
    change.pictures.all().delete()
    PendingPicture.objects.bulk_create(PendingPicture(change=change, picture_id=key) for key in sorted(keys))


@transaction.atomic
def withdraw_change(obj, change, user, comment="", at=None, *, for_good=False):
    """Nobody has to decide it any more. It can be brought back for a while (editing.releasing.undoing).

    for_good: what it says is stored already, so that nothing could come back.
    """
    at = at or timezone.now()
    change.undo_until = None if for_good else at + PendingChange.UNDO_PERIOD
    change.was_kept = change.state != PendingChange.State.OPEN
    change.decide(PendingChange.State.SUPERSEDED, user, comment, at)
    log_step(obj, Step.TAKEN_BACK, user, change=change, comment=comment, at=at)
    if for_good:
        release_attachments(change)


@transaction.atomic
def return_to_author(obj, change, user, comment, at=None):
    """With a comment; its author goes on from there."""
    change.decide(PendingChange.State.RETURNED, user, comment, at)
    log_step(obj, Step.RETURNED, user, change=change, comment=comment, at=at)


def merge_change(obj, change, keep=()):
    """The change brought onto what is public now."""
    present = with_picture_details(current_state(obj), change.snapshot)
    return merge(type(obj), change.base, change.snapshot, present, keep)


@transaction.atomic
def approve(obj, change, user, *, keep=(), store=apply_state, at=None):
    """Store the change. `keep`: keys of conflicts in which what is public stays. Raises ValidationError."""
    store(obj, merge_change(obj, change, keep).state)
    close_change(obj, change, user, at)


def close_change(obj, change, user, at=None):
    """What the change says is stored now. Of what is not published nothing was released by that."""
    if obj.workflow_state != State.PUBLISHED:
        withdraw_change(obj, change, user, at=at, for_good=True)
        return
    change.decide(PendingChange.State.APPROVED, user, at=at)
    log_step(obj, Step.RELEASED, user, change=change, at=at)
    release_attachments(change)


def release_attachments(change):
    """A decided change needs its pictures and files no more."""
    sync_pending_pictures(change)
    delete_unused_files(new_files(change))


def log_transition(obj, old, user, comment="", at=None):
    """The step that led `obj` from the editorial state `old` to its present one; None when nothing moved."""
    new = obj.workflow_state
    step = STEP_TO_STATE.get(new)
    if step is None and old == State.IN_REVIEW:
        step = Step.RETURNED if comment else Step.TAKEN_BACK
    return log_step(obj, step, user, comment=comment, at=at) if step and new != old else None


def is_small_change(obj, base, state):
    """Whether something differs, but only such figures as may go live at once, and the region lets them."""
    small, keys = type(obj).unreviewed_fields, list(changed_keys(type(obj), base, state))
    are_figures = all(key[-1] in small.get(key[0], ()) for key in keys)
    return bool(keys) and are_figures and import_string(settings.RELEASES_SMALL_CHANGES)()
