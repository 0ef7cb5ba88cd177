"""Distances that are typed: each kind once, whatever is deleted or wrong beside it."""

import pytest

from sites.admin.rows import DistanceRows


class Row:
    """A row of the form; one that could not be read has no cleaned data."""

    def __init__(self, kind=None, *, is_deleted=False, can_be_read=True):
        if can_be_read:
            self.cleaned_data = {"kind": kind, "DELETE": is_deleted}
        self.told = []

    def add_error(self, field, error):
        self.told.append((field, str(error)))


class Rows(DistanceRows):
    def __init__(self, *forms):
        self.rows = forms

    forms = property(lambda self: self.rows)

    def validate_unique(self):
        """What the database holds is tried elsewhere."""


def told(*rows):
    Rows(*rows).clean()
    return [len(row.told) for row in rows]


@pytest.mark.parametrize(
    ("rows", "faults"),
    [
        ([Row("port"), Row("airport")], [0, 0]),
        ([Row("port"), Row("port"), Row("port")], [0, 1, 1]),
        ([Row("port", is_deleted=True), Row("port")], [0, 0]),
        ([Row("port"), Row("port", is_deleted=True)], [0, 0]),
        ([Row("port"), Row(can_be_read=False), Row("port")], [0, 0, 1]),
        ([Row(""), Row("")], [0, 0]),
    ],
)
def test_each_kind_is_stated_once(rows, faults):
    assert told(*rows) == faults
    assert {field for row in rows for field, _words in row.told} <= {"kind"}
