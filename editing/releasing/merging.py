"""Three-way merge of a change into the current public state.

Differences are identified by keys: ("fields", "area"), ("sites.offer", "17", "price_m2"); ("sites.offer", "new-1") is a
whole row added or removed, ("pictures", "5", "credit") a detail of a picture.
"""

from copy import deepcopy
from dataclasses import dataclass
from pathlib import PurePath

from django.apps import apps
from django.db.models import FileField

from editing.comparing.differences import differing_fields
from editing.comparing.display import python_value
from publishing.models import Picture


@dataclass(frozen=True)
class MergeResult:
    """`state` is the merged state; `conflicts` are the keys changed on both sides."""

    state: dict
    conflicts: list


def changed_keys(model, before, after):
    """Yield the keys of all differences."""
    yield from (("fields", name) for name in differing_field_names(model, before["fields"], after["fields"]))
    for label, rows in after["rows"].items():
        yield from changed_row_keys(label, before["rows"].get(label, {}), rows)
    pictures = before["pictures"]
    for key, details in after["pictures"].items():
        if key in pictures:
            names = differing_field_names(Picture, pictures[key], details)
            yield from (("pictures", key, name) for name in names)


def changed_row_keys(label, before, after):
    """Yield keys of changed rows. A row with another picture is another row: its texts describe the picture."""
    model = apps.get_model(label)
    for key, row in after.items():
        names = differing_field_names(model, before[key], row) if key in before else ["picture"]
        yield from [(label, key)] if "picture" in names else ((label, key, name) for name in names)
    yield from ((label, key) for key in before if key not in after)


def differing_field_names(model, before, after):
    """Return the names of differing fields; those missing in `before` count as differing."""
    names = [field.name for field, _old, _new in differing_fields(model, before, after)]
    return names + [name for name in after if name not in before]


def merge(model, base, mine, theirs, keep=()):
    """Merge the change from `base` to `mine` into `theirs`. `keep`: keys of conflicts in which `theirs` wins."""
    state, conflicts = deepcopy(theirs), []
    moved, different = list(changed_keys(model, base, theirs)), list(changed_keys(model, theirs, mine))
    added = {
        label: [row for key, row in rows.items() if key not in base["rows"].get(label, {})]
        for label, rows in theirs["rows"].items()
    }
    # A row deleted in `theirs`, or with another picture, is merged as a whole.
    changed = dict.fromkeys(key[:2] if key[:2] in moved else key for key in changed_keys(model, base, mine))
    for key in changed:
        if not overlaps(key, different) or was_added_in_both(key, mine, added):
            continue
        if key[0] == "fields" and key[1] in model.latest_wins_fields and key in moved:
            if is_later_in_theirs(model, key[1], theirs, mine):
                continue
        elif overlaps(key, moved):
            conflicts.append(key)
            if key in keep:
                continue
        copy_value(state, mine, key)
    return MergeResult(state, conflicts)


def overlaps(key, others):
    """Return whether one of `others` is the same key, the row of a field, or a field of a row."""
    return any(key[: len(other)] == other or other[: len(key)] == key for other in others)


def was_added_in_both(key, mine, added):
    """Return whether the row is new and `added` has an equal one, as when a form is sent twice.

    The equal row is removed from `added`, so that it matches only once.
    """
    label, there = key[0], added.get(key[0], [])
    row = mine["rows"].get(label, {}).get(key[1])
    if row is None or len(key) > 2:
        return False
    twin = next((other for other in there if are_equal_rows(apps.get_model(label), other, row)), None)
    if twin is not None:
        there.remove(twin)
    return twin is not None


def are_equal_rows(model, one, other):
    fields = [model._meta.get_field(name) for name in differing_field_names(model, one, other)]
    return all(
        isinstance(field, FileField) and is_same_file(field.storage, one[field.name], other[field.name])
        for field in fields
    )


def is_same_file(storage, one, other):
    """Compare by name and size: the same file uploaded twice is in two folders."""
    if PurePath(one).name != PurePath(other).name or not (storage.exists(one) and storage.exists(other)):
        return False
    return storage.size(one) == storage.size(other)


def is_later_in_theirs(model, name, theirs, mine):
    """Return whether the date in `theirs` is later, and therefore kept."""
    field = model._meta.get_field(name)
    there, wanted = (python_value(field, side["fields"][name]) for side in (theirs, mine))
    return bool(there and wanted) and there > wanted


def copy_value(state, mine, key):
    """Copy the value of `mine` at `key` into `state`. A row deleted there is added as a new row."""
    if key[0] == "fields":
        state["fields"][key[1]] = mine["fields"][key[1]]
        return
    there, wanted = state_section(state, key[0]), state_section(mine, key[0])
    row = wanted.get(key[1])
    if row is None:
        there.pop(key[1], None)
    elif key[1] not in there:
        # A negative number, which no added row has.
        back = key[1] if key[1].startswith("new-") or key[0] == "pictures" else f"new--{key[1]}"
        there[back] = dict(row)
    elif len(key) == 2:
        there[key[1]] = dict(row)
    else:
        there[key[1]][key[2]] = row[key[2]]


def state_section(state, label):
    return state["pictures"] if label == "pictures" else state["rows"].setdefault(label, {})
