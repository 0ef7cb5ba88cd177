"""The questions about where, by themselves: which corners, points and radii are taken."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from regions.crs import AREA_OF_USE
from sites.facts.units import KILOMETRES
from sites.search.filters.location_fields import PolygonField, RadiusField, error_code, is_in_europe


def polygon(corners):
    """So many corners around a circle."""
    from math import cos, pi, sin

    turns = [2 * pi * corner / corners for corner in range(corners)]
    return ";".join(f"{51 + sin(turn):.9f},{12 + cos(turn):.9f}" for turn in turns)


def refused(field, value):
    try:
        field.clean(value)
    except ValidationError as error:
        return error.code
    return None


TRIANGLE = "51,12;52,12;52,13"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (TRIANGLE, None),
        (f"{TRIANGLE};51,12", None),
        (f" {TRIANGLE};;", None),
        (polygon(200), None),
        (polygon(200) + ";" + polygon(200).partition(";")[0], None),
        (polygon(201), "too_many"),
        ("51,12;52,12", "too_few"),
        ("51,12;52,12;51,12", "too_few"),
        ("51,12;52,12;51,12;52,12", "too_few"),
        (";", "invalid"),
        ("51,12;52,12;inf,13", "invalid"),
        ("51,12;52;52,13", "invalid"),
        ("12,51;12,52;13,52", "swapped"),
        ("12,51;12,52;52,13", "elsewhere"),
        ("51,12;51,13;51,14", "crossing"),
        ("51,12;52,13;51,13;52,12", "crossing"),
    ],
)
def test_a_polygon_has_three_to_two_hundred_corners_in_europe_and_no_crossing_edges(value, code):
    assert refused(PolygonField(required=False), value) == code


def test_a_polygon_is_closed_by_itself_and_its_first_number_is_the_latitude():
    field = PolygonField(required=False)
    assert field.clean("") is None
    assert field.corners(f"{TRIANGLE};51,12") == [(51, 12), (52, 12), (52, 13)]
    found = field.clean(TRIANGLE)
    assert (found.srid, field.clean(f"{TRIANGLE};51,12").equals(found)) == (3035, True)
    assert round(found.area / 1e6) == pytest.approx(3841, abs=15)  # km²


def test_europe_ends_where_our_coordinates_do():
    west, south, east, north = AREA_OF_USE
    middle = ((south + north) / 2, (west + east) / 2)
    assert all(is_in_europe(latitude, middle[1]) for latitude in (south, north))
    assert all(is_in_europe(middle[0], longitude) for longitude in (west, east))
    assert not any(is_in_europe(latitude, middle[1]) for latitude in (south - 0.1, north + 0.1))
    assert not any(is_in_europe(middle[0], longitude) for longitude in (west - 0.1, east + 0.1))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Nirgendwo", "unknown"),
        ("area:99", "unknown"),
        ("point:51.3", "no_point"),
        ("point:51.3,12.4,1", "no_point"),
        ("point:x,12.4", "no_point"),
        ("point:5.13e1,12.4", "no_point"),
        (" point:12.4,51.3 ", "swapped"),
        ("point:12.4,99", "elsewhere"),
    ],
)
def test_of_a_point_it_is_told_what_is_wrong(typed, code):
    assert error_code(typed) == code


@pytest.mark.parametrize(
    ("km", "code"),
    [("0", "out_of_range"), ("501", "out_of_range"), ("0,1", None), ("500", None)],
)
def test_a_radius_is_more_than_nothing_and_at_most_500_km(km, code):
    with translation.override("de"):
        assert refused(RadiusField(unit=KILOMETRES), km) == code
