"""Saving without release permission: the public state is unchanged, the form's state becomes a pending change.

The form and its rows are saved inside a savepoint, serialized, and rolled back (docs/adr/0041). So subclasses of
PublishableAdmin save in `write_model` and `write_related`; `save_model` and `save_related` decide between the two.
"""

import reversion
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from editing import reviewers
from editing.admin.forms.edit import PreparedChange, get_edit
from editing.admin.forms.topics import OPEN_BUTTON
from editing.admin.release.pending_forms import overlay_values, with_pending_rows
from editing.admin.release.releasing import KEEP_BUTTON
from editing.admin.release.step_messages import finish_transition
from editing.models import PendingChange
from editing.releasing import steps
from editing.releasing.applying import apply_state
from editing.releasing.states import current_state
from editing.releasing.undoing import open_and_undoable_change
from publishing.log_messages import log_message
from publishing.models import Publishable

State = Publishable.WorkflowState
BUTTON_STATES = {
    "_draft": State.DRAFT,
    "_review": State.IN_REVIEW,
    "_return": State.DRAFT,
    "_release": State.PUBLISHED,
    "_withdraw": State.WITHDRAWN,
}


class PendingChangeAdminMixin:
    """Before the class that saves; requires a PublishableForm."""

    # --- Showing the pending change

    def pending_change(self, request, obj):
        """Return the unfinished change to `obj`."""
        return self.open_and_undoable(request, obj)[0]

    def open_and_undoable(self, request, obj):
        """Return (unfinished change, undoable change); cached per request."""
        if obj is None or obj.pk is None:
            return None, None
        edit = get_edit(request)
        edit.changes = edit.changes or open_and_undoable_change(obj)
        return edit.changes

    def shows_pending(self, request, obj):
        """Show the change to users who continue it; reviewers see the public state by default, and what they kept.

        For an unpublished entry only its author sees a change by default: saving would resolve conflicts unseen.
        """
        if get_edit(request).restoring or not self.has_change_permission(request, obj):
            return False
        pending = self.pending_change(request, obj)
        if pending is None or "change" in request.GET:
            return pending is not None
        if obj.workflow_state == State.PUBLISHED and not self.has_release_permission(request, obj):
            return True
        is_own = pending.author_id == request.user.pk
        return is_own and (obj.workflow_state != State.PUBLISHED or pending.state == PendingChange.State.KEPT)

    def overlaid(self, request, obj):
        """Return the change that the form shows, merged with the stored state; None for the stored state alone."""
        edit = get_edit(request)
        if edit.overlaid is None and request.method != "POST" and self.shows_pending(request, obj):
            edit.overlaid = steps.merge_change(obj, self.pending_change(request, obj))
        return edit.overlaid

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None or not change:
            return form
        form.pending = self.pending_change(request, obj)
        if overlaid := self.overlaid(request, obj):
            form.shows_pending = True
            form.pending_initial = overlay_values(obj, overlaid.state["fields"])
        return form

    def get_formsets_with_inlines(self, request, obj=None):
        overlaid = get_edit(request).overlaid
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            rows = overlaid and overlaid.state["rows"].get(inline.model._meta.label_lower)
            if rows is not None:
                formset = with_pending_rows(formset, rows, overlaid.state["pictures"])
            yield formset, inline

    # --- Saving

    def write_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)

    def write_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)

    def save_model(self, request, obj, form, change):
        if not self.prepares(request, form, change):
            self.write_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        if self.prepares(request, form, change):
            self.prepare(request, form, formsets)
            return
        self.write_related(request, form, formsets, change)
        found = get_edit(request).previous_state(form)
        finish_transition(request, form, form.instance, found, "workflow_state" in form.changed_data)

    def prepares(self, request, form, change):
        return change and (form.prepares or get_edit(request).late is not None)

    def prepare(self, request, form, formsets):
        stored = self.model._base_manager.get(pk=form.instance.pk)
        edit = get_edit(request)
        base = current_state(stored)
        with reversion.create_revision(manage_manually=True):  # a separate transaction without versions
            self.write_model(request, form.instance, form, True)
            self.write_related(request, form, formsets, True)
            state = current_state(stored, known=base)
            transaction.set_rollback(True)
        edit.prepared = PreparedChange(form, formsets, stored, base, state, stored.version)
        if not edit.is_trial:
            self.store_prepared(request)

    def restore(self, request, version, today, template_name, extra_context):
        """Make a pending change of the version restored by a user without release permission."""
        with transaction.atomic():
            response = super().restore(request, version, today, template_name, extra_context)
            if wanted := get_edit(request).prepared:
                transaction.set_rollback(True)
        if wanted:
            wanted.base, wanted.version = current_state(today), today.version
            self.store_prepared(request)
            messages.success(request, prepared_message(wanted, request.user))
        return response

    def store_prepared(self, request):
        wanted = get_edit(request).prepared
        wanted.obj = self.model._base_manager.get(pk=wanted.obj.pk)
        is_kept = wanted.form.is_kept
        is_first = not is_kept and self.pending_change(request, wanted.obj) is None
        if is_first and steps.is_small_change(wanted.obj, wanted.base, wanted.state):
            self.apply_state(wanted.obj, wanted.state, request.user, str(request.user))
            wanted.went_live = True
        else:
            wanted.change = steps.hand_in(
                wanted.obj,
                wanted.base,
                wanted.state,
                request.user,
                version=wanted.version,
                note=wanted.note,
                is_kept=is_kept,
            )

    def apply_state(self, obj, state, author, author_name):
        """Store a state of a change by `author`. Subclasses add what else their form does."""
        apply_state(obj, state)

    # --- Messages

    def log_change(self, request, obj, message):
        prepared = get_edit(request).prepared
        if prepared and not prepared.went_live:
            prepared.message, message = message, log_message(change_log_message(prepared.change))
        return super().log_change(request, obj, message)

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Replace Django's message with that of the step (editing.admin.release.step_messages)."""
        edit = get_edit(request)
        if edit.message_override:
            (message, level, *args), edit.message_override = edit.message_override, None
        super().message_user(request, message, level, *args, **kwargs)

    def response_change(self, request, obj):
        prepared = get_edit(request).prepared
        if prepared is None:
            return super().response_change(request, obj)
        if not get_edit(request).is_trial:
            messages.success(request, prepared_message(prepared, request.user))
        if "_continue" in request.POST:
            return HttpResponseRedirect(request.path)
        return self.response_post_save_change(request, obj)


