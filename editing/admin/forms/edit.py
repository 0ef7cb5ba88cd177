"""What one request of the administration has found out about the thing it edits, and what comes out of it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.forms import ModelForm

from editing.models import PendingChange, SentForm
from editing.releasing.merging import MergeResult
from publishing.models import Publishable


@dataclass
class Restoring:
    """The state of `since` is brought back. `found`: the editorial state of today, None of what has none."""

    found: str | None
    since: datetime


@dataclass
class LateForm:
    """Somebody saved since the form was opened. `stored`: the entry as it is now, with `theirs` as its state.

    `is_known`: whether the history knows the state with which the form was opened. `said`: what is told if it is
    stored. `refused`: sentences with which the form comes back; `meets_other` is whether it does because a change of
    somebody else waits.
    """

    stored: Publishable
    theirs: dict
    is_known: bool = True
    messages: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    conflicts_with_other: bool = False


@dataclass
class PreparedChange:
    """What a form of something published wants, or a late one, before it is kept: `state`, made from `base`, which is
    what `obj` says in that version. `message`: what is logged if it is stored. `went_live`: it was small, and is public
    now.
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
    """`changes`: (the change that waits, the one that can be brought back), asked for once.
    `overlaid`: the first with what is stored by now, where the form shows it.
    `late`: as long as that form is tried. `said`: (words, level), perhaps with a mark, in place of Django's message.
    `missing`: names of the fields without which it was not handed in. `sent`: the form that adds something once.
    `topics`: of a long form, those that are in it (editing.admin.forms.topics).
    """

    changes: tuple = None
    overlaid: MergeResult = None
    restoring: Restoring = None
    late: LateForm = None
    prepared: PreparedChange = None
    message_override: tuple = None
    missing_fields: tuple = ()
    sent: SentForm = None
    topics: list = None

    @property
    def is_trial(self):
        """Whether the form is of another state than the stored one, and what it prepares is kept afterwards."""
        return bool(self.late or self.restoring)

    def previous_state(self, form):
        """The editorial state before it: of today also where an earlier one is brought back."""
        return self.restoring.found if self.restoring else form.stored_state


def get_edit(request):
    if not hasattr(request, "edit"):
        request.edit = Edit()
    return request.edit
