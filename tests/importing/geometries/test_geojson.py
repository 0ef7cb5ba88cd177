"""GeoJSON of strangers: which coordinates it is in, what counts as a feature, and the one geometry that is meant."""

import json

import pytest
from django.contrib.gis.geos import GeometryCollection, MultiPolygon, Point, Polygon

from importing.geometries import geojson
from importing.geometries.geojson import GeoJSONError, NoDegrees

pytestmark = pytest.mark.usefixtures("english")

POINT = {"type": "Point", "coordinates": [12.5, 51.5]}
RING = [[12, 51], [13, 51], [13, 52], [12, 51]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}


def said(function, *args):
    """What is wrong, "" where it is taken."""
    try:
        function(*args)
    except GeoJSONError as error:
        return str(error)
    return ""


def in_system(name):
    return {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": name}}}


@pytest.mark.parametrize(
    ("document", "srid"),
    [
        ({"type": "Point"}, None),
        ({"type": "Point", "crs": None}, None),
        ({"type": "Point", "crs": {"properties": {"name": None}}}, None),
        (in_system("urn:ogc:def:crs:OGC:1.3:CRS84"), 4326),
        (in_system("urn:ogc:def:crs:EPSG::4258"), 4326),
        (in_system("EPSG:4326"), 4326),
        (in_system("EPSG:25833"), 25833),
        (in_system("urn:ogc:def:crs:EPSG:6.9:25832"), 25832),
    ],
)
def test_the_system_of_coordinates_is_the_one_that_is_stated(document, srid):
    assert geojson.stated_srid(document) == srid


def test_a_system_without_a_number_is_named_and_where_degrees_are_wanted_every_other_is():
    told = "The coordinates are in {}. Please convert them to WGS84."
    assert said(geojson.stated_srid, in_system("my own")) == told.format("my own")
    assert said(geojson.parse, json.dumps(in_system("EPSG:25833"))) == told.format("EPSG:25833")
    assert said(geojson.parse, json.dumps(in_system("EPSG:4326"))) == ""


@pytest.mark.parametrize(
    ("document", "count"),
    [
        ({"type": "FeatureCollection", "features": [{"a": 1}, None, "x", {"b": 2}]}, 2),
        ({"type": "FeatureCollection", "features": {"a": 1}}, 0),
        ({"type": "FeatureCollection", "features": 5}, 0),
        ({"type": "FeatureCollection"}, 0),
        ({"type": "Feature", "geometry": POINT}, 1),
        ({"type": "GeometryCollection", "geometries": [POINT, POLYGON]}, 2),
        ({"type": "GeometryCollection", "geometries": POINT}, 0),
        (POINT, 1),
    ],
)
def test_features_are_counted_and_a_bare_geometry_is_one(document, count):
    if count:
        assert len(geojson.features_of(document)) == count
    else:
        assert said(geojson.features_of, document) == "The GeoJSON holds no features."


@pytest.mark.parametrize(
    ("place", "is_taken"),
    [
        ([180, 90], True),
        ([-180, -90], True),
        ([180.1, 0], False),
        ([-180.1, 0], False),
        ([0, 90.1], False),
        ([0, -90.1], False),
    ],
)
def test_degrees_end_where_the_world_ends_and_metres_do_not(place, is_taken):
    geometry = {"type": "Point", "coordinates": place}
    if is_taken:
        assert geojson.geometry_of(geometry).coords == tuple(place)
    else:
        with pytest.raises(NoDegrees, match="no degrees"):
            geojson.geometry_of(geometry)
    assert geojson.geometry_of(geometry, 25833).srid == 25833


@pytest.mark.parametrize(
    ("document", "kind", "told"),
    [
        (POINT, "POINT", ""),
        (POINT, "POLYGON", "A polygon is needed here; the text holds none."),
        (POINT, "MULTIPOLYGON", "A polygon is needed here; the text holds none."),
        (POLYGON, "POINT", "A point is needed here; the text holds none."),
        ({"type": "GeometryCollection", "geometries": [POLYGON, POINT]}, "POINT", ""),
        (
            {"type": "GeometryCollection", "geometries": [POINT, POINT]},
            "POINT",
            "Please give one geometry; the text holds 2.",
        ),
        ({"type": "GeometryCollection", "geometries": [POLYGON, POLYGON]}, "MULTIPOLYGON", ""),
    ],
)
def test_the_one_geometry_that_is_meant_is_told_from_the_others(document, kind, told):
    assert said(geojson.read_geometry, json.dumps(document), kind) == told


def test_all_polygons_of_a_file_are_one_in_their_system_and_all_else_is_passed_over():
    one, other = Polygon(RING, srid=25833), Polygon([(x + 5, y) for x, y in RING], srid=25833)
    point = Point(0, 0, srid=25833)
    nested = GeometryCollection(point, one, MultiPolygon(other, one), srid=25833)
    for shapes, count in (
        ([point], 0),
        ([one], 1),
        ([MultiPolygon(one, other, srid=25833), one], 3),
        ([nested], 3),
    ):
        found = geojson.multipolygon_of(shapes)
        assert (len(found or ()), found and found.srid) == (count, 25833 if count else None)
