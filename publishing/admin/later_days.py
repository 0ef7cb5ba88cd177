"""Days that are set beside editing, such as that of a check: they stop no editor, and of two the later one stays.

A model names them in `later_stays` (docs/adr/0041).
"""

import json
from functools import partial

from django.core.exceptions import ValidationError
from django.forms import BaseModelForm
from reversion.models import Version

from publishing.admin.merging import MINE, PREFIX, opened_state
from publishing.comparing import Snapshot, compare
from publishing.comparing.wording import python_value


class LaterDaysFormMixin(BaseModelForm):
    """Before MergeFormMixin. A day that stays as it is stored is disabled, so that it does whatever the form sends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.left_days = [name for name in self.later_days() if self.stays_as_stored(name)]
        for name in self.left_days:
            self.fields[name].disabled = True

    def later_days(self):
        """Those fields, of a form that was opened with another version than is stored now."""
        is_late = self.is_bound and self.instance.pk and self.opened() != self.instance.version
        return [name for name in getattr(self.instance, "later_stays", ()) if is_late and name in self.fields]

    def opened(self):
        try:
            return self.fields["opened_version"].clean(self["opened_version"].data)
        except ValidationError:
            return None

    def stays_as_stored(self, name):
        """The editor has not touched it since the form was opened, as far as is known, and says nothing later."""
        if self.was_left_before(name):
            return True
        if self.data.get(PREFIX + name) == MINE:
            return False
        field, sent = self.fields[name], self[name].data
        try:
            is_earlier = field.clean(sent) < getattr(self.instance, name)
        except (ValidationError, TypeError):
            return False
        base = opened_state(self.instance, self.opened())
        if base is None:
            return is_earlier
        values = json.loads(base.serialized_data)[0]["fields"]
        return not self.differs(name, values) or (is_earlier and self.is_as_in_change(name))

    def was_left_before(self, name):
        """The form came back with the day disabled, and of a disabled input a browser sends nothing at all."""
        widget = self.fields[name].widget
        return widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name))

    def differs(self, name, values):
        value = python_value(self.instance._meta.get_field(name), values[name])
        return self.fields[name].has_changed(value, self[name].data)

    def is_as_in_change(self, name):
        """Whether the form showed a change that waits, and says the same."""
        shown = self.pending and self["opened_change"].data == self.pending.token
        return bool(shown) and not self.differs(name, self.pending.snapshot["fields"])

    def merges_by_itself(self, stored):
        """Whether what was saved since the form was opened leaves nothing to choose. `stored`: the version of now."""
        base = opened_state(self.instance, self.opened())
        if base is None or stored != self.instance.version:
            return False
        now = type(self.instance)._base_manager.get(pk=self.instance.pk)
        changed = compare(Snapshot.of_version(base), Snapshot.of_object(now))
        if changed.rows or tells_of_more(now, base):
            return False
        return all(self.is_settled(one.field.name, now) for one in changed.fields)

    def is_settled(self, name, now):
        if name not in self.instance.later_stays or name in self.errors:
            return False
        return name not in self.fields or self.cleaned_data[name] >= getattr(now, name)


def tells_of_more(obj, state):
    """Whether more than days may have been changed since: details of pictures are in no state, and would be overwritten
    unseen.
    """
    later = Version.objects.get_for_object(obj).filter(pk__gt=state.pk)
    comments = later.values_list("revision__comment", flat=True)
    return any(map(partial(names_more, obj.said_of_days), comments))


def names_more(said_of_days, comment):
    """Django names what else than the object itself was added, changed or deleted; of what is said (a release, a state
    that was brought back) only what a model knows to be about its days is no more than that.
    """
    try:
        messages = json.loads(comment)
    except ValueError:
        return False
    for message in messages if isinstance(messages, list) else []:
        if not isinstance(message, dict):
            continue
        if "said" in message:
            if message["said"] not in said_of_days:
                return True
        elif any(isinstance(part, dict) and "name" in part for part in message.values()):
            return True
    return False
