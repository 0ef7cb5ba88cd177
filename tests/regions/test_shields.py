"""Where numbers of roads stand (regions.tiles.shields); figures are in units of a tile, 4096 across."""

from math import hypot

import pytest

from regions.tiles import mvt
from regions.tiles.shields import MIN_SHIELD_DISTANCE, Shields, parse_ref, place_shields
from tests.tile_files import road

ACROSS = (((0, 1000), (4096, 1000)),)


@pytest.mark.parametrize(
    ("ref", "numbers"),
    [
        ("A 14", ["A 14"]),
        ("A14", ["A 14"]),
        ("B 6;B 101", ["B 6", "B 101"]),
        ("B 96a", ["B 96a"]),
        ("E 45", []),
        ("A 9;E 51", ["A 9"]),
        ("D 8", ["D 8"]),
        ("Ausfahrt 7", []),
        (None, []),
        (14, []),
    ],
)
def test_numbers_of_the_country_are_read(ref, numbers):
    assert parse_ref(ref) == numbers


@pytest.mark.parametrize(
    ("ref", "class_", "shown"),
    [
        ("A 14", "motorway", "motorway"),
        ("B 6", "trunk", "trunk"),
        ("B 6", "primary", "primary"),
        ("B 6", "motorway", "trunk"),
        ("D 8", "motorway", "motorway"),
        ("S 177", "trunk", None),
        ("L 50", "secondary", None),
    ],
)
def test_the_plate_follows_the_number(ref, class_, shown):
    layer = Shields([(12, 0, 0, road(ref, class_, parts=ACROSS))]).layer(12, 0, 0)
    assert {feature.tags["class"] for feature in layer.features} == ({shown} if shown else set())


def test_motorways_have_numbers_from_zoom_5_and_federal_roads_from_10():
    shields = Shields([(12, 0, 0, road("A 14", "motorway")), (12, 0, 0, road("B 6", "trunk"))])
    shown = {
        zoom: {feature.tags["ref"] for feature in shields.layer(zoom, 0, 0).features} for zoom in range(4, 13)
    }
    assert shown[4] == set()
    assert all(shown[zoom] == {"A 14"} for zoom in range(5, 10))
    assert all(shown[zoom] == {"A 14", "B 6"} for zoom in range(10, 13))


def test_a_number_stands_where_its_road_is_at_low_zooms():
    shields = Shields([(12, 128, 64, road(parts=ACROSS))])
    (feature,) = shields.layer(6, 2, 1).features
    assert mvt.decode_paths(feature)[0][0][1] == round(1000 / 64)
    assert not shields.layer(6, 3, 1).features


def test_numbers_are_the_same_whatever_order_the_tiles_come_in():
    tiles = [(12, x, 0, road(parts=ACROSS)) for x in range(8)]
    forth, back = (Shields(order) for order in (tiles, tiles[::-1]))
    assert [forth.layer(9, 0, 0), forth.layer(10, 1, 0)] == [back.layer(9, 0, 0), back.layer(10, 1, 0)]


def test_numbers_of_one_road_keep_apart():
    zigzag = [(x, 2040 if x % 512 else 2056) for x in range(0, 8192, 256)]
    places = place_shields(zigzag, 2048)
    assert len(places) >= 2
    assert all(
        hypot(a[0] - b[0], a[1] - b[1]) >= MIN_SHIELD_DISTANCE * 2048
        for a in places
        for b in places
        if a != b
    )
