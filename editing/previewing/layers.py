"""Convert an unsaved object and its rows into table layers for rendering its page (docs/adr/0044)."""

from django.db import models

from editing.previewing.overlay import FIRST_UNSAVED_KEY, TableLayer
from publishing.models import Picture


def missing_fields(thing):
    """Return the required fields that are empty."""
    return [each for each in thing._meta.concrete_fields if not each.primary_key and is_missing(thing, each)]


def is_missing(thing, each):
    value = getattr(thing, each.attname)
    if isinstance(each, models.FileField):
        return not each.blank and not value
    if value is None:
        return not (each.null or getattr(each, "auto_now", False) or getattr(each, "auto_now_add", False))
    return value == "" and each.unique and bool(each.choices)  # such as the kind of a fixed page


def object_layers(thing, rows, many):
    """Yield the layers; the object last, with fields derived from the layers before.

    `rows`: [(model, wanted rows)]; `many`: {ManyToManyField: chosen objects}.
    """
    for each in rows:
        yield rows_layer(thing, *each)
    for each in many.items():
        yield many_to_many_layer(thing, *each)
    if pictures := pictures_of_rows(found for _model, found in rows):
        yield TableLayer(Picture, tuple(pictures), list(pictures.values()))
    thing.derive()
    yield TableLayer(type(thing), (thing.pk, *conflicting_keys(thing)), [thing])


def rows_layer(thing, model, rows):
    """Replace all rows of the object except generated ones."""
    owner, derived = model._meta.get_field(model.owner_field), getattr(model, "derived_rows", None)
    for number, row in enumerate(rows):
        row.pk = row.pk or FIRST_UNSAVED_KEY + number
        setattr(row, owner.attname, thing.pk)
    kept = [row for row in rows if not missing_fields(row)]
    if derived:
        kept += model._base_manager.filter(**{owner.attname: thing.pk} | derived)
    return TableLayer(model, (thing.pk,), kept, owner.column)


def many_to_many_layer(thing, relation, chosen):
    through = relation.remote_field.through
    own, other = relation.m2m_field_name(), relation.m2m_reverse_field_name()
    made = [
        through(pk=FIRST_UNSAVED_KEY + number, **{f"{own}_id": thing.pk, f"{other}_id": each.pk})
        for number, each in enumerate(chosen)
    ]
    return TableLayer(through, (thing.pk,), made, through._meta.get_field(own).column)


def pictures_of_rows(rows):
    """Return {key: Picture} of pictures loaded in the rows, with their typed details."""
    held = (row._state.fields_cache.get("picture") for found in rows for row in found)
    return {picture.pk: picture for picture in held if picture is not None}


def conflicting_keys(thing):
    """Return the keys of other objects with the same unique values, such as the slug."""
    same = models.Q()
    for each in thing._meta.concrete_fields:
        if each.unique and not each.primary_key and getattr(thing, each.attname) not in (None, ""):
            same |= models.Q(**{each.attname: getattr(thing, each.attname)})
    others = type(thing)._base_manager.exclude(pk=thing.pk)
    return list(others.filter(same).values_list("pk", flat=True)) if same else []
