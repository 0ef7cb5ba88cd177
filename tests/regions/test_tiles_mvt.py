import pytest

from regions.tiles import mvt


def tile(*features, extent=mvt.EXTENT):
    return mvt.encode_layers([mvt.Layer("layer", list(features), extent)])


def read(data):
    return [(layer.name, layer.extent, layer.features) for layer in mvt.decode_layers(data)]


def test_what_is_written_is_read_again():
    square = [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]
    hole = [(4, 4), (4, 6), (6, 6), (4, 4)]
    data = tile(
        mvt.point({"class": "city", "name": "Görlitz", "population": 56_000}, 5, -6),
        mvt.line({"class": "river"}, [[(0, 0), (300, 5)], [(7, 7), (-4, 9)]]),
        mvt.polygon({}, [square, hole]),
        extent=1 << 16,
    )
    [(name, extent, (city, river, lake))] = read(data)
    assert (name, extent) == ("layer", 65_536)
    assert (city.kind, city.tags) == (mvt.POINT, {"class": "city", "name": "Görlitz", "population": 56_000})
    assert mvt.decode_paths(city) == [[(5, -6)]]
    assert (river.kind, mvt.decode_paths(river)) == (mvt.LINE, [[(0, 0), (300, 5)], [(7, 7), (-4, 9)]])
    assert (lake.kind, mvt.decode_paths(lake)) == (mvt.POLYGON, [square, hole])


def test_two_tiles_are_joined_by_joining_their_bytes():
    road = mvt.encode_layers([mvt.Layer("roads", [mvt.point({}, 1, 1)])])
    place = mvt.encode_layers([mvt.Layer("places", [mvt.point({}, 2, 2)])])
    assert [layer.name for layer in mvt.decode_layers(road + place)] == ["roads", "places"]
    assert [layer.name for layer in mvt.decode_layers(road + place, names={"places"})] == ["places"]


def test_a_layer_without_features_is_not_written():
    assert mvt.encode_layers([mvt.Layer("empty")]) == b""


def test_a_figure_with_a_point_that_is_whole_is_a_number_and_a_signed_one_what_it_is():
    float_value, signed_value = bytes([0x15, 0, 0, 0x80, 0x3F]), bytes([0x30, 0x03])
    layer = b"\x0a\x01a" + b"\x12\x08\x12\x04\x00\x00\x01\x01\x18\x01" + b"\x1a\x01k\x1a\x01m"
    layer += b"\x22\x05" + float_value + b"\x22\x02" + signed_value
    [(_name, _extent, [feature])] = read(bytes([0x1A, len(layer)]) + layer)
    assert feature.tags == {"k": 1, "m": -2}


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 is no tile",
        tile(mvt.point({"name": "Görlitz"}, 1, 1))[:12],
        b"\x1a\x06\x12\x04\x12\x02\x07\x07",
        b"\x1f\x8b\x08\x00",
    ],
    ids=["a PDF", "cut off", "a tag that is not there", "still packed"],
)
def test_what_is_no_tile_is_refused(data):
    with pytest.raises(mvt.DamagedTile):
        list(mvt.decode_layers(data))


def test_commands_that_are_none_are_refused():
    with pytest.raises(mvt.DamagedTile, match="command 5"):
        mvt.decode_paths(mvt.Feature(mvt.LINE, {}, [5 | 1 << 3, 0, 0]))
    with pytest.raises(mvt.DamagedTile):
        mvt.decode_paths(mvt.Feature(mvt.LINE, {}, [mvt.MOVE_TO | 9 << 3, 0, 0]))
