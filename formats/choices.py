"""What choices are called."""

from functools import cache


def choice_label(thing, name):
    """The label of the field's choice; the value itself where it is none of the choices, "" for None.

    Django's `get_…_display()` hashes every label of the field, which some forty fields of a space's page would pay for.
    """
    value = getattr(thing, name)
    return "" if value is None else str(choice_labels(thing._meta.get_field(name)).get(value, value))


@cache
def choice_labels(field):
    return dict(field.flatchoices)
