"""What the fields of filters read of an address, and where they refuse."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from sites.filter_page import FilterPage
from sites.filter_page.reading import MOST_UNREAD
from sites.filter_page.sections import Item
from sites.filters.fields import (
    LARGEST_FIGURE,
    BoundsField,
    ChoicesField,
    FigureField,
    OfficialKeysField,
    OneChoiceField,
    RoadsField,
)
from sites.phrases import MAXIMUM_LENGTH


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


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (None, []),
        (["14730", "14730"], ["14730"]),
        (["14"], "unknown"),
        (["99999"], "unknown"),
        (["14730", "99999"], "unknown"),
    ],
)
def test_keys_are_those_of_areas_of_their_kind(keys, answer):
    field = OfficialKeysField(area_kind="district")
    field.areas = {"14730": SimpleNamespace(kind="district"), "14": SimpleNamespace(kind="state")}
    assert read(field, keys) == answer


@pytest.mark.parametrize(
    ("field", "value", "answer"),
    [
        (ChoicesField, ["b", "a", "b"], ["b", "a"]),
        (ChoicesField, [], []),
        (ChoicesField, ["a", "c"], "invalid_choice"),
        (OneChoiceField, "a", "a"),
        (OneChoiceField, "", ""),
        (OneChoiceField, "c", "invalid_choice"),
    ],
)
def test_choices_are_those_that_are_offered(field, value, answer):
    assert read(field(choices=[("a", "A"), ("b", "B")]), value) == answer


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("", None),
        ("0", 0),
        ("12,5", Decimal("12.5")),
        ("-1", "invalid"),
        (str(LARGEST_FIGURE - 1), LARGEST_FIGURE - 1),
        (str(LARGEST_FIGURE), "too_large"),
        ("5 ha", "invalid"),
    ],
)
def test_a_figure_without_units_is_a_number_from_0_upwards(typed, figure):
    assert read(FigureField(), typed) == figure


@pytest.mark.parametrize(
    ("unknown", "is_chosen", "is_active", "is_wish", "asks"),
    [
        ("area", False, True, False, True),
        ("area", False, True, True, False),  # a wish leaves nothing out
        ("area", False, False, False, False),
        ("area", True, False, True, True),
        ("", True, True, False, False),
    ],
)
def test_a_filter_in_force_could_take_in_what_leaves_its_figure_open(
    unknown, is_chosen, is_active, is_wish, asks
):
    item = Item("a", "A", ("a",), [], is_active, is_wish, unknown, is_chosen)
    assert item.asks_for_unknown is asks


def test_of_what_was_not_read_no_more_is_told_than_a_phrase_can_hold():
    data = QueryDict(mutable=True)
    data.setlist("unread", ["x" * (MAXIMUM_LENGTH + 1)] * (MOST_UNREAD + 1))
    data.setlist("meant", ["leipzg:Leipzig", "no colon", "a:b:c"])
    data["phrase"] = "y" * (MAXIMUM_LENGTH + 1)
    page = SimpleNamespace(filterset=SimpleNamespace(data=data))
    page.told = lambda name: FilterPage.told(page, name)
    assert [len(piece) for piece in FilterPage.unread.fget(page)] == [MAXIMUM_LENGTH] * MOST_UNREAD
    assert FilterPage.meant.fget(page) == [("leipzg", "Leipzig"), ("a", "b:c")]
    assert len(FilterPage.phrase.fget(page)) == MAXIMUM_LENGTH
