"""Restrict users without release permission to preparing changes (docs/adr/0040, 0041)."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from editing.admin.forms.desk_form import CheckedForm
from editing.admin.forms.edit import get_edit
from formats.templatetags.typography import moment
from publishing import permissions_filter
from publishing.models import Publishable

State = Publishable.WorkflowState
KEEP_BUTTON = "_keep"
"""The button that saves a change to a published entry without handing it in."""
PERIOD_FIELDS = ("published_from", "published_until", "confirm_until")


def other_change_message(change, is_handed_in):
    words = (
        _("%(name)s has handed in a change since you opened the form. Nothing of yours has been saved yet.")
        if is_handed_in
        else _("%(name)s has saved a change since you opened the form. Nothing of yours has been saved yet.")
    )
    return words % {"name": change.author_name}


def kept_change_message(change):
    words = _(
        "%(name)s saved a change on %(when)s and has not handed it in yet. If you want to go on with it, say so beside "
        "the buttons, and save again. Nothing of yours has been saved yet."
    )
    return words % {"name": change.author_name, "when": moment(change.handed_in_at)}


def needs_release(old, new):
    """Return whether the transition changes what the public sees: publish, unpublish, or back to “withdrawn”."""
    return new != old and (State.PUBLISHED in (old, new) or new == State.WITHDRAWN)


class StoredStateInput(forms.HiddenInput):
    """Submits the stored state, also if the form is shown again after a workflow button."""

    def __init__(self, state):
        super().__init__({"data-label": State(state).label})
        self.state = state

    def format_value(self, value):
        return self.state


class ReleaseFormMixin(CheckedForm):
    """For a DeskForm of a publishable model. The buttons below the form set `workflow_state`.

    `pending`: the unfinished change, if any; `shows_pending`: whether the form shows it.
    """

    pending = None
    shows_pending = False
    pending_initial = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {name: value for name, value in self.pending_initial.items() if name in self.fields}
        self.stored_state = self.instance.workflow_state if self.instance.pk else State.DRAFT
        self.releases = self.may_release(self.instance if self.instance.pk else None)
        if "workflow_state" in self.fields:
            self.fields["workflow_state"].widget = StoredStateInput(self.stored_state)
        if not self.releases:
            self.restrict_to_preparing()
        if "opened_change" in self.fields:
            self.fields["opened_change"].initial = self.pending.token if self.shows_pending else ""

    @property
    def prepares(self):
        """Whether saving makes a pending change instead of changing what the public sees."""
        return self.stored_state == State.PUBLISHED and (not self.releases or KEEP_BUTTON in self.data)

    @property
    def is_kept(self):
        return self.prepares and KEEP_BUTTON in self.data

    @property
    def conflicts_with_other(self):
        """Whether a late form would replace another user's change (editing.admin.release.late_forms)."""
        late = get_edit(self.request).late
        return late is not None and late.conflicts_with_other

    def may_release(self, obj):
        return permissions_filter.has_permission(self.user, "release", type(self.instance), obj)

    def restrict_to_preparing(self):
        if state := self.fields.get("workflow_state"):
            stored = self.stored_state
            state.choices = [choice for choice in state.choices if not needs_release(stored, choice[0])]
        if self.stored_state == State.PUBLISHED:
            for name in self.fields.keys() & PERIOD_FIELDS:
                self.fields[name].disabled = True

    def clean(self):
        cleaned = super().clean()
        if "_return" in self.data and not (cleaned.get("step_comment") or "").strip():
            self.add_error("step_comment", _("Say what is to be changed: the author gets it by mail."))
        if self.releases and self.is_kept:
            self.check_period_unchanged()
        self.check_change_conflict(cleaned)
        return cleaned

    def check_period_unchanged(self):
        """Report an error where a period would be lost: a change that waits has none."""
        words = _("This is no part of a change that is kept: publish it, or leave it as it is.")
        for name in PERIOD_FIELDS:
            if name in self.changed_data and name in self.fields:
                self.add_error(name, words)

    def check_change_conflict(self, cleaned):
        """Report an error if another user changed the pending change since the form was opened."""
        pending = self.pending
        would_displace = self.prepares or self.conflicts_with_other
        if not would_displace or pending is None or not pending.is_unfinished:
            return
        if cleaned.get("overwrite_change") == pending.token:
            return
        if cleaned.get("opened_change") != pending.token:
            self.change_conflict = pending
            words = other_change_message(pending, self.prepares and pending.state != pending.State.KEPT)
            self.add_error(NON_FIELD_ERRORS, ValidationError(words, code="change_conflict"))
        elif self.continues_other:
            words = kept_change_message(pending)
            self.add_error(NON_FIELD_ERRORS, ValidationError(words, code="change_kept"))

    change_conflict = None

    @property
    def continues_other(self):
        """Whether saving continues another user's kept change, which has to be confirmed."""
        pending = self.pending
        return (
            self.prepares
            and pending is not None
            and pending.state == pending.State.KEPT
            and pending.author_id != self.user.pk
        )

    def check_whole(self):
        super().check_whole()
        is_step = needs_release(self.stored_state, self.instance.workflow_state)
        if is_step and "workflow_state" in self.fields and not self.may_release(self.instance):
            self.add_error("workflow_state", _("You may not release this, nor withdraw it."))
