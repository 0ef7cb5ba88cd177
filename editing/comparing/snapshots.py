"""The state of an object with its rows, wherever it comes from (see `editing.comparing`)."""

import reversion
from django.core import serializers

from editing.history import fields_in, is_part_of, model_of


def stored_state(obj):
    """As it is stored now; the rows are those that the history keeps with it."""
    rows = {}
    for label, model in relations(type(obj)).items():
        kept = model._base_manager.filter(**{model.owner_field: obj.pk})
        rows[label] = {str(row.pk): serialized(row) for row in kept}
    return {"fields": serialized(obj), "rows": rows}


def state_in(version):
    """As a revision of the history keeps it."""
    rows = {label: {} for label in relations(model_of(version))}
    for other in version.revision.version_set.all():
        if other.pk != version.pk and is_part_of(version, other):
            rows.setdefault(model_of(other)._meta.label_lower, {})[other.object_id] = fields_in(other)
    return {"fields": fields_in(version), "rows": rows}


def serialized(obj):
    return serializers.serialize("python", [obj])[0]["fields"]


def relations(model):
    """{label: model} of the rows that belong to `model` by their `owner_field`, and have a history with it."""
    return {
        relation.related_model._meta.label_lower: relation.related_model
        for relation in model._meta.concrete_model._meta.related_objects
        if getattr(relation.related_model, "owner_field", None) == relation.field.name
        and reversion.is_registered(relation.related_model)
    }
