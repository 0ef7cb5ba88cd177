"""GeoJSON of strangers: which coordinates it is in, what counts as a feature, and the one geometry that is meant."""

import json

import pytest
from django.contrib.gis.geos import GeometryCollection, MultiPolygon, Point, Polygon

from importing.geometries import geojson
from importing.geometries.geojson import GeoJSONError

pytestmark = pytest.mark.usefixtures("english")

RING = [[12, 51], [13, 51], [13, 52], [12, 51]]


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
    assert geojson.declared_srid(document) == srid


def test_a_system_without_a_number_is_named_and_where_degrees_are_wanted_every_other_is():
    told = "The coordinates are in {}. Please convert them to WGS84."
    assert said(geojson.declared_srid, in_system("my own")) == told.format("my own")
    assert said(geojson.parse_wgs84_document, json.dumps(in_system("EPSG:25833"))) == told.format(
        "EPSG:25833"
    )
    assert said(geojson.parse_wgs84_document, json.dumps(in_system("EPSG:4326"))) == ""


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
        found = geojson.merge_polygons(shapes)
        assert (len(found or ()), found and found.srid) == (count, 25833 if count else None)
