"""A thing with its rows as data: {"fields": {…}, "rows": {"sites.offer": {"17": {…}}}, "pictures": {"5": {…}}}.

Values are written as Django's JSON serializer does. Rows that are not stored yet have keys such as "new-1". Credit,
rights and focal point belong to pictures, so these stand apart from the photos that place them.
"""

import json

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from editing.comparing import stored_state
from editing.comparing.differences import compared_fields, is_derived_row
from publishing.models import Picture

RELEASE_FIELDS = {"workflow_state", "published_from", "published_until", "confirm_until"}
"""Set by those who release, at once; no part of a change."""
PICTURE_DETAILS = ("credit", "licence", "rights_until", "focal_x", "focal_y")


def current_state(obj, known=None):
    """As it is stored now. `known`: the state from which it was made, so that its new rows are known by their keys."""
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
    """`state` with the stored details of the pictures that it or `other` places."""
    keys = {key for side in (state, other) for *_place, key in picture_references(side)}
    pictures = {
        str(values.pop("pk")): values
        for values in Picture.objects.filter(pk__in=keys).values("pk", *PICTURE_DETAILS)
    }
    return json.loads(json.dumps({**state, "pictures": pictures}, cls=DjangoJSONEncoder))


def picture_references(state):
    """(label of the rows' model, key of the row, name of the field, key of the picture)."""
    return row_values(state, lambda field: field.related_model is Picture)


def file_references(state):
    """(label of the rows' model, key of the row, name of the field, name of the file)."""
    return row_values(state, lambda field: isinstance(field, models.FileField))


def row_values(state, is_meant):
    for label, rows in state["rows"].items():
        for field in filter(is_meant, apps.get_model(label)._meta.fields):
            for key, row in rows.items():
                if row.get(field.name):
                    yield label, key, field.name, row[field.name]


def unknown_base(state):
    """A base for `merge` with a change made of `state` from something unknown: all that differs is a conflict.

    It has the keys of the rows, and their files: a stored file is not one that came with the change.
    """
    rows = {label: {key: {} for key in rows} for label, rows in state["rows"].items()}
    for label, key, field, name in file_references(state):
        rows[label][key][field] = name
    return {"fields": {}, "rows": rows, "pictures": {}}
