"""Describe conflicts between a change and the public state, for the reviewer to choose."""

import json
from copy import deepcopy

from django.apps import apps
from django.utils.text import capfirst

from editing.comparing import compare, field_label
from editing.releasing.merging import copy_value
from publishing.models import Picture


def choice_name(key):
    """Return the name of the form field for this conflict."""
    return f"take:{json.dumps(key)}"


def key_label(obj, key):
    """Return “Area (m²)”, or “Offer: price (EUR/m²)” for a field of a row."""
    if key[0] == "fields":
        return field_label(obj._meta.get_field(key[1]))
    model = Picture if key[0] == "pictures" else apps.get_model(key[0])
    name = capfirst(model._meta.verbose_name)
    return name if len(key) == 2 else f"{name}: {field_label(model._meta.get_field(key[2]))}"


def describe_conflicts(obj, change, public, keys):
    """Return [{"name", "label", "public", "wanted"}]: the public value and that of the change."""
    found = []
    for key in keys:
        wanted = deepcopy(public)
        copy_value(wanted, change.snapshot, key)
        comparison = compare(type(obj), public, wanted)
        differences = [*comparison.fields, *(field for row in comparison.rows for field in row.fields)]
        found.append(
            {
                "name": choice_name(key),
                "label": key_label(obj, key),
                "public": "; ".join(f"{d.before}" for d in differences),
                "wanted": "; ".join(f"{d.after}" for d in differences),
            }
        )
    return found
