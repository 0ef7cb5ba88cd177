"""What is taken from the tiles of a file, and what coarse tiles get from finer ones."""

import pytest

from regions.tiles import mvt
from regions.tiles.filtering import drawn_classes, filter_layers
from regions.tiles.generalizing import add_finer_classes, classes_to_fill, simplify_path

ROAD = {"class": "motorway", "ref": "A 14", "brunnel": "bridge", "surface": "paved"}


def tile(name, *features):
    return mvt.encode_layers([mvt.Layer(name, list(features))])


def left_of(data, zoom, is_finest=False):
    """({layer: its features}, pairs of layer and class) after trimming."""
    content, held = filter_layers(mvt.split_layers(data), zoom, is_finest)
    return {layer.name: layer.features for layer in mvt.decode_layers(content)}, held


def tags_left(name, *features, zoom=12):
    found, _held = left_of(tile(name, *features), zoom)
    return [feature.tags for feature in found.get(name, [])]


def test_a_layer_that_nobody_draws_goes():
    assert left_of(tile("poi", mvt.point({"class": "bank"}, 5, 5)), 14) == ({}, set())


def test_a_road_keeps_class_and_number_and_its_line():
    found, held = left_of(tile("transportation", mvt.line(ROAD, [[(0, 0), (90, 40)]])), 12)
    [road] = found["transportation"]
    assert road.tags == {"class": "motorway", "ref": "A 14"}
    assert mvt.decode_paths(road) == [[(0, 0), (90, 40)]]
    assert held == {("transportation", "motorway")}


def test_classes_go_that_no_map_draws_of_a_tile_of_this_zoom():
    building = mvt.polygon({}, [[(0, 0), (9, 0), (9, 9), (0, 0)]])
    assert tags_left("building", building, zoom=11) == []
    assert tags_left("building", building, zoom=12) == [{}]


def test_the_finest_tiles_keep_what_closer_maps_draw():
    path = mvt.line({"class": "path"}, [[(0, 0), (9, 9)]])
    data = tile("transportation", path)
    assert left_of(data, 12) == ({}, set())
    assert left_of(data, 12, is_finest=True)[1] == {("transportation", "path")}


def test_what_goes_through_a_tunnel_is_seen_of_roads_alone():
    tunnel = {"brunnel": "tunnel"}
    line = [[(0, 0), (50, 50)]]
    assert tags_left("waterway", mvt.line({"class": "river", **tunnel}, line)) == []
    assert tags_left("waterway", mvt.line({"class": "river", "brunnel": "bridge"}, line)) == [
        {"class": "river"}
    ]
    assert tags_left("transportation", mvt.line({"class": "rail", **tunnel}, line)) == []
    assert tags_left("transportation", mvt.line({"class": "motorway", **tunnel}, line)) == [
        {"class": "motorway"}
    ]


def test_names_stay_in_all_languages_and_with_their_inhabitants():
    named = {"class": "town", "name": "Bautzen", "name:hsb": "Budyšin", "population": 38_000, "iso": "DE"}
    assert tags_left("place", mvt.point(named, 5, 5)) == [
        {"class": "town", "name": "Bautzen", "name:hsb": "Budyšin", "population": 38_000}
    ]


def test_whole_numbers_with_a_point_lose_it():
    [tags] = tags_left("place", mvt.point({"class": "town", "population": 38_000.0}, 5, 5))
    assert isinstance(tags["population"], int)


def test_junctions_stay_whole():
    [tags] = tags_left("junction", mvt.point({"name": "Halle (Saale)-Nord", "anything": 1}, 5, 5), zoom=9)
    assert tags == {"name": "Halle (Saale)-Nord", "anything": 1}


def test_a_layer_that_is_no_layer_is_damage():
    with pytest.raises(mvt.DamagedTile):
        filter_layers([("transportation", b"\x1a\x03\x0a\x09a")], 12)


def test_what_a_zoom_lacks_and_the_next_holds_is_taken_from_there():
    rail, road = ("transportation", "rail"), ("transportation", "motorway")
    assert "rail" in drawn_classes(8)["transportation"]
    assert classes_to_fill({8: {road}, 9: {road, rail}}) == {8: {"transportation": {"rail"}}}
    assert classes_to_fill({8: {road, rail}, 9: {road, rail}}) == {}
    assert classes_to_fill({8: {road}, 9: {road}}) == {}


def test_a_coarse_tile_gets_the_lines_of_its_quarters_half_as_large():
    finer = {(1, 0): tile("transportation", mvt.line({"class": "rail"}, [[(0, 0), (4096, 2048)]]))}
    road = mvt.line({"class": "motorway"}, [[(7, 7), (900, 9)]])
    found = add_finer_classes(tile("transportation", road), finer, {"transportation": {"rail"}})
    [layer] = mvt.decode_layers(found)
    lines = {feature.tags["class"]: mvt.decode_paths(feature) for feature in layer.features}
    assert lines == {"motorway": [[(7, 7), (900, 9)]], "rail": [[(2048, 0), (4096, 1024)]]}


def test_a_tile_that_was_not_there_begins_with_what_it_gets():
    finer = {(0, 1): tile("transportation", mvt.line({"class": "rail"}, [[(0, 0), (200, 0)]]))}
    [layer] = mvt.decode_layers(add_finer_classes(None, finer, {"transportation": {"rail"}}))
    assert mvt.decode_paths(layer.features[0]) == [[(0, 2048), (100, 2048)]]
    assert add_finer_classes(None, finer, {"transportation": {"tram"}}) == b""


def test_a_place_in_the_edge_around_a_quarter_is_its_neighbours():
    finer = {
        (0, 0): tile("place", mvt.point({"class": "town"}, 4100, 5), mvt.point({"class": "town"}, 40, 6))
    }
    [layer] = mvt.decode_layers(add_finer_classes(None, finer, {"place": {"town"}}))
    assert [mvt.decode_paths(feature) for feature in layer.features] == [[[(20, 3)]]]


def test_corners_closer_than_the_tolerance_are_one_and_small_rings_none():
    assert simplify_path([(0, 0), (1, 1), (2, 0), (30, 0)], 4, is_ring=False) == [(0, 0), (30, 0)]
    assert simplify_path([(0, 0), (0.2, 0.2)], 4, is_ring=False) == []
    square = [(0, 0), (20, 0), (20, 20), (0, 20), (0, 0)]
    assert simplify_path(square, 4, is_ring=True) == square
    assert simplify_path([(x / 10, y / 10) for x, y in square], 4, is_ring=True) == []
