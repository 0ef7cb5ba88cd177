"""What the fields of a search take, and where it looks: each condition by itself. No database is asked."""

from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import LineString, Point, Polygon
from django.core.exceptions import ValidationError
from django.http import QueryDict

from roads.faults import RoadsRefused
from roads.vehicles import Vehicle
from sites.filters import SpaceFilterSet, reaching, where
from sites.filters import filterset as filtersets
from sites.filters.fields import BoundsField, FigureField, RoadsField
from sites.filters.where import Drive, NearPlace, has_boundary
from sites.filters.where_fields import MAXIMUM_CORNERS, PolygonField, RadiusField, what_ails
from sites.models import Space
from sites.places import PlaceKind

pytestmark = pytest.mark.usefixtures("english")

BOX = Polygon.from_bbox((4_480_000, 3_140_000, 4_481_000, 3_141_000))
BOX.srid = 3035
POINT = Point(4_480_000, 3_140_000, srid=3035)


@pytest.fixture(autouse=True)
def without_roads(monkeypatch):
    monkeypatch.setattr(filtersets, "graph", lambda: None)


def search(query="", kind=None):
    return SpaceFilterSet(QueryDict(query), Space.objects.all(), kind=kind)


# --- Fields


def refusal(field, value):
    """The code of what is wrong, or ""."""
    try:
        field.clean(value)
    except ValidationError as error:
        return error.code or error.error_list[0].code
    return ""


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12,51,13,52", ""),
        ("-180,-90,180,90", ""),
        ("12,51,12,52", "invalid"),
        ("13,51,12,52", "invalid"),
        ("12,52,13,51", "invalid"),
        ("12,51,13,51", "invalid"),
        ("-181,51,13,52", "invalid"),
        ("12,-91,13,52", "invalid"),
        ("12,51,181,52", "invalid"),
        ("12,51,13,91", "invalid"),
        ("nan,51,13,52", "invalid"),
        ("12,51,13", "invalid"),
        ("a,b,c,d", "invalid"),
        ("", ""),
    ],
)
def test_a_map_section_is_a_box_on_the_earth(value, code):
    assert refusal(BoundsField(required=False), value) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [("0", "out_of_range"), ("0,1", ""), ("500", ""), ("501", "out_of_range"), ("", ""), ("-1", "invalid")],
)
def test_a_radius_is_more_than_nothing_and_not_more_than_the_country(value, code):
    assert refusal(RadiusField(), value) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (["A 14"], ""),
        (["a14"], ""),
        (["A 1234"], "invalid"),
        (["B 2"], "invalid"),
        (["A 14x"], ""),
        (["A ١"], "invalid"),
    ],
)
def test_a_motorway_is_written_as_on_the_signs(value, code):
    assert refusal(RoadsField(required=False), value) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12,5", ""),
        ("999999999999", ""),
        ("1000000000000", "too_large"),
        ("1.2.3", "invalid"),
        ("5 ha", "invalid"),
        (None, ""),
    ],
)
def test_a_figure_is_a_number_that_the_filters_take(value, code):
    assert refusal(FigureField(), value) == code


CORNERS = ";".join(
    f"{51 + number / 1000},{12 + number * number / 100000}" for number in range(MAXIMUM_CORNERS)
)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("51.2,12.2;51.5,12.2;51.5,12.6", ""),
        ("51.2,12.2;51.5,12.2;51.5,12.6;51.2,12.2", ""),
        ("51.2,12.2;51.5,12.2", "too_few"),
        ("51.2,12.2;51.2,12.2;51.5,12.2", "too_few"),
        ("12.2,51.2;12.2,51.5;12.6,51.5", "swapped"),
        ("1,2;3,4;5,9", "elsewhere"),
        ("51.2,12.2;51.5,12.6;51.5,12.2;51.2,12.6", "crossing"),
        ("51,12;52,12;53,12", "crossing"),
        ("51.2;51.5;51.6", "invalid"),
        ("51.2,12.2;51.5,inf;51.5,12.6", "invalid"),
        (f"{CORNERS};51.9,13", "too_many"),
    ],
)
def test_a_polygon_has_corners_in_europe_around_an_area(value, code):
    assert refusal(PolygonField(required=False), value) == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Nowhere", "unknown"),
        ("area:1", "unknown"),
        ("point:a,b", "no_point"),
        ("point:51.3,12.4", "no_point"),
        ("point:12.4,51.3", "swapped"),
        ("point:1,2", "elsewhere"),
        ("point:51.3", "no_point"),
    ],
)
def test_of_a_point_it_is_told_what_ails_it(typed, code):
    assert what_ails(typed) == code


# --- Where


