"""Workflow information and buttons of a form."""

from django.utils.translation import gettext_lazy as _

from editing.admin.forms.edit import get_edit
from editing.admin.release.releasing import KEEP_BUTTON
from editing.models import PendingChange, ReleaseStep
from editing.releasing.conflicts import key_label
from publishing.models import Publishable

State = Publishable.WorkflowState


def workflow_buttons(state, releases, is_new, pending=None, user=None, is_own=False):
    """Return [(name, label)]; the first is the default button. is_own: the user handed it in."""
    if state == State.PUBLISHED:
        if not releases:
            return change_buttons(pending, user)
        publish = ("_save", _("Publish"))
        return [(KEEP_BUTTON, _("Save my change")), publish, ("_withdraw", _("Take off the website"))]
    release = [("_release", _("Release"))] if releases else []
    if state == State.IN_REVIEW:
        is_own = is_own or not releases
        back = ("_draft", _("Keep editing")) if is_own else ("_return", _("Return for changes"))
        return [("_save", _("Save")), *release, back]
    label = _("Save") if state == State.WITHDRAWN and not is_new else _("Save draft")
    return [("_save", label), ("_review", _("Send for review")), *release]


def change_buttons(pending, user):
    """Buttons for a change to a published entry without release permission."""
    hand_in = ("_save", _("Send for review"))
    if pending is None or pending.state != PendingChange.State.OPEN:
        return [(KEEP_BUTTON, _("Save my change")), hand_in]
    return [hand_in, (KEEP_BUTTON, _("Keep editing"))] if pending.author_id == user.pk else [hand_in]


def workflow_context(model_admin, request, form, obj):
    state = form.stored_state
    is_new = obj is None or obj.pk is None
    is_own = state == State.IN_REVIEW and not is_new and last_submitter_id(obj) == request.user.pk
    buttons = workflow_buttons(state, form.releases, is_new, form.pending, request.user, is_own)
    context = {
        "workflow_buttons": buttons,
        "workflow_state": State(state),
        "is_public": state == State.PUBLISHED,
        "prepares": form.prepares,
        "asks_comment": state == State.IN_REVIEW and form.releases and not is_own,
        "asks_note": form.prepares or state in {State.DRAFT, State.WITHDRAWN},
        "change_conflict": form.change_conflict,
        "continues_others": form.continues_other and not form.change_conflict,
    }
    if is_new:
        return context
    if state != State.PUBLISHED:
        step = obj.release_steps.order_by("-at", "-pk").select_related("user", "change").first()
        is_returned = state == State.DRAFT and step and step.step == ReleaseStep.Step.RETURNED
        context["returned"] = step if is_returned else None
        change = form.pending or (step and step.change)
        if change and change.author_id == request.user.pk and not was_note_mailed(change):
            form.initial["step_comment"] = change.note  # typed with a step that had a conflict
    return context | pending_context(model_admin, request, form, obj)


def was_note_mailed(change):
    """Return whether the note of a change was mailed to its reviewers."""
    return change.steps.filter(step=ReleaseStep.Step.HANDED_IN, told_at__isnull=False).exists()


def last_submitter_id(obj):
    """Return the key of the user who last handed in the entry."""
    steps = obj.release_steps.filter(step=ReleaseStep.Step.HANDED_IN, change=None)
    return steps.order_by("-at", "-pk").values_list("user", flat=True).first()


def pending_context(model_admin, request, form, obj):
    pending, review_url = form.pending, model_admin.url_of("review", obj.pk)
    if pending is None or not pending.is_unfinished:
        undoable = model_admin.open_and_undoable(request, obj)[1]
        return {"undoable": undoable, "review_url": review_url} if undoable else {}
    shown = form.shows_pending or bool(form.data.get("opened_change"))
    overlaid = get_edit(request).overlaid
    conflicts = overlaid.conflicts if overlaid else []
    return {
        "pending": pending,
        "pending_shown": shown,
        "pending_conflicts": [key_label(obj, key) for key in conflicts],
        "review_url": review_url,
    }
