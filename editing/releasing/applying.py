"""Store a state: the object, its rows and the details of its pictures, through save() like a form."""

from django.core.exceptions import ValidationError
from django.db import models, transaction

from editing.comparing.display import python_value
from editing.comparing.snapshots import row_models
from editing.releasing.merging import differing_field_names
from editing.releasing.states import current_state, with_picture_details
from publishing.models import Picture


@transaction.atomic
def apply_state(obj, wanted):
    """Change the freshly read `obj` to the state `wanted`. Raises ValidationError and stores nothing if invalid."""
    present = with_picture_details(current_state(obj), wanted)
    save_differences(obj, present["fields"], wanted["fields"])
    for key, details in wanted["pictures"].items():
        before = present["pictures"].get(key, details)
        if names := differing_field_names(Picture, before, details):
            save_differences(Picture.objects.get(pk=key), before, details, update_fields=names)
    for label, model in row_models(type(obj)).items():
        if label in wanted["rows"]:
            apply_rows(obj, model, present["rows"].get(label, {}), wanted["rows"][label])


def apply_rows(obj, model, present, wanted):
    """Delete rows before adding new ones, for unique constraints."""
    for row in model._base_manager.filter(pk__in=[key for key in present if key not in wanted]):
        row.delete()
    for key, values in wanted.items():
        if key not in present:
            save_differences(model(**{model.owner_field: obj}), {}, values)
        elif differing_field_names(model, present[key], values):
            save_differences(model._base_manager.get(pk=key), present[key], values)


def save_differences(obj, present, wanted, **how):
    """Validate and save the differing values, like a form."""
    values = {name: wanted[name] for name in differing_field_names(type(obj), present, wanted)}
    set_values(obj, values)
    validate_fields(obj, values)
    obj.save(**how)
    for field in obj._meta.many_to_many:
        if field.name in values:
            getattr(obj, field.name).set(values[field.name] or [])


def set_values(obj, values):
    """Set plain values and foreign keys from JSON values."""
    for name, value in values.items():
        field = obj._meta.get_field(name)
        if not isinstance(field, models.ManyToManyField):
            setattr(obj, field.attname, python_value(field, value))


def validate_fields(obj, names):
    """Validate these fields like a form; other faults of an old entry are ignored."""
    others = {field.name for field in obj._meta.fields} - set(names)
    obj.clean_fields(exclude=others)
    obj.clean()
    obj.validate_unique(exclude=others)
    obj.validate_constraints()


def error_messages(error, model):
    """Return the messages of a ValidationError, each with the name of its field."""
    if not hasattr(error, "error_dict"):
        return list(error.messages)
    named = {field.name: field.verbose_name for field in model._meta.fields}
    return [
        f"{named.get(name, name)}: {sentence}" if name in named else sentence
        for name, errors in error.error_dict.items()
        for sentence in ValidationError(errors).messages
    ]
