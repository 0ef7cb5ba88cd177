"""Labels of choices."""

from functools import cache


def choice_label(instance, name):
    """The label of the field's choice; the value itself where it is none of the choices, "" for None.

    Django's `get_…_display()` hashes every label of the field on each call.
    """
    value = getattr(instance, name)
    return "" if value is None else str(choice_labels(instance._meta.get_field(name)).get(value, value))


@cache
def choice_labels(field):
    return dict(field.flatchoices)
