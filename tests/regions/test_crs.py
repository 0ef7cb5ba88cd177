import pytest
from django.contrib.gis.geos import Point, Polygon

from regions.crs import bbox_to_wgs84, densified_bbox, geojson_geometry, to_storage, to_wgs84


def test_leipzig_lies_where_the_survey_says():
    assert to_storage(Point(12.3731, 51.3397, srid=4326)).coords == pytest.approx(
        (4486333.844, 3139219.772), abs=0.01
    )


def test_there_and_back_again_moves_nothing():
    there = to_storage(Point(12.3731, 51.3397, srid=4326))
    assert to_wgs84(there).coords == pytest.approx((12.3731, 51.3397), abs=1e-8)


def test_geometry_without_srid_is_taken_as_wgs84():
    assert to_storage(Point(12.3731, 51.3397)).x == pytest.approx(4486333.844, abs=0.01)


def test_box_follows_the_curved_parallel():
    box = densified_bbox(11.0, 50.0, 13.5, 52.0)
    middle_of_the_south = to_storage(Point(12.25, 50.0, srid=4326))
    corners_only = Polygon.from_bbox((11.0, 50.0, 13.5, 52.0))
    corners_only.srid = 4326
    assert box.boundary.distance(middle_of_the_south) < 1
    assert to_storage(corners_only).boundary.distance(middle_of_the_south) > 500


def test_box_around_the_world_is_cut_to_europe():
    assert densified_bbox(-180, -90, 180, 90).valid


def test_box_outside_europe_is_none():
    assert densified_bbox(100, -40, 110, -30) is None


def test_box_of_metres_becomes_degrees_around_it():
    middle = to_storage(Point(12.3731, 51.3397, srid=4326))
    west, south, east, north = bbox_to_wgs84(
        (middle.x - 1000, middle.y - 1000, middle.x + 1000, middle.y + 1000)
    )
    assert west < 12.3731 < east
    assert south < 51.3397 < north


def test_geojson_is_rounded_to_six_decimals():
    point = Point(12.37310004, 51.33970006, srid=4326)
    assert geojson_geometry(point) == {"type": "Point", "coordinates": [12.3731, 51.3397]}
