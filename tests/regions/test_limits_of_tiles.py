"""What makes and reads tiles, at the very limits: plain figures, no file and no database."""

import gzip
import zlib
from math import hypot
from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import Point

from regions import crs, locating, utm
from regions.tiles import archives, generalizing, grid, junctions, motorways, mvt, shields
from regions.tiles.mvt import DamagedTile
from regions.tiles.sheet import Sheet, seen_through

# --- Tiles


@pytest.mark.parametrize(
    ("data", "content"),
    [(b"plain", b"plain"), (gzip.compress(b"a", mtime=0), b"a"), (zlib.compress(b"a"), b"a"), (b"", b"")],
)
def test_a_tile_is_unpacked_whatever_it_was_packed_with(data, content):
    assert archives.unpacked(data) == content


@pytest.mark.parametrize("data", [b"\x1f\x8bx", b"\x78x", gzip.compress(b"abc", mtime=0)[:-9]])
def test_a_tile_that_is_cut_off_is_damaged(data):
    with pytest.raises(DamagedTile):
        archives.unpacked(data)


@pytest.mark.parametrize(
    ("said", "is_taken"),
    [
        ("11,50,14,53", True),
        ("-180,-90,180,90", True),
        ("14,50,11,53", False),
        ("11,53,14,50", False),
        ("11,50,11,53", False),
        ("-181,50,14,53", False),
        ("11,-91,14,53", False),
        ("11,50,181,53", False),
        ("11,50,14,91", False),
        ("11,50,14", False),
        ("a,b,c,d", False),
        (None, False),
    ],
)
def test_bounds_are_those_that_a_file_says_if_they_are_some(said, is_taken):
    file = Given(
        metadata={"bounds": said} if said else {}, last_zoom=9, _asked=lambda *args: [(9, 1, 1, 1, 1)]
    )
    found = archives.MBTiles.bounds.fget(file)
    around_tile = grid.bounds_of(9, 1, 2**9 - 2)
    assert found == (tuple(map(float, said.split(","))) if is_taken else around_tile)


@pytest.mark.parametrize(("coarsest", "last", "count"), [(8, 14, 1), (7, 14, 0), (7, 7, 1)])
def test_around_coarse_tiles_no_bounds_are_taken(coarsest, last, count):
    boxes = [(coarsest, 1, 1, 1, 1), (14, 8000, 8000, 8000, 8000)]
    file = Given(metadata={}, last_zoom=last, _asked=lambda *args: boxes)
    west, south, east, north = archives.MBTiles.bounds.fget(file)
    assert (east - west > 1) is bool(count)


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ((0, 0, 2, 2), (1, 1, 3, 3), (1, 1, 2, 2)),
        ((0, 0, 1, 1), (1, 0, 2, 1), None),
        ((0, 0, 1, 1), (0, 1, 1, 2), None),
        ((0, 0, 9, 9), (2, 3, 4, 5), (2, 3, 4, 5)),
    ],
)
def test_bounds_that_only_touch_share_nothing(one, other, shared):
    assert grid.in_common(one, other) == grid.in_common(other, one) == shared


def test_tiles_are_numbered_within_the_world():
    assert (grid.column(-180, 3), grid.column(180, 3), grid.column(0, 3)) == (0, 7, 4)
    assert (grid.row(89, 3), grid.row(-89, 3)) == (0, 7)
    columns, rows = grid.tiles_over((11, 50, 14, 53), 6)
    assert all(len(numbers) >= 1 for numbers in (columns, rows))
    west, south, east, north = grid.bounds_of(6, columns[0], rows[0])
    assert west <= 11 < east
    assert south < 53 <= north
    assert grid.around([(0, 1, 2, 3), (-1, 2, 1, 5)]) == (-1, 1, 2, 5)
    wide = grid.widened((11, 50, 14, 53))
    assert wide[3] - 53 == pytest.approx(grid.MARGIN_KM / grid.KM_PER_DEGREE)
    assert 11 - wide[0] > wide[3] - 53


# --- Coarser tiles


