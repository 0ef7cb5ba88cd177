"""What somebody else saved meanwhile, and what the second of two editors has typed: they choose field by field, and row
by row (publishing.admin.merging_rows).

Three states meet: the one the form was opened with (from the history), the one stored now, and the one in the form.
"""

import json
from dataclasses import dataclass

from django.db.models import Manager, Model, QuerySet
from reversion.models import Version

from publishing.comparing import Comparison, Difference, Snapshot, compare
from publishing.comparing.wording import python_value

PREFIX = "merge-"
THEIRS, MINE = "theirs", "mine"
SET_BY_BUTTONS = {"workflow_state"}
LOOKED_THROUGH = 100
"""States of the history among which the one is sought that the form was opened with."""


@dataclass(frozen=True)
class Choice:
    """A field whose form says something else than what is stored. `is_untouched`: only the other changed it."""

    name: str
    difference: Difference
    is_untouched: bool

    @property
    def input_name(self):
        return PREFIX + self.name


@dataclass(frozen=True)
class Meanwhile:
    """`changed` is what the other changed; None when the history does not know the state that the form began with.

    `before` and `now`: that state and the stored one, for the rows (publishing.admin.merging_rows).
    """

    changed: Comparison | None
    choices: list
    before: Snapshot | None = None
    now: Snapshot | None = None


class MergeFormMixin:
    """For a ModelForm of something with a history. What is taken over is as it is stored, whatever the form sends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken_over = [
            name
            for name in self.fields
            if self.is_bound and name not in SET_BY_BUTTONS and self.data.get(PREFIX + name) == THEIRS
        ]
        for name in self.taken_over:
            self.fields[name].disabled = True

    def meanwhile(self, opened):
        """What differs since the version `opened` of the entry."""
        model = type(self.instance)
        base = opened_state(self.instance, opened)
        if base is None:
            return Meanwhile(None, [])
        before = Snapshot.of_version(base)
        now = Snapshot.of_object(model._base_manager.get(pk=self.instance.pk))
        changed = compare(before, now)
        names = [
            difference.field.name
            for difference in changed.fields
            if difference.field.name in self.cleaned_data and difference.field.name not in SET_BY_BUTTONS
        ]
        typed = {name: plain(self.cleaned_data[name]) for name in names}
        stored = {name: now.fields[name] for name in names}
        differences = compare(Snapshot(model, stored), Snapshot(model, typed)).fields
        choices = [
            Choice(one.field.name, one, self.is_untouched(one.field, before.fields.get(one.field.name)))
            for one in differences
        ]
        return Meanwhile(changed, choices, before, now)

    def is_untouched(self, field, before):
        return not self.fields[field.name].has_changed(python_value(field, before), self[field.name].data)


def opened_state(obj, opened):
    """The newest state in the history of that count of versions."""
    versions = Version.objects.get_for_object(obj).select_related("revision")[:LOOKED_THROUGH]
    for version in versions:
        [state] = json.loads(version.serialized_data)
        if opened is not None and state["fields"].get("version") == opened:
            return version
    return None


def plain(value):
    """As a snapshot has it: things by their keys."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, (QuerySet, Manager, list, tuple)):
        return [getattr(one, "pk", one) for one in value]
    return value
