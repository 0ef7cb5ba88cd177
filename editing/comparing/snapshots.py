"""A state of an object with its rows, wherever it comes from."""

import json
from dataclasses import dataclass, field

import reversion
from django.core import serializers

from editing.history import is_part_of
from publishing.desks import owner_model


@dataclass(frozen=True)
class Snapshot:
    """See `editing.comparing`."""

    model: type
    fields: dict
    rows: dict = field(default_factory=dict)

    @classmethod
    def of_object(cls, obj):
        """As it is stored now; the rows are those that the history keeps with it."""
        rows = {}
        for relation, model in row_relations(type(obj)):
            kept = model._base_manager.filter(**{relation: obj.pk})
            rows[model] = {str(row.pk): serialized(row) for row in kept}
        return cls(type(obj), serialized(obj), rows)

    @classmethod
    def of_version(cls, version, others=None):
        """As a revision of the history keeps it. `others`: the versions of the revision, where they are known."""
        [own] = json.loads(version.serialized_data)
        rows = {model: {} for _relation, model in row_relations(version._model)}
        for other in version.revision.version_set.all() if others is None else others:
            if other.pk != version.pk and is_part_of(version, other):
                [row] = json.loads(other.serialized_data)
                rows.setdefault(other._model, {})[other.object_id] = row["fields"]
        return cls(version._model, own["fields"], rows)


def serialized(obj):
    return serializers.serialize("python", [obj])[0]["fields"]


def row_relations(model):
    """(foreign key, model) of the rows that say they belong to `model` and have a history with it."""
    concrete = model._meta.concrete_model
    for relation in concrete._meta.related_objects:
        row = relation.related_model
        owner = owner_model(row)
        is_own = owner and owner._meta.concrete_model is concrete and row.owner_field == relation.field.name
        if is_own and reversion.is_registered(row):
            yield relation.field.name, row