@pytest.mark.parametrize(
    ("path", "is_ring", "kept"),
    [
        ([(0, 0), (3, 0), (9, 0)], False, [(0, 0), (9, 0)]),
        ([(0, 0), (4, 0), (9, 0)], False, [(0, 0), (4, 0), (9, 0)]),
        ([(0, 0), (0.2, 0)], False, []),
        ([(0, 0), (7, 0), (7, 7), (0, 7), (0, 0)], True, []),
        ([(0, 0), (8, 0), (8, 8), (0, 8), (0, 0)], True, [(0, 0), (8, 0), (8, 8), (0, 8), (0, 0)]),
        ([(0, 0), (8, 0), (0, 0)], True, []),
        ([(0, 0), (8, 0), (8, 1), (0, 1), (0, 0)], True, [(0, 0), (8, 0), (0, 1), (0, 0)]),
    ],
)
def test_corners_too_close_are_one_and_small_rings_none(path, is_ring, kept):
    assert generalizing.simplified(path, 4, is_ring) == kept


@pytest.mark.parametrize(("width", "height", "is_small"), [(3, 3, True), (4, 3, False), (3, 4, False)])
def test_a_ring_is_small_in_both_directions(width, height, is_small):
    assert generalizing._is_small([(0, 0), (width, height)], 4) is is_small


@pytest.mark.parametrize(
    ("quarter", "place", "added"),
    [
        ((0, 0), (0, 0), (0, 0)),
        ((1, 1), (0, 0), (2048, 2048)),
        ((0, 0), (4095, 4095), (2048, 2048)),
        ((0, 0), (4096, 0), None),
        ((0, 0), (0, 4096), None),
        ((0, 0), (-1, 0), None),
        ((0, 0), (0, -1), None),
    ],
)
def test_a_point_comes_from_the_tile_that_it_lies_in(quarter, place, added):
    layer = Given(extent=4096, added=[])
    layer.add = lambda kind, tags, commands: layer.added.append(commands)
    generalizing.add(layer, mvt.point({"class": "a"}, *place), quarter, 4096)
    wanted = [] if added is None else [mvt.point({}, *added).commands]
    assert layer.added == wanted


def test_only_what_no_tile_of_a_zoom_holds_is_taken_from_the_next(monkeypatch):
    monkeypatch.setattr(generalizing, "asked", lambda zoom: {"roads": {"a", "b", "c"}})
    held = {8: {("roads", "a")}, 9: {("roads", "a"), ("roads", "b")}}
    assert generalizing.missing(held) == {8: {"roads": {"b"}}}


# --- Roads


@pytest.mark.parametrize(
    ("ref", "numbers"),
    [
        ("A14;E 49", ["A 14"]),
        ("B 96a", ["B 96a"]),
        ("D8", ["D 8"]),
        ("E 45", []),
        ("A 1234", []),
        (None, []),
        ("L 12; B2", ["L 12", "B 2"]),
    ],
)
def test_roads_are_known_by_the_numbers_of_their_country(ref, numbers):
    assert shields.numbers_in(ref) == numbers


@pytest.mark.parametrize(
    ("class_", "ref", "is_found"),
    [
        ("motorway", "A 14", True),
        ("motorway", "D 8", True),
        ("trunk", "B 2", True),
        ("trunk", "L 12", False),
        ("primary", "B 2", True),
        ("secondary", "B 2", False),
    ],
)
def test_a_road_bears_its_number_where_the_country_gave_it(class_, ref, is_found):
    line = Given(
        kind=mvt.LINE,
        tags={"class": class_, "ref": ref},
        commands=mvt.drawn([[(0, 0), (8, 0)]], closes=False),
    )
    point = Given(kind=mvt.POINT, tags=line.tags, commands=line.commands)
    found = list(shields.numbered(Given(extent=2048, features=[line, point])))
    assert [(number, road) for number, road, _line in found] == [(ref, class_)] * is_found
    assert not found or found[0][2] == [(0, 0), (16, 0)]