def change_log_message(change):
    """Return the message for the history, not translated yet."""
    if change is None:
        return gettext_noop("Nothing changed.")
    if change.state == PendingChange.State.KEPT:
        return gettext_noop("Change saved, not handed in yet.")
    return gettext_noop("Change handed in for release.")


def prepared_message(prepared, user):
    named = {"object": prepared.obj}
    if prepared.went_live:
        return _("“%(object)s” is changed, and the change is public.") % named
    if prepared.change is None:
        return _("“%(object)s” says what is public already: nothing waits for release.") % named
    if prepared.change.state == PendingChange.State.KEPT:
        words = _(
            "Your change to “%(object)s” is saved, and nobody is asked to release it yet. Visitors see the released "
            "state."
        )
        return words % named
    words = _(
        "Your change to “%(object)s” waits for release. Visitors see the released state until somebody who may "
        "release approves it."
    )
    return f"{words % named} {reviewers.reviewers_text(prepared.obj, user)}"


def apply_workflow_button(request):
    """Set the editorial state of the pressed button in the submitted data; the form validates it."""
    pressed = next((name for name in BUTTON_STATES if name in request.POST), None)
    data = request.POST.copy()
    if pressed:
        data["workflow_state"] = BUTTON_STATES[pressed]
        data["_save"] = "1"
    if OPEN_BUTTON in data:
        data[KEEP_BUTTON] = "1"
    if KEEP_BUTTON in data:
        data["_continue"] = "1"
    request.POST = data
