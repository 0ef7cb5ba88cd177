"""The map of a region without a file of tiles: what it knows of waters, cities and motorways."""

import gzip

import pytest
from django.contrib.gis.geos import LineString, MultiLineString

from regions.crs import STORAGE_SRID
from regions.maps import map_config
from regions.models import Landmark
from regions.tiles import mvt
from regions.tiles.mercator import from_unit_square
from regions.tiles.motorways import minimum_spanning_tree, schematic_motorways
from regions.tiles.overview import GRID_SIZE, overview_tile, overview_tile_set
from tests.factories.regions import AreaFactory, LandmarkFactory

HALLE, LEIPZIG, GRIMMA = (11.97, 51.48), (12.3731, 51.3397), (12.72, 51.24)


def junction(place, code="A 14", **more):
    return LandmarkFactory(kind=Landmark.Kind.MOTORWAY_JUNCTION, place=place, code=code, **more)


def drawn(zoom=6, x=34, y=21):
    """{layer: features} of a tile; the default one holds Leipzig."""
    tiles = overview_tile_set((11.0, 50.0, 13.0, 52.0))
    return {
        layer.name: layer for layer in mvt.decode_layers(gzip.decompress(overview_tile(tiles, zoom, x, y)))
    }


def place_of(feature, zoom=6, x=34, y=21):
    [[(column, row)]] = mvt.decode_paths(feature)
    return from_unit_square((x + column / GRID_SIZE) / 2**zoom, (y + row / GRID_SIZE) / 2**zoom)


@pytest.mark.django_db
def test_rivers_and_lakes_are_there_before_anything_is_installed():
    layers = drawn()
    assert {"water", "waterway"} <= layers.keys()
    assert {feature.tags["class"] for feature in layers["waterway"].features} == {"river"}
    elbe_at_dresden = (13.74, 51.06)
    near = [
        from_unit_square((34 + column / GRID_SIZE) / 64, (21 + row / GRID_SIZE) / 64)
        for feature in layers["waterway"].features
        for line in mvt.decode_paths(feature)
        for column, row in line
    ]
    assert any(abs(x - elbe_at_dresden[0]) < 0.05 and abs(y - elbe_at_dresden[1]) < 0.05 for x, y in near)


@pytest.mark.django_db
def test_cities_with_a_rank_are_named_where_they_lie():
    AreaFactory(name="Leipzig", label_rank=1, population=616_000)
    AreaFactory(name="Grimma", label_rank=30, place=GRIMMA)
    AreaFactory(name="Nameless")
    city, town = drawn()["place"].features
    assert city.tags == {"class": "city", "name": "Leipzig", "population": 616_000}
    assert town.tags == {"class": "town", "name": "Grimma", "population": 0}
    assert place_of(city) == pytest.approx(LEIPZIG, abs=0.001)


@pytest.mark.django_db
def test_a_motorway_joins_its_junctions_and_bears_its_number():
    for place in (HALLE, GRIMMA, LEIPZIG):
        junction(place)
    junction((12.1, 51.3), code="A 9")
    junction((12.2, 51.9), code="")
    layers = drawn()
    [road] = layers["transportation"].features
    assert road.tags == {"class": "motorway"}
    [line] = mvt.decode_paths(road)
    ends = [
        from_unit_square((34 + column / GRID_SIZE) / 64, (21 + row / GRID_SIZE) / 64)
        for column, row in (line[0], line[-1])
    ]
    assert sorted(ends) == [pytest.approx(HALLE, abs=0.001), pytest.approx(GRIMMA, abs=0.001)]
    assert {shield.tags["ref"] for shield in layers["shield"].features} == {"A 14"}


@pytest.mark.django_db
def test_a_course_that_is_known_is_drawn_as_it_is():
    first, last = junction(HALLE), junction(LEIPZIG)
    course = [
        (first.location.x, first.location.y),
        (4_470_000.0, 3_160_000.0),
        (last.location.x, last.location.y),
    ]
    first.course = MultiLineString(LineString(course), srid=STORAGE_SRID)
    first.save()
    assert schematic_motorways() == [("A 14", [course])]


def test_junctions_are_joined_where_they_are_nearest_and_no_further_than_one_may_guess():
    a, b, c, far = (0, 0), (10_000, 0), (20_000, 1_000), (200_000, 0)
    assert set(minimum_spanning_tree([c, a, far, b])) == {(a, b), (b, c)}
    assert list(minimum_spanning_tree([])) == []
    assert list(minimum_spanning_tree([a, a])) == []


@pytest.mark.django_db(transaction=True)
def test_the_map_is_told_another_address_when_the_region_changes(client):
    AreaFactory(state=True)
    before = map_config()["vectorTiles"]
    assert before["isSchematic"] is True
    assert "schematisch" in before["attribution"]
    assert before["url"].startswith("/kacheln/overview-")
    assert before["url"].endswith("/{z}/{x}/{y}.pbf")
    junction(LEIPZIG)
    assert map_config()["vectorTiles"]["url"] != before["url"]


@pytest.mark.django_db
def test_the_overview_reaches_a_little_beyond_the_region(client):
    west, south, east, north = overview_tile_set((11.0, 50.0, 13.0, 52.0)).bounds
    assert (west, south, east, north) == (10.0, 49.0, 14.0, 53.0)
    answer = client.get(map_config()["vectorTiles"]["url"].format(z=6, x=34, y=21))
    assert (answer.status_code, answer["Cache-Control"]) == (200, "public, max-age=31536000, immutable")


@pytest.mark.django_db
def test_tiles_take_few_queries_however_many_junctions(django_assert_max_num_queries):
    for number in range(30):
        junction((12 + number / 50, 51.3), code=f"A {number % 5}")
    with django_assert_max_num_queries(3):
        drawn()
