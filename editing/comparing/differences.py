"""Find the differing fields and rows of two states, and format their values."""

from collections import defaultdict
from dataclasses import dataclass

from django.apps import apps
from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy
from modeltranslation.translator import NotRegistered, translator

from editing.comparing import display
from editing.comparing.display import EMPTY, DifferenceKind, FieldDifference, field_label, python_value
from editing.querysets import without_geometry
from publishing.models import Picture


class RowChange(models.TextChoices):
    ADDED = "added", pgettext_lazy("row", "added")
    CHANGED = "changed", pgettext_lazy("row", "changed")
    REMOVED = "removed", pgettext_lazy("row", "removed")


@dataclass(frozen=True)
class RowDifference:
    """One row; `fields` are its differences, for an added or removed row all its non-empty fields."""

    label: str
    change: RowChange
    fields: list


@dataclass(frozen=True)
class StateComparison:
    fields: list
    rows: list

    def __bool__(self):
        return bool(self.fields or self.rows)


def compare(model, before, after):
    """Return the StateComparison of two states of an object. Details of a picture are compared as a row."""
    own = list(differing_fields(model, before["fields"], after["fields"]))
    of_pictures = Picture._meta.label_lower
    old, new = (side["rows"] | {of_pictures: side.get("pictures", {})} for side in (before, after))
    rows = [row for label in old if label in new for row in row_differences(label, old[label], new[label])]
    things = referenced_objects([*own, *(triple for *_rest, triples in rows for triple in triples)], rows)

    def described(triples):
        return [field_difference(*triple, things) for triple in triples]

    changed = [
        RowDifference(row_label(row_model, fields, things), change, described(triples))
        for row_model, change, fields, triples in rows
    ]
    return StateComparison(described(own), changed)


def compared_fields(model):
    """Yield the editable fields; for a translated field each language instead of the field itself."""
    try:
        translated = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        translated = set()
    left_out = {*translated, getattr(model, "owner_field", None), *getattr(model, "PLANNED_FIELDS", ())}
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if field.editable and not field.primary_key and field.name not in left_out:
            yield field


def differing_fields(model, before, after):
    """Yield (field, old value, new value) for each difference."""
    for field in compared_fields(model):
        if field.name not in before or field.name not in after:
            continue
        old, new = (python_value(field, values[field.name]) for values in (before, after))
        if not is_same(field, old, new):
            yield field, old, new


def is_same(field, old, new):
    if isinstance(field, models.ManyToManyField):
        return {str(key) for key in old or ()} == {str(key) for key in new or ()}
    if isinstance(field, GeometryField) and isinstance(old, GEOSGeometry) and isinstance(new, GEOSGeometry):
        return old.equals_exact(new, 0.001)  # a millimetre: rounding of the text format
    if field.is_relation:
        return (old is None) == (new is None) and str(old) == str(new)
    is_empty = [value is None or value == "" for value in (old, new)]
    return all(is_empty) or (not any(is_empty) and old == new)


def row_differences(label, before, after):
    """Yield (model, change, field values for the label, triples) for each differing row."""
    model = apps.get_model(label)
    before, after = (
        {str(key): row for key, row in rows.items() if not is_derived_row(model, row)}
        for rows in (before, after)
    )
    fields = compared_fields(model)
    nothing = {field.name: [] if field.many_to_many else field.get_default() for field in fields}
    for key in dict.fromkeys([*after, *before]):
        triples = list(differing_fields(model, before.get(key, nothing), after.get(key, nothing)))
        if key not in before:
            yield model, RowChange.ADDED, after[key], [(field, None, new) for field, _old, new in triples]
        elif key not in after:
            yield model, RowChange.REMOVED, before[key], [(field, old, None) for field, old, _new in triples]
        elif triples:
            yield model, RowChange.CHANGED, after[key], triples


def is_derived_row(model, row):
    """Return whether the row is generated, by the values that the model declares in `derived_rows`."""
    derived = getattr(model, "derived_rows", {})
    return bool(derived) and all(row.get(name) == value for name, value in derived.items())


def referenced_objects(triples, rows):
    """Return {(model, key as text): object} for all references in differing fields and row labels."""
    values_of_fields = [(field, value) for field, *values in triples for value in values]
    for model, _change, fields, _triples in rows:
        values_of_fields += [(field, fields.get(field.name)) for field in compared_fields(model)]
    wanted = defaultdict(set)
    for field, value in values_of_fields:
        if field.is_relation and value is not None:
            keys = value if field.many_to_many else [value]
            wanted[field.related_model._meta.concrete_model].update(map(str, keys))
    return {
        (model, str(thing.pk)): thing
        for model, keys in wanted.items()
        for thing in without_geometry(model._base_manager).filter(pk__in=keys)
    }


def field_difference(field, old, new, things):
    kind = display.difference_kind(field)
    words = [display.format_value(field, value, things) for value in (old, new)]
    if kind == DifferenceKind.PICTURE:
        model = field.related_model._meta.concrete_model
        old, new = things.get((model, str(old))), things.get((model, str(new)))
    return FieldDifference(field, field_label(field), kind, *words, old, new)


def row_label(model, fields, things):
    """Return a label such as “Offer: sale”, from the row's __str__()."""
    row = model()
    for field in compared_fields(model):
        if field.name not in fields or isinstance(field, models.ManyToManyField):
            continue
        if field.is_relation:
            thing = things.get((field.related_model._meta.concrete_model, str(fields[field.name])))
            if thing is not None:
                setattr(row, field.name, thing)
        else:
            setattr(row, field.attname, python_value(field, fields[field.name]))
    try:
        name = str(row)
    except ObjectDoesNotExist:  # its name refers to a deleted object
        name = ""
    return f"{capfirst(model._meta.verbose_name)}: {name or EMPTY}"
