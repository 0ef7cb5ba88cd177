"""Validate primary keys sent by a browser."""

from django.core.exceptions import ValidationError


def valid_keys(model, keys):
    """Return those of `keys` that are valid primary keys of the model."""
    valid = []
    for key in keys:
        try:
            value = model._meta.pk.to_python(key)
            model._meta.pk.run_validators(value)  # range of the column
        except ValidationError:
            continue
        valid.append(value)
    return valid


def any_exist(rows, keys):
    """Return whether the queryset contains objects with any of these keys."""
    keys = valid_keys(rows.model, [key for key in keys if key not in ("", None)])
    return bool(keys) and rows.filter(pk__in=keys).exists()
