"""What the keys of changes are called (editing.releasing.merging)."""

from django.apps import apps
from django.utils.text import capfirst

from editing.comparing import field_label
from publishing.models import Picture


def name_of_key(obj, key):
    """“Area (m²)”, or “Offer: price (EUR/m²)” for a field of a row."""
    if key[0] == "fields":
        return field_label(obj._meta.get_field(key[1]))
    model = Picture if key[0] == "pictures" else apps.get_model(key[0])
    name = capfirst(model._meta.verbose_name)
    return name if len(key) == 2 else f"{name}: {field_label(model._meta.get_field(key[2]))}"
