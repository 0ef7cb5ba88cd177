"""What choices are called."""


def label_of(thing, name):
    """As Django's `get_…_display()`, which hashes every label of the field, some forty times on a page of a space."""
    value = getattr(thing, name)
    return str(dict(thing._meta.get_field(name).flatchoices).get(value, value))