@pytest.mark.parametrize(
    ("number", "known", "class_"),
    [
        ("A 14", "motorway", "motorway"),
        ("B 2", "motorway", "trunk"),
        ("B 2", "primary", "primary"),
        ("B 2", None, "primary"),
        ("D 8", "trunk", "motorway"),
    ],
)
def test_a_federal_road_keeps_its_plate(number, known, class_):
    found = Given(classes={number: known} if known else {})
    assert shields.Shields._class(found, number) == class_


def test_shields_stand_apart_and_nearest_to_the_middle_of_their_cell():
    assert shields.placed({(5, 5), (1, 1)}, 10) == [(5, 5)]
    assert len(shields.placed({(9, 5), (11, 5)}, 10)) == 1
    assert shields.placed({(5, 5), (11, 5)}, 10) == [(5, 5), (11, 5)]
    assert hypot(11 - 5, 0) == shields.APART * 10
    assert shields.placed({(5, 5), (10.9, 5)}, 10) == [(5, 5)]
    places = shields.tried([[(0, 0), (shields.STEP * 2, 0)]])
    assert (0, 0) in places
    assert len(places) == 3


def test_a_motorway_is_the_shortest_net_of_its_junctions():
    far = motorways.LONGEST_GAP
    assert list(motorways.shortest_net([])) == []
    assert list(motorways.shortest_net([(0, 0), (far, 0)])) == [((0, 0), (far, 0))]
    assert list(motorways.shortest_net([(0, 0), (far + 1, 0)])) == []
    net = set(motorways.shortest_net([(0, 0), (10, 0), (20, 0), (10, 5)]))
    assert net == {((0, 0), (10, 0)), ((10, 0), (10, 5)), ((10, 0), (20, 0))}
    [line] = motorways.lines_through([(0, 0), (10, 0), (20, 5)])
    assert (line[0], line[-1]) == ((0, 0), (20, 5))
    assert (10, 0) not in line
    assert len(motorways.lines_through([(0, 0), (10, 0), (20, 0), (10, 5)])) == 3


@pytest.mark.parametrize(
    ("distance", "road"), [(0, "A 9"), (junctions.NEAREST_ROAD, "A 9"), (junctions.NEAREST_ROAD + 1, None)]
)
def test_a_junction_belongs_to_the_motorway_near_it(monkeypatch, distance, road):
    roads = [("A 9", "motorway", [(0, 0), (4000, 0)]), ("B 2", "trunk", [(0, distance), (4000, distance)])]
    monkeypatch.setattr(junctions, "numbered", lambda names: [*roads, ("A 1", "motorway", [(0, 0)])])
    layer = Given(extent=mvt.EXTENT, features=[mvt.point({}, 100, distance)])
    found = junctions.with_roads(layer, "names").features[0].tags.get(junctions.ROAD)
    assert found == road
    bare = Given(extent=mvt.EXTENT, features=[mvt.point({}, 100, 0)])
    assert junctions.ROAD not in junctions.with_roads(bare, None).features[0].tags


# --- Sheets and systems of coordinates


def test_a_sheet_brings_places_of_the_square_to_its_units_and_back():
    sheet = Sheet.around((0.5, 0.25), 3, 200, 100)
    assert sheet.place(0.5, 0.25) == (100, 50)
    assert sheet.zoom == pytest.approx(3)
    left, top, right, bottom = sheet.bounds
    assert (right - left, bottom - top) == pytest.approx((200 / 2048, 100 / 2048))
    through = Sheet.through(200, 100, [(0, 0), (1, 0), (0, 1)], [(10, 20), (110, 20), (10, 70)])
    assert (through.place(1, 1), through.place(0.5, 0)) == ((110, 70), (60, 20))
    matrix, unit = sheet.of_tile(3, 4, 2, 4096)
    assert (matrix[0] * 4096, unit * 4096) == (256, 256)
    assert seen_through((1, 0, 0, 1, 0, 0), 10, 5, 1) == (-1, -1, 11, 6)


