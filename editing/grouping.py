"""Long lists of what is wrong, shortened: of thirty photos without words the first is told, the others folded."""

import re

from django.utils.translation import ngettext

from editing.form_faults import Fault

ROW = re.compile(r"(?P<rows>[a-z_]+)-\d+-(?P<name>\w+)$")
"""The end of what names a field in a row: `photos-0-alt_de`."""
MAX_LISTED = 3
"""So many are told one by one."""


def group_similar(found):
    """[(one, those that are folded below it)] of Problems (publishing.checks) or Faults (editing.form_faults)."""
    kinds = {}
    for one in found:
        kinds.setdefault(similarity_key(one), []).append(one)
    lines = []
    for one in found:
        kind = similarity_key(one)
        alike = kinds[kind]
        if kind is None or len(alike) <= MAX_LISTED:
            lines.append((one, []))
        elif one is alike[0]:
            lines.append((one, alike[1:]))
    return lines


def similarity_key(one):
    """The same for the same field of different rows, if their sentences differ in numbers at most; None for no row."""
    if isinstance(one, Fault):
        place, sentence = one.target, " ".join(map(str, one.messages))
    else:
        place, sentence = one.field, one.message
    row = ROW.search(place)
    return row and (row["rows"], row["name"], re.sub(r"\d+", "", sentence))


def others_text(others):
    """What is said of those that are folded."""
    words = ngettext("%(count)s more of this kind", "%(count)s more of this kind", len(others))
    return words % {"count": len(others)}
