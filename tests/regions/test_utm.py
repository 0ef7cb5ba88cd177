"""UTM coordinates, zone 32 and 33, as people paste them into the field of a map."""

import pytest
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError

from regions.crs import to_wgs84
from regions.forms import MapGeometryField
from regions.utm import parse_utm
from tests.factories.regions import LEIPZIG, AreaFactory, square

IN_33 = Point(317_000, 5_690_000, srid=25833)
"""North-west of Leipzig."""
IN_32 = Point(706_000, 5_700_000, srid=25832)
"""In Halle, west of the twelfth meridian."""


def point_field():
    return MapGeometryField(geom_type="POINT", srid=3035)


def boundary_field():
    return MapGeometryField(geom_type="MULTIPOLYGON", srid=3035)


@pytest.fixture
def region(db):
    AreaFactory(boundary=square(LEIPZIG, km=60), outline=square(LEIPZIG, km=60))


@pytest.mark.parametrize(
    "text",
    [
        "33 317000 5690000",
        "33U 317000 5690000",
        "33 U 317000,0 5690000,0",
        "UTM 33N 317000.00, 5690000.00",
        "33317000 5690000",
        "33317000.0 5690000.0",
        "E 317.000 N 5.690.000 (Zone 33)",
        "Zone 33: 317.000,00 5.690.000,00",
        "EPSG:25833 317000 5690000",
        "ETRS89 / UTM Zone 33N E=317000 N=5690000",
        "33 5690000 317000",
        "Zone 33 317000,5690000",
    ],
)
def test_a_pair_with_its_zone_is_read_however_it_is_written(text):
    [point] = parse_utm(text)
    assert (point.srid, point.coords) == (25833, IN_33.coords)


def test_decimals_are_kept():
    assert parse_utm("32U 706000,25 5.700.000,75")[0].coords == (706_000.25, 5_700_000.75)


@pytest.mark.parametrize("text", ["32U 706000,125 5700000,875", "32U 706000.125 5700000.875"])
def test_millimetres_behind_ungrouped_metres_are_no_thousands(text):
    assert parse_utm(text)[0].coords == (706_000.125, 5_700_000.875)


def test_a_pair_without_zone_may_mean_both():
    assert [point.srid for point in parse_utm("317000 5690000")] == [25832, 25833]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "51.34, 12.37",
        "33",
        "33 317000",
        "31 317000 5690000",
        "33 317000 5690000 5",
        "33 17 5690000",
        "33 317000 9690000",
        "33 317000 6600000",  # north of Jutland
        "33 317000 4900000",  # south of the Alps
        "33 90000 5690000",
        "Leipzig 317000 5690000",
        "9" * 101,
        "{} 33 317000 5690000",
    ],
)
def test_what_is_no_utm_is_not_read(text):
    assert parse_utm(text) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "meant"), [("33 317000 5690000", IN_33), ("32U 706000 5700000", IN_32)])
def test_a_pasted_pair_is_stored_as_the_point_it_means(text, meant):
    stored = to_wgs84(point_field().clean(text))
    assert stored.coords == pytest.approx(to_wgs84(meant).coords, abs=1e-8)


def test_the_region_tells_which_zone_is_meant(region):
    stored = to_wgs84(point_field().clean("317000 5690000"))
    assert stored.coords == pytest.approx(to_wgs84(IN_33).coords, abs=1e-8)


@pytest.mark.django_db
def test_without_a_region_the_zone_is_asked_for():
    with pytest.raises(ValidationError, match="32"):
        point_field().clean("317000 5690000")


@pytest.mark.django_db
@pytest.mark.parametrize("is_closed", [False, True])
def test_lines_of_corners_make_a_boundary(is_closed):
    corners = ["33 317000 5690000", "33 317200 5690000", "33 317200 5690300", "33 317000 5690300"]
    text = "\r\n".join([*corners, *corners[: int(is_closed)]])
    boundary = boundary_field().clean(text)
    assert boundary.geom_type == "MultiPolygon"
    assert boundary.area == pytest.approx(60_000, rel=0.001)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "33 317000 5690000\n33 317200 5690000",
        "33 317000 5690000\nLeipzig\n33 317200 5690300",
        "33 317000 5690000\n" * 2001,
    ],
)
def test_corners_that_make_no_boundary_get_a_message(text):
    with pytest.raises(ValidationError, match=r"\w+"):
        boundary_field().clean(text)


@pytest.mark.django_db
def test_several_pairs_are_no_point():
    with pytest.raises(ValidationError, match=r"\w+"):
        point_field().clean("33 317000 5690000\n33 317200 5690000")
