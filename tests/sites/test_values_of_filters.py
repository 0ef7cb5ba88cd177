"""What the fields of filters read of an address, and where they refuse."""

import pytest
from django.core.exceptions import ValidationError

from sites.search.filters.fields import (
    BoundsField,
    RoadsField,
)


def read(field, value):
    """What the field makes of it, or the code of its refusal."""
    try:
        return field.clean(value)
    except ValidationError as refusal:
        return refusal.code


@pytest.mark.parametrize(
    ("typed", "roads"),
    [
        (None, []),
        (["a14"], ["A 14"]),
        (["A 14", "a  14", "A 9"], ["A 14", "A 9"]),
        (["A 113a"], ["A 113a"]),
        (["A 1234"], "invalid"),
        (["B 6"], "invalid"),
        (["A"], "invalid"),
        (["A １４"], "invalid"),
        (["A 14", "x"], "invalid"),
    ],
)
def test_motorways_are_read_however_typed_each_once(typed, roads):
    assert read(RoadsField(required=False), typed) == roads


@pytest.mark.parametrize(
    ("typed", "bounds"),
    [
        ("", None),
        ("12,51,13,52", (12, 51, 13, 52)),
        (" 12.2, 51.2 ,12.6,51.5", (12.2, 51.2, 12.6, 51.5)),
        ("-180,-90,180,90", (-180, -90, 180, 90)),
        ("-180.1,51,13,52", "invalid"),
        ("12,51,180.1,52", "invalid"),
        ("12,-90.1,13,52", "invalid"),
        ("12,51,13,90.1", "invalid"),
        ("12,51,12,52", "invalid"),
        ("12,51,13,51", "invalid"),
        ("13,51,12,52", "invalid"),
        ("12,51,13", "invalid"),
        ("12,51,13,52,53", "invalid"),
        ("12,51,nan,52", "invalid"),
        ("12,51,13,inf", "invalid"),
        ("a,b,c,d", "invalid"),
    ],
)
def test_a_section_of_the_map_is_a_box_on_the_globe(typed, bounds):
    assert read(BoundsField(required=False), typed) == bounds