@pytest.mark.parametrize(
    ("kind", "geometry", "is_area"),
    [
        ("area", BOX, True),
        ("park", BOX, True),
        ("between", BOX, True),
        ("either", BOX, True),
        ("area", POINT, False),
        ("landmark", BOX, False),
        ("between", LineString((0, 0), (1, 1)), False),
    ],
)
def test_a_place_has_a_boundary_when_it_is_an_area(kind, geometry, is_area):
    assert has_boundary(Given(kind=kind, geometry=geometry)) is is_area


@pytest.mark.parametrize(
    ("place", "answers", "asked"),
    [
        (BOX, {}, where.meeting(BOX)),
        (POINT, {}, where.within_km(POINT, where.USUAL_RADIUS_KM)),
        (BOX, {"radius": 5}, where.within_km(BOX, 5)),
        (POINT, {"radius": 5}, where.within_km(POINT, 5)),
        (BOX, {"minutes": Drive(30)}, where.NOTHING),
        (BOX, {"minutes": Drive(30, area=BOX)}, where.meeting(BOX)),
        (BOX, {"minutes": Drive(30, area=BOX), "radius": 5}, where.meeting(BOX) & where.within_km(BOX, 5)),
    ],
)
def test_around_a_place_is_its_boundary_a_radius_or_a_drive(place, answers, asked):
    question = NearPlace("place", "Place")
    assert question.condition(Given(kind="area", geometry=place), answers) == asked


def test_an_undisclosed_boundary_is_not_searched():
    for condition in (where.meeting(BOX), where.within_km(BOX, 1)):
        [public, boundary] = condition.children
        assert public[0].startswith("public_location__")
        assert dict(boundary.children)["discloses_address"] is True


@pytest.mark.parametrize(
    ("has_graph", "kind", "geometry", "area", "code"),
    [
        (False, PlaceKind.AREA, POINT, BOX, "no_roads"),
        (True, PlaceKind.AREA, POINT, BOX, None),
        (True, PlaceKind.BETWEEN, POINT, BOX, "no_start"),
        (True, PlaceKind.LANDMARK, LineString((0, 0), (1, 1)), BOX, "no_start"),
        (True, PlaceKind.AREA, POINT, None, "no_road"),
        (True, PlaceKind.AREA, POINT, RoadsRefused("slow"), "failed"),
    ],
)
def test_a_drive_begins_at_one_place_with_a_road(monkeypatch, has_graph, kind, geometry, area, code):
    def reach(point, minutes, vehicle, start):
        if isinstance(area, Exception):
            raise area
        return area

    monkeypatch.setattr(reaching, "graph", lambda: has_graph or None)
    monkeypatch.setattr(reaching, "reach_area", reach)
    place = Given(kind=kind, geometry=geometry)
    if code:
        with pytest.raises(ValidationError) as refused:
            reaching.drive_from(place, 30, Vehicle.CAR)
        assert refused.value.code == code
    else:
        assert reaching.drive_from(place, 30, Vehicle.CAR) == Drive(30, Vehicle.CAR, BOX)


@pytest.mark.parametrize(
    ("cleaned", "vehicle", "is_driven", "errors"),
    [
        ({}, None, False, 0),
        ({"minutes": 30}, Vehicle.LORRY, False, 0),
        ({"minutes": 30, "vehicle": "car"}, Vehicle.CAR, False, 0),
        ({"minutes": 30, "place": "here"}, Vehicle.LORRY, True, 0),
        ({"minutes": 30, "place": "nowhere"}, Vehicle.LORRY, False, 1),
    ],
)
def test_minutes_are_those_of_a_lorry_unless_a_car_is_asked_for(
    monkeypatch, cleaned, vehicle, is_driven, errors
):
    def drive(place, minutes, vehicle):
        if place == "nowhere":
            raise ValidationError("no")
        return Drive(minutes, vehicle, BOX)

    told = []
    monkeypatch.setattr(reaching, "drive_from", drive)
    found = reaching.with_drive(Given(add_error=lambda *args: told.append(args)), dict(cleaned))
    assert (found.get("minutes") and found["minutes"].vehicle) == vehicle
    assert bool(found.get("minutes") and found["minutes"].area) is is_driven
    assert len(told) == errors


def test_a_way_begins_inside_of_what_a_boundary_encloses():
    ring = Polygon(((0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (0, 1), (0, 0)))
    place = Given(kind=PlaceKind.PARK, geometry=ring, token="park:a")  # noqa: S106
    assert not ring.contains(ring.centroid)
    assert ring.contains(reaching.middle(place))
    assert reaching.middle(Given(geometry=POINT)) is POINT
