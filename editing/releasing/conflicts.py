"""What a change and somebody else changed both, in words, so that the reviewer can choose."""

import json
from copy import deepcopy

from editing.comparing import compare
from editing.releasing.merging import take
from editing.releasing.naming import name_of_key


def name_of(key):
    """The name of the choice in a form."""
    return f"take:{json.dumps(key)}"


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
