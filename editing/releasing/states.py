"""Serialize an object with its rows: {"fields": {…}, "rows": {"sites.offer": {"17": {…}}}, "pictures": {"5": {…}}}.

Values are in the format of Django's JSON serializer. Unsaved rows have keys such as "new-1". Credit, rights and focal
point belong to pictures, and are therefore separate from the photos that place them.
"""

import json

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from editing.comparing import stored_state
from editing.comparing.differences import compared_fields, is_derived_row
from publishing.models import Picture

RELEASE_FIELDS = {"workflow_state", "published_from", "published_until", "confirm_until"}
"""Set directly by users who may release; not part of a change."""
PICTURE_DETAILS = ("credit", "licence", "rights_until", "focal_x", "focal_y")


def current_state(obj, known=None):
    """Return the stored state. `known`: the state it was made from, to number rows that are new since."""
    whole = stored_state(type(obj)._base_manager.get(pk=obj.pk))
    state = {
        "fields": pending_values(type(obj), whole["fields"]),
        "rows": {label: pending_rows(label, rows, known) for label, rows in whole["rows"].items()},
    }
    return with_picture_details(state, state)


def pending_values(model, values):
    names = {field.name for field in compared_fields(model)} - RELEASE_FIELDS
    return {name: value for name, value in values.items() if name in names}


def pending_rows(label, rows, known):
    model = apps.get_model(label)
    there = known["rows"].get(label, {}) if known else rows
    found, added = {}, 0
    for key, row in rows.items():
        if is_derived_row(model, row):
            continue
        if str(key) not in there:
            added += 1
            key = f"new-{added}"
        found[str(key)] = pending_values(model, row)
    return found


def with_picture_details(state, other):
    """Return `state` with the stored details of the pictures that it or `other` places."""
    keys = {key for side in (state, other) for *_place, key in picture_references(side)}
    pictures = {
        str(values.pop("pk")): values
        for values in Picture.objects.filter(pk__in=keys).values("pk", *PICTURE_DETAILS)
    }
    return json.loads(json.dumps({**state, "pictures": pictures}, cls=DjangoJSONEncoder))


def picture_references(state):
    """Yield (label of the rows' model, key of the row, field name, key of the picture)."""
    return row_values(state, lambda field: field.related_model is Picture)


def file_references(state):
    """Yield (label of the rows' model, key of the row, field name, file name)."""
    return row_values(state, lambda field: isinstance(field, models.FileField))


def row_values(state, is_meant):
    for label, rows in state["rows"].items():
        for field in filter(is_meant, apps.get_model(label)._meta.fields):
            for key, row in rows.items():
                if row.get(field.name):
                    yield label, key, field.name, row[field.name]


def unknown_base(state):
    """Return a base for merging a change whose original state is unknown: every difference is a conflict.

    It has the keys of the rows and their files: a stored file did not come with the change.
    """
    rows = {label: {key: {} for key in rows} for label, rows in state["rows"].items()}
    for label, key, field, name in file_references(state):
        rows[label][key][field] = name
    return {"fields": {}, "rows": rows, "pictures": {}}
