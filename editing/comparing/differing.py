"""The comparison itself: first which fields differ, then what their values are called."""

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

from editing.comparing.wording import EMPTY, Difference, Kind, field_label, in_words, kind_of, python_value
from editing.querysets import light
from publishing.models import Picture


class Change(models.TextChoices):
    ADDED = "added", pgettext_lazy("row", "added")
    CHANGED = "changed", pgettext_lazy("row", "changed")
    REMOVED = "removed", pgettext_lazy("row", "removed")


@dataclass(frozen=True)
class RowDifference:
    """One row; `fields` are its differences, for an added or removed one all that it says."""

    label: str
    change: Change
    fields: list


@dataclass(frozen=True)
class Comparison:
    fields: list
    rows: list

    def __bool__(self):
        return bool(self.fields or self.rows)


def compare(model, before, after):
    """The Comparison of two states of a thing. What is said of pictures is compared as a row."""
    own = list(differing(model, before["fields"], after["fields"]))
    of_pictures = Picture._meta.label_lower
    old, new = (side["rows"] | {of_pictures: side.get("pictures", {})} for side in (before, after))
    rows = [row for label in old if label in new for row in changed_rows(label, old[label], new[label])]
    things = references([*own, *(triple for *_rest, triples in rows for triple in triples)], rows)

    def told(triples):
        return [difference(*triple, things) for triple in triples]

    return Comparison(
        told(own),
        [
            RowDifference(row_label(row_model, fields, things), change, told(triples))
            for row_model, change, fields, triples in rows
        ],
    )


def compared_fields(model):
    """Those that people fill in; each language of a translated field, not the field that shows one of them."""
    try:
        translated = set(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        translated = set()
    left_out = {*translated, getattr(model, "owner_field", None), *getattr(model, "PLANNED_FIELDS", ())}
    for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
        if field.editable and not field.primary_key and field.name not in left_out:
            yield field


def differing(model, before, after):
    """(field, old value, new value) of what differs."""
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
        return old.equals_exact(new, 0.001)  # a millimetre: what reading and writing as text may lose
    if field.is_relation:
        return (old is None) == (new is None) and str(old) == str(new)
    is_empty = [value is None or value == "" for value in (old, new)]
    return all(is_empty) or (not any(is_empty) and old == new)


def changed_rows(label, before, after):
    """(model, change, fields by which the row is named, triples)."""
    model = apps.get_model(label)
    before, after = (
        {str(key): row for key, row in rows.items() if not is_derived(model, row)} for rows in (before, after)
    )
    for key, row in after.items():
        if key not in before:
            said = differing(model, defaults(model), row)
            yield model, Change.ADDED, row, [(field, None, value) for field, _default, value in said]
        elif triples := list(differing(model, before[key], row)):
            yield model, Change.CHANGED, row, triples
    for key, row in before.items():
        if key not in after:
            said = differing(model, defaults(model), row)
            yield model, Change.REMOVED, row, [(field, value, None) for field, _default, value in said]


def defaults(model):
    """What a row says that says nothing."""
    return {
        field.name: [] if isinstance(field, models.ManyToManyField) else field.get_default()
        for field in compared_fields(model)
    }


def is_derived(model, row):
    """Rows that the portal works out by itself: the model says so by the values such a row has."""
    derived = getattr(model, "derived_rows", {})
    return bool(derived) and all(row.get(name) == value for name, value in derived.items())


def references(triples, rows):
    """{(model, key as text): object} for all that the differing fields and the rows' names point to."""
    wanted = defaultdict(set)
    for field, *values in triples:
        if field.is_relation:
            keys = [
                key for value in values for key in (value if isinstance(value, list | tuple) else [value])
            ]
            wanted[field.related_model._meta.concrete_model].update(
                str(key) for key in keys if key is not None
            )
    for model, _change, fields, _triples in rows:
        for field in compared_fields(model):
            if isinstance(field, models.ForeignKey) and fields.get(field.name) is not None:
                wanted[field.related_model._meta.concrete_model].add(str(fields[field.name]))
    return {
        (model, str(thing.pk)): thing
        for model, keys in wanted.items()
        for thing in light(model._base_manager).filter(pk__in=keys)
    }


def difference(field, old, new, things):
    kind = kind_of(field)
    words = [in_words(field, value, things) for value in (old, new)]
    if kind == Kind.PICTURE:
        model = field.related_model._meta.concrete_model
        old, new = things.get((model, str(old))), things.get((model, str(new)))
    return Difference(field, field_label(field), kind, *words, old, new)


def row_label(model, fields, things):
    """“Offer: sale”, from what the row calls itself."""
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
    except ObjectDoesNotExist:  # it is called after something that was deleted
        name = ""
    return f"{capfirst(model._meta.verbose_name)}: {name or EMPTY}"
