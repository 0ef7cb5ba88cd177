"""How a map joins what stands close together, and draws where was searched: each condition by itself."""

from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import Point, Polygon

from regions.crs import STORAGE_SRID
from sites.mapping import answers, clusters
from sites.mapping.clusters import POINT_M, Cluster


def cluster(count=1, plots=0, x=0, y=0, number=1):
    return Cluster(count, plots, x, y, x, y, x, y, number, [number])


@pytest.mark.parametrize(
    ("places", "stand"),
    [
        ([(5, 0), (1, 99)], [5, 1]),
        ([(5, 0), (1, 100)], [5, 1]),
        ([(5, 0), (1, 9)], [6]),
        ([(1, 0), (5, 9)], [6]),
        ([(5, 0), (5, 18), (1, 9.9)], [6, 5]),
    ],
)
def test_a_smaller_cluster_joins_the_bigger_one_that_it_would_touch(places, stand):
    found = [cluster(count, x=x, number=index) for index, (count, x) in enumerate(places)]
    assert [one.count for one in clusters.apart(found, 10)] == stand


def test_a_cluster_takes_in_members_and_stays_where_it_is():
    one, other = cluster(3, 1, x=10, number=3), cluster(2, 2, x=-5, y=7, number=1)
    one.absorb(other)
    assert (one.count, one.plots, one.halls, one.x) == (5, 3, 2, 10)
    assert one.extent == (-5, 0, 10, 7)
    assert sorted(one.numbers) == [1, 3]


@pytest.mark.parametrize(
    ("east", "north", "is_point"),
    [(POINT_M - 0.1, POINT_M - 0.1, True), (POINT_M, 0, False), (0, POINT_M, False)],
)
def test_members_at_one_spot_are_a_point(east, north, is_point):
    assert Cluster(2, 0, 0, 0, 0, 0, east, north, 1).is_point is is_point


def test_on_a_coarser_grid_a_cluster_stands_where_most_are():
    found = {(0, 0): cluster(1, x=1), (1, 1): cluster(4, x=2), (2, 0): cluster(1, x=3)}
    merged = clusters.coarser(found)
    assert {key: (one.count, one.x) for key, one in merged.items()} == {(0, 0): (5, 2), (1, 0): (1, 3)}


def place(kind="landmark", geometry=None):
    return Given(kind=kind, geometry=geometry or Point(4_480_000, 3_140_000, srid=STORAGE_SRID), label="L")


AREA = Polygon.from_bbox((4_480_000, 3_140_000, 4_490_000, 3_150_000))
AREA.srid = STORAGE_SRID


@pytest.mark.parametrize(
    ("asked", "roles"),
    [
        ({}, []),
        ({"place": place()}, ["reach", "place"]),
        ({"place": place("area", AREA)}, ["place"]),
        ({"place": place("area", AREA), "radius": 5}, ["reach", "place"]),
        ({"place": place(), "drive": Given(area=AREA)}, ["drive", "place"]),
        ({"place": place(), "drive": Given(area=None)}, ["reach", "place"]),
        ({"place": place(), "drive": Given(area=AREA), "radius": 5}, ["drive", "reach", "place"]),
        ({"polygon": AREA}, ["drawn"]),
    ],
)
def test_what_a_search_is_limited_to_is_drawn(asked, roles):
    assert [feature["properties"]["role"] for feature in answers.search_area(**asked)] == roles


def test_the_radius_that_is_drawn_is_the_one_that_is_searched():
    usual, asked = (
        answers.search_area(place(), radius)[0]["properties"]["radius_km"] for radius in (None, 5)
    )
    assert (usual, asked) == (answers.USUAL_RADIUS_KM, 5)
    assert answers.extent_of(None) is None
