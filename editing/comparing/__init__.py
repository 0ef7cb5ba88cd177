"""Compare two states of an object and format the differences for display.

    before = version_state(version)  # of the history, with its rows
    after = stored_state(plot)       # the current one, with its rows
    comparison = compare(Plot, before, after)

A state is {"fields": …, "rows": …}; that of a pending change (`editing.releasing.states`) also has "pictures".

- `fields` is {field name: value}, as a Python value or in the format of Django's JSON serializer (foreign keys by key,
  many-to-many as a list of keys, geometries as EWKT, files by name). Missing fields are not compared;
- `rows` is {model label of the rows: {key: fields}}; keys are compared as text, a row without a partner of the same key
  is added or removed (give new rows keys such as "new-1"). Missing labels are not compared.

The result is in the language active when `compare` is called, and false when nothing differs:

- `comparison.fields`: a `FieldDifference` per field (label, before, after, kind, pieces, before_value, after_value);
- `comparison.rows`: a `RowDifference` per row (label, change "added"/"changed"/"removed", fields).

`{% include "components/differences.html" with comparison=comparison only %}` renders it with `<ins>` and `<del>`; it
needs `css/differences.css`. Derived and non-editable fields are excluded. A comparison costs one query for each model
referenced by the differing fields.
"""

from editing.comparing.differences import RowChange, compare
from editing.comparing.display import DifferenceKind, field_label
from editing.comparing.snapshots import stored_state, version_state

__all__ = ["RowChange", "DifferenceKind", "compare", "field_label", "version_state", "stored_state"]
