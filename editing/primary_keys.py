"""What a browser sends as the key of an object: it may be anything."""

from django.core.exceptions import ValidationError


def valid_keys(model, keys):
    """Those of `keys` that may be primary keys of the model."""
    valid = []
    for key in keys:
        try:
            value = model._meta.pk.to_python(key)
            model._meta.pk.run_validators(value)  # no number that the database cannot hold
        except ValidationError:
            continue
        valid.append(value)
    return valid


def any_exist(rows, keys):
    """Whether the queryset holds objects with these keys."""
    keys = valid_keys(rows.model, [key for key in keys if key not in ("", None)])
    return bool(keys) and rows.filter(pk__in=keys).exists()
