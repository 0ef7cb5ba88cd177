"""The questions about where, by themselves: which corners, points and radii are taken, and how far is near."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from regions.crs import AREA_OF_USE
from sites.facts.units import KILOMETRES
from sites.filters import QUESTIONS
from sites.filters.where import has_boundary, meeting, within_km
from sites.filters.where_fields import PolygonField, RadiusField, lies_in_europe, what_ails


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
    assert all(lies_in_europe(latitude, middle[1]) for latitude in (south, north))
    assert all(lies_in_europe(middle[0], longitude) for longitude in (west, east))
    assert not any(lies_in_europe(latitude, middle[1]) for latitude in (south - 0.1, north + 0.1))
    assert not any(lies_in_europe(middle[0], longitude) for longitude in (west - 0.1, east + 0.1))


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
    assert what_ails(typed) == code


@pytest.mark.parametrize(
    ("km", "code"),
    [("0", "out_of_range"), ("501", "out_of_range"), ("0,1", None), ("500", None)],
)
def test_a_radius_is_more_than_nothing_and_at_most_500_km(km, code):
    with translation.override("de"):
        assert refused(RadiusField(unit=KILOMETRES), km) == code


class Shape:
    def __init__(self, geom_type):
        self.geom_type = geom_type


def place(kind, geometry="Polygon"):
    return SimpleNamespace(kind=kind, label="Leipzig", geometry=Shape(geometry))


@pytest.mark.parametrize(
    ("kind", "geometry", "has_one"),
    [
        ("area", "Polygon", True),
        ("area", "MultiPolygon", True),
        ("park", "Polygon", True),
        ("between", "MultiPolygon", True),
        ("either", "Polygon", True),
        ("area", "Point", False),
        ("postcode", "Polygon", False),
        ("landmark", "Polygon", False),
        ("point", "Point", False),
    ],
)
def test_without_a_radius_areas_and_parks_mean_their_boundary_all_else_ten_kilometres(
    kind, geometry, has_one
):
    where = place(kind, geometry)
    assert has_boundary(where) is has_one
    asked = QUESTIONS["place"].condition(where, {})
    assert asked == (meeting(where.geometry) if has_one else within_km(where.geometry, 10))
    for radius in (3, 10):
        assert QUESTIONS["place"].condition(where, {"radius": radius}) == within_km(where.geometry, radius)


def test_an_undisclosed_address_counts_where_the_map_shows_it_alone():
    geometry = Shape("Polygon")
    for condition, way in ((meeting(geometry), "intersects"), (within_km(geometry, 5), "dwithin")):
        public, disclosed = condition.children
        assert condition.connector == "OR"
        assert public[0] == f"public_location__{way}"
        assert {name for name, _value in disclosed.children} == {"discloses_address", f"boundary__{way}"}
        assert disclosed.connector == "AND"
        assert dict(disclosed.children)["discloses_address"] is True
    assert within_km(geometry, 5).children[0][1][1].m == 5000


def test_how_a_place_is_told_goes_by_what_is_searched():
    near = QUESTIONS["place"]
    with translation.override("en"):
        assert str(near.spell(place("area"))) == "near Leipzig"
        assert str(near.spell_inside(place("landmark", "Point"))) == "near Leipzig"
        assert "near" not in str(near.spell_inside(place("area")))
        assert str(near.spell_inside(place("between"))) == "Leipzig"
        assert str(QUESTIONS["radius"].spell(5)) == "within 5.0\N{NO-BREAK SPACE}km"
        assert QUESTIONS["radius"].narrows is False
