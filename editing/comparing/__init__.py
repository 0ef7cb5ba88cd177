"""What differs between two states of an object, in words for people.

    before = version_state(version)      # of the history, with its rows
    after = stored_state(plot)      # as it is now, with its rows
    comparison = compare(Plot, before, after)

A state is {"fields": …, "rows": …}; one of a change that waits (`editing.releasing.states`) has "pictures" besides.

- `fields` is {name of the field: value}, the value in Python or as Django's JSON serializer writes it (a foreign key
  by its key, many-to-many as a list of keys, a geometry as EWKT, a file by its name). A field that a state does not
  name is not compared;
- `rows` is {label of the rows' model: {key: fields}}; keys are compared as text, and a row without a partner of the
  same key is an added or a removed one (give new rows keys such as "new-1"). A label that a state does not name is not
  compared.

The answer, in the language that is active when `compare` is called:

- `comparison.fields`: a `FieldDifference` per field (label, before, after, kind, pieces, before_value, after_value);
- `comparison.rows`: a `RowDifference` for each row (label, change "added"/"changed"/"removed", fields);
- false when nothing differs.

`{% include "components/differences.html" with comparison=comparison only %}` writes it as HTML, with `<ins>` and
`<del>`; it wants `css/differences.css`. What the portal works out by itself, and the fields nobody edits, are left out.
A comparison costs one query for each model that the differing references point to, however many differ.
"""

from editing.comparing.differences import RowChange, compare
from editing.comparing.display import DifferenceKind, field_label
from editing.comparing.snapshots import stored_state, version_state

__all__ = ["RowChange", "DifferenceKind", "compare", "field_label", "version_state", "stored_state"]