@pytest.mark.parametrize(
    ("box", "is_outside"),
    [
        ((11, 50, 14, 53), False),
        ((50, 50, 60, 53), True),
        ((44, 50, 60, 53), True),
        ((43.9, 50, 60, 53), False),
        ((11, 85, 14, 89), True),
        ((11, 0, 14, 25), True),
        ((-180, -90, 180, 90), False),
    ],
)
def test_a_box_is_one_as_far_as_europe_goes(box, is_outside):
    assert (crs.densified_bbox(*box) is None) is is_outside


@pytest.mark.parametrize(
    ("end", "points"), [((0.05, 0), 1), ((0.0501, 0), 2), ((0, 0.1), 2), ((0, 0), 1), ((-0.11, 0.01), 3)]
)
def test_no_edge_goes_far_without_a_point(end, points):
    assert len(list(crs._edge((0, 0), end))) == points


def test_places_are_turned_at_once_and_rounded():
    assert crs.wgs84_places([]) == []
    [(longitude, latitude)] = crs.wgs84_places([(4_321_000, 3_210_000)])
    assert (longitude, latitude) == pytest.approx((10, 52), abs=1e-6)
    assert crs.geojson_geometry(None) is None
    shown = crs.geojson_geometry(Point(12.123456789, 51.5, srid=4326))
    assert shown == {"type": "Point", "coordinates": [12.123457, 51.5]}
    assert crs.to_storage(Point(10, 52)).coords == pytest.approx((4_321_000, 3_210_000), abs=0.01)


# --- Typed coordinates


@pytest.mark.parametrize(
    ("text", "srids"),
    [
        ("33 312345 5690123", [25833]),
        ("33U 312345,5 5690123,4", [25833]),
        ("33312345 5690123", [25833]),
        ("312345 5690123", [25832, 25833]),
        ("312345,5690123", [25832, 25833]),
        ("E 312.345 N 5.690.123 (Zone 33)", [25833]),
        ("EPSG:25832 312345 5690123", [25832]),
        ("99999 5690123", []),
        ("100000 5690123", [25832, 25833]),
        ("1000000 5690123", []),
        ("312345 4999999", []),
        ("312345 5000000", [25832, 25833]),
        ("312345 6500000", []),
        ("312345", []),
        ("312345 5690123 7", []),
        ("312345 5690123 Halle", []),
        ("34312345 5690123", []),
        ("312345 5690123" + " " * 100, []),
    ],
)
def test_coordinates_are_read_as_surveyors_write_them(text, srids):
    assert [point.srid for point in utm.read_utm(text)] == srids


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("5.690.123,45", 5690123.45),
        ("312345.5", 312345.5),
        ("312.345", 312345),
        ("312345", 312345),
        ("3123,456", 3123.456),
        ("5,690,123", 5690123),
    ],
)
def test_what_comes_last_and_only_once_separates_decimals(number, value):
    assert utm._value(number) == value


@pytest.mark.parametrize(
    ("point", "is_inside"),
    [
        ((11, 50), True),
        ((14, 53), True),
        ((10.9, 51), False),
        ((12, 53.1), False),
        ((14.1, 51), False),
        ((12, 49.9), False),
    ],
)
def test_a_point_on_the_edge_is_within(point, is_inside):
    assert utm.is_within(Point(*point), (11, 50, 14, 53)) is is_inside


def test_spots_that_are_called_alike_are_one_that_shows_them_all():
    spots = [
        locating.Spot("Torgau", Point(12, 51, srid=4326)),
        locating.Spot("TORGAU", Point(13, 52, srid=4326), is_exact=True),
        locating.Spot("Eilenburg", Point(12, 51, srid=4326), is_exact=True),
    ]
    one, other = locating.without_doubles(spots)
    assert (one["label"], one["extent"], one["point"]) == ("Torgau", [12, 51, 13, 52], None)
    assert other["point"] == [12, 51]


def test_a_spot_is_found_by_each_word_in_some_way():
    condition = locating.every(["tor", "gau"], "name__icontains", "code__icontains")
    assert [len(word.children) for word in condition.children] == [3, 3]
    assert condition.connector == "AND"
    assert {word.connector for word in condition.children} == {"OR"}
