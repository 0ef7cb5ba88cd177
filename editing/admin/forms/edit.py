"""State of one admin request that edits an object."""

from dataclasses import dataclass, field
from datetime import datetime

from django.forms import ModelForm

from editing.models import PendingChange, SentForm, UnsavedForm
from editing.releasing.merging import MergeResult
from publishing.models import Publishable


@dataclass
class Restoration:
    """The version of `since` is restored. `found`: the current editorial state, None for models without one."""

    found: str | None
    since: datetime


@dataclass
class LateForm:
    """The entry was saved after the form was opened. `stored`: the current entry, with `theirs` as its state.

    `is_known`: whether the history has the version the form was opened with. `messages`: shown if it is stored.
    `errors`: shown with the form; `conflicts_with_other`: whether another user's pending change is the reason.
    """

    stored: Publishable
    theirs: dict
    is_known: bool = True
    messages: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    conflicts_with_other: bool = False


@dataclass
class PreparedChange:
    """The result of a form of a published entry, or of a late one, before it is stored: `state`, made from `base`, the
    state of `obj` in that version.

    `message`: logged if it is stored. `went_live`: it was small and is published.
    """

    form: ModelForm
    formsets: list
    obj: Publishable
    base: dict
    state: dict
    version: int
    message: list = None
    went_live: bool = False
    change: PendingChange = None

    @property
    def note(self):
        return self.form.cleaned_data.get("step_comment", "")


@dataclass
class Edit:
    """`changes`: (unfinished change, undoable change), cached.

    `overlaid`: the first merged with the stored state, where the form shows it.
    `late`: set during the trial of a late form. `message_override`: (text, level[, tags]) instead of Django's message.
    `missing_fields`: names of fields that prevented handing in. `sent`: the SentForm that prevents double submission.
    `unsaved`: the UnsavedForm that the form shows. `topics`: for a long form, those in it (editing.admin.forms.topics).
    """

    changes: tuple = None
    overlaid: MergeResult = None
    restoring: Restoration = None
    late: LateForm = None
    prepared: PreparedChange = None
    message_override: tuple = None
    missing_fields: tuple = ()
    sent: SentForm = None
    unsaved: UnsavedForm = None
    topics: list = None

    @property
    def is_trial(self):
        """Whether the form is bound to another state than the stored one; its result is stored afterwards."""
        return bool(self.late or self.restoring)

    def previous_state(self, form):
        """The editorial state before the form, also where an earlier version is restored."""
        return self.restoring.found if self.restoring else form.stored_state


def get_edit(request):
    if not hasattr(request, "edit"):
        request.edit = Edit()
    return request.edit
