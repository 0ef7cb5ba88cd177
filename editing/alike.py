"""Long lists of what is wrong, shortened: of thirty photos without words the first is told, the others folded."""

import re

from django.utils.translation import ngettext

ROW = re.compile(r"(?P<rows>[a-z_]+)-\d+-(?P<name>\w+)$")
"""The end of what names a field in a row: `photos-0-alt_de`."""
FEW = 3
"""So many are told one by one."""


def gathered(found, said):
    """[(one, those that are folded below it)] of `found`, in its order.

    `said(one)`: (the name of the field it is about or "", its sentence).
    """
    found = [(one, kind_of(*said(one))) for one in found]
    kinds = {}
    for one, kind in found:
        kinds.setdefault(kind, []).append(one)
    lines = []
    for one, kind in found:
        alike = kinds[kind]
        if kind is None or len(alike) <= FEW:
            lines.append((one, []))
        elif one is alike[0]:
            lines.append((one, alike[1:]))
    return lines


def kind_of(field, sentence):
    """The same for the same field of different rows, if their sentences differ in numbers at most; None for no row."""
    row = ROW.search(field)
    return row and (row["rows"], row["name"], re.sub(r"\d+", "", sentence))


def gathered_problems(problems):
    """The same of the Problems of publishing.checks."""
    return gathered(problems, lambda problem: (problem.field, problem.message))


def gathered_faults(faults):
    """The same of the Faults of editing.form_faults."""
    return gathered(faults, lambda fault: (fault.target, " ".join(map(str, fault.messages))))


def words_of_others(others):
    """What is said of those that are folded."""
    words = ngettext("%(count)s more of this kind", "%(count)s more of this kind", len(others))
    return words % {"count": len(others)}
