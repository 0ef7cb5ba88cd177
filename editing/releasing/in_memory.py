"""Apply a change in memory only, for checks before a decision and for previews."""

from django.db import models

from editing.comparing.snapshots import row_models
from editing.releasing.applying import set_values
from publishing.models import Picture


def apply_in_memory(obj, state):
    """Return (the object, its rows as `problems_of` takes them) with the state applied. One query per row model."""
    thing = type(obj)._base_manager.get(pk=obj.pk)
    values = state["fields"].items()
    set_values(thing, {name: value for name, value in values if not is_missing_reference(thing, name, value)})
    rows = {}
    for label, model in row_models(type(obj)).items():
        if label in state["rows"]:
            relation = model._meta.get_field(model.owner_field).remote_field.get_accessor_name()
            made = build_rows(model, thing, state["rows"][label])
            made = sorted(made, key=lambda row: getattr(row, "order", 0))
            rows[relation] = [(f"{relation}-{number}", row) for number, row in enumerate(made)]
    attach_pictures([row for found in rows.values() for _prefix, row in found], state["pictures"])
    return thing, rows


def build_rows(model, thing, rows):
    stored = model._base_manager.in_bulk([int(key) for key in rows if key.isdecimal()])
    for key, values in rows.items():
        row = stored[int(key)] if key.isdecimal() else model()
        set_values(row, values)
        setattr(row, model.owner_field, thing)
        yield row


def is_missing_reference(thing, name, key):
    """Return whether the change refers to a deleted object; the stored value is kept then."""
    field = thing._meta.get_field(name)
    if not isinstance(field, models.ForeignKey) or key in (None, getattr(thing, field.attname)):
        return False
    return not field.related_model._base_manager.filter(pk=key).exists()


def attach_pictures(rows, details):
    """Set the rows' pictures, with the details of the change."""
    placed = [row for row in rows if getattr(row, "picture_id", None)]
    pictures = Picture.objects.in_bulk({row.picture_id for row in placed})
    for key, picture in pictures.items():
        set_values(picture, details.get(str(key), {}))
    for row in placed:
        row.picture = pictures.get(row.picture_id)
