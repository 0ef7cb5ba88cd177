"""Storing a state: the thing, its rows and what belongs to its pictures, through save() as a form does it."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import models, transaction

from editing.comparing.wording import python_value
from editing.releasing.merging import differing_names
from editing.releasing.states import relations, state_of, with_pictures_of
from publishing.models import Picture


@transaction.atomic
def apply(obj, wanted, key_of_new=lambda key: None):
    """Make `obj`, just read, say what `wanted` says. Raises ValidationError and stores nothing where it may not.

    `key_of_new("new-1")`: the primary key of such a row; None leaves it to the database.
    """
    present = with_pictures_of(state_of(obj), wanted)
    names = list(differing_names(type(obj), present["fields"], wanted["fields"]))
    write(obj, {name: wanted["fields"][name] for name in names})
    check(obj, names)
    obj.save()
    write_many(obj, {name: wanted["fields"][name] for name in names})
    apply_pictures(present["pictures"], wanted["pictures"])
    for label, (model, owner) in relations(type(obj)).items():
        if label in wanted["rows"]:
            new = partial(new_row, obj, model, owner, key_of_new)
            apply_rows(model, present["rows"].get(label, {}), wanted["rows"][label], new)


def new_row(obj, model, owner, key_of_new, key):
    return model(pk=key_of_new(key), **{owner: obj})


def apply_rows(model, present, wanted, new):
    """First what goes, so that its place is free for what comes."""
    for row in model._base_manager.filter(pk__in=[key for key in present if key not in wanted]):
        row.delete()
    for key, values in wanted.items():
        if key in present:
            names = list(differing_names(model, present[key], values))
            row = model._base_manager.get(pk=key) if names else None
        else:
            names, row = list(values), new(key)
        if row is not None:
            write(row, {name: values[name] for name in names})
            check(row, names)
            row.save()
            write_many(row, {name: values[name] for name in names})


def apply_pictures(present, wanted):
    for key, details in wanted.items():
        names = list(differing_names(Picture, present[key], details)) if key in present else []
        if names:
            picture = Picture.objects.get(pk=key)
            write(picture, {name: details[name] for name in names})
            check(picture, names)
            picture.save(update_fields=names)


def write(obj, values):
    """Set plain values and foreign keys; values are as JSON has them."""
    for name, value in values.items():
        field = obj._meta.get_field(name)
        if not isinstance(field, models.ManyToManyField):
            setattr(obj, field.attname, python_value(field, value))


def write_many(obj, values):
    for name, value in values.items():
        if isinstance(obj._meta.get_field(name), models.ManyToManyField):
            getattr(obj, name).set(value or [])


def check(obj, names):
    """What a form would check of these fields; what else may be wrong with an old entry is left alone."""
    others = {field.name for field in obj._meta.fields} - set(names)
    obj.clean_fields(exclude=others)
    obj.clean()
    obj.validate_unique(exclude=others)
    obj.validate_constraints()


def messages_of(error, model):
    """The sentences of a ValidationError, each with the name of its field."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    named = {field.name: field.verbose_name for field in model._meta.fields}
    return [
        f"{named.get(name, name)}: {sentence}" if name in named else sentence
        for name, errors in error.error_dict.items()
        for sentence in ValidationError(errors).messages
    ]
