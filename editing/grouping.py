"""Shorten long lists of problems: of thirty photos without a description the first is listed, the others folded."""

import re

from django.utils.translation import ngettext

from editing.form_faults import Fault

ROW = re.compile(r"(?P<rows>[a-z_]+)-\d+-(?P<name>\w+)$")
"""Matches the field name of a row at the end of a target: `photos-0-alt_de`."""
MAX_LISTED = 3
"""Up to this many similar problems are all listed."""


def group_similar(found):
    """Return [(problem, folded similar ones)] of Problems (publishing.checks) or Faults (editing.form_faults)."""
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
    """Return a key shared by problems of one field in different rows whose messages differ in numbers only, or None."""
    if isinstance(one, Fault):
        place, sentence = one.target, " ".join(map(str, one.messages))
    else:
        place, sentence = one.field, one.message
    row = ROW.search(place)
    return row and (row["rows"], row["name"], re.sub(r"\d+", "", sentence))


def others_text(others):
    words = ngettext("%(count)s more of this kind", "%(count)s more of this kind", len(others))
    return words % {"count": len(others)}
