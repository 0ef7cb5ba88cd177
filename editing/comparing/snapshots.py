"""Serialize an object with its rows for `editing.comparing`."""

import reversion
from django.core import serializers

from editing.history import belongs_to, serialized_fields, version_model


def stored_state(obj):
    """Return the current state, with the rows that have a history with it."""
    rows = {}
    for label, model in row_models(type(obj)).items():
        kept = model._base_manager.filter(**{model.owner_field: obj.pk})
        rows[label] = {str(row.pk): serialize_fields(row) for row in kept}
    return {"fields": serialize_fields(obj), "rows": rows}


def version_state(version):
    """Return the state in a revision of the history."""
    rows = {label: {} for label in row_models(version_model(version))}
    for other in version.revision.version_set.all():
        if other.pk != version.pk and belongs_to(version, other):
            of_model = rows.setdefault(version_model(other)._meta.label_lower, {})
            of_model[other.object_id] = serialized_fields(other)
    return {"fields": serialized_fields(version), "rows": rows}


def serialize_fields(obj):
    return serializers.serialize("python", [obj])[0]["fields"]


def row_models(model):
    """Return {label: model} of the rows that belong to `model` by `owner_field` and have a history with it."""
    return {
        relation.related_model._meta.label_lower: relation.related_model
        for relation in model._meta.concrete_model._meta.related_objects
        if getattr(relation.related_model, "owner_field", None) == relation.field.name
        and reversion.is_registered(relation.related_model)
    }
