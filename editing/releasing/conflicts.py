"""What a change and somebody else changed both, in words, so that the reviewer can choose."""

import json
from copy import deepcopy

from django.apps import apps
from django.utils.text import capfirst

from editing.comparing import compare, field_label
from editing.releasing.merging import take
from publishing.models import Picture


def name_of(key):
    """The name of the choice in a form."""
    return f"take:{json.dumps(key)}"


def name_of_key(obj, key):
    """“Area (m²)”, or “Offer: price (EUR/m²)” for a field of a row."""
    if key[0] == "fields":
        return field_label(obj._meta.get_field(key[1]))
    model = Picture if key[0] == "pictures" else apps.get_model(key[0])
    name = capfirst(model._meta.verbose_name)
    return name if len(key) == 2 else f"{name}: {field_label(model._meta.get_field(key[2]))}"


def conflicts_in_words(obj, change, public, keys):
    """[{"name", "label", "public", "wanted"}]: what is public there now, and what the change says."""
    found = []
    for key in keys:
        wanted = deepcopy(public)
        take(wanted, change.snapshot, key)
        comparison = compare(type(obj), public, wanted)
        differences = [*comparison.fields, *(field for row in comparison.rows for field in row.fields)]
        found.append(
            {
                "name": name_of(key),
                "label": name_of_key(obj, key),
                "public": "; ".join(f"{d.before}" for d in differences),
                "wanted": "; ".join(f"{d.after}" for d in differences),
            }
        )
    return found
