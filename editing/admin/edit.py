"""What one request of the administration has found out about the thing it edits, and what comes out of it."""

from dataclasses import dataclass, field
from datetime import datetime

from editing.models import PendingChange, SentForm
from editing.releasing.merging import Merged
from publishing.models import Publishable


@dataclass
class Restoring:
    """An earlier state is brought back, that of `since`.

    `kept`: {column: value} of what stays as it is today, empty where the thing was deleted.
    `found`: the editorial state of today, None of what has none.
    """

    kept: dict
    found: str | None
    since: datetime


@dataclass
class Late:
    """Somebody saved since the form was opened. `stored`: the entry as it is now, with `theirs` as its state; `opened`:
    as it was when the form was opened, with `base`.

    Where the history does not know that, `is_known` is false, and both are of now. `refused`: sentences with which the
    form comes back; `meets_other` is whether it does because a change of somebody else waits.
    """

    stored: Publishable
    theirs: dict
    opened: Publishable = None
    base: dict = None
    is_known: bool = True
    refused: list = field(default_factory=list)
    meets_other: bool = False


@dataclass
class Prepared:
    """What a form of something published wants, before it is kept. `is_kept`: nobody is asked to release it yet.
    `went_live`: it was small, and is public now.
    """

    obj: Publishable
    base: dict
    state: dict
    version: int
    note: str
    is_kept: bool
    went_live: bool = False
    change: PendingChange = None


@dataclass
class Edit:
    """`changes`: {key: (the change that waits, the one that can be brought back)}, each asked for once.
    `merged`: the first with what is stored by now. `overlaid`: the same, where the form shows it.
    `released`: {"state", "version"} of something public, as long as an earlier state of it is tried.
    `said`: (words, level) in place of Django's message. `sent`: the form that adds something once.
    `topics`: of a long form, those that are in it (editing.admin.topics).
    """

    changes: dict = field(default_factory=dict)
    merged: Merged = None
    overlaid: Merged = None
    restoring: Restoring = None
    late: Late = None
    released: dict = None
    prepared: Prepared = None
    said: tuple = None
    sent: SentForm = None
    topics: list = None

    def state_found(self, form):
        """The editorial state before it: of today also where an earlier one is brought back."""
        return self.restoring.found if self.restoring else form.stored_state


def edit_of(request):
    if not hasattr(request, "edit"):
        request.edit = Edit()
    return request.edit
