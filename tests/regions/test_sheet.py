"""How places of the world come onto a sheet, and back."""

from itertools import pairwise

import pytest

from regions.tiles import archives, kinds
from regions.tiles.mercator import NORTHERNMOST, square, wgs84
from regions.tiles.sheet import Sheet, seen_through


def test_the_square_of_web_maps_begins_in_the_north_west():
    assert square(-180, NORTHERNMOST) == pytest.approx((0, 0), abs=1e-6)
    assert square(180, -NORTHERNMOST) == pytest.approx((1, 1), abs=1e-6)
    assert square(0, 0) == pytest.approx((0.5, 0.5))
    assert square(12.37, 51.34) == pytest.approx((0.534361, 0.333271), abs=1e-5)
    assert square(0, 89) == square(0, NORTHERNMOST)
    assert square(0, -89) == square(0, -NORTHERNMOST)
    assert wgs84(*square(12.37, 51.34)) == pytest.approx((12.37, 51.34))


def test_a_sheet_around_a_place_has_it_in_its_middle_at_that_zoom():
    middle = square(12.37, 51.34)
    sheet = Sheet.around(middle, 9, 720, 240)
    assert sheet.place(*middle) == pytest.approx((360, 120))
    assert sheet.zoom == pytest.approx(9)
    left, top, right, bottom = sheet.bounds
    assert (right - left, bottom - top) == pytest.approx((720 / (256 * 2**9), 240 / (256 * 2**9)))
    assert sheet.place(left, top) == pytest.approx((0, 0), abs=1e-6)
    assert sheet.place(right, bottom) == pytest.approx((720, 240))


def test_a_sheet_through_three_places_brings_them_there_and_all_between():
    squares = [(0.5, 0.3), (0.6, 0.31), (0.49, 0.4)]
    units = [(10, 20), (110, 25), (12, 140)]
    sheet = Sheet.through(200, 150, squares, units)
    for place, unit in zip(squares, units, strict=True):
        assert sheet.place(*place) == pytest.approx(unit)
    assert sheet.place(0.55, 0.305) == pytest.approx((60, 22.5))


def test_what_is_seen_through_a_matrix_holds_its_margin():
    matrix = (2, 0, 0, 4, 10, 20)
    assert seen_through(matrix, 100, 200) == (-5, -5, 45, 45)
    assert seen_through(matrix, 100, 200, margin=10) == (-10, -7.5, 50, 47.5)


def test_a_tile_comes_to_where_it_lies_on_the_sheet():
    sheet = Sheet.around(square(12.37, 51.34), 9, 720, 240)
    (a, b, c, d, left, top), unit = sheet.of_tile(9, 273, 170, 4096)
    assert (left, top) == pytest.approx(sheet.place(273 / 512, 170 / 512))
    assert (a * 4096 + left, d * 4096 + top) == pytest.approx(sheet.place(274 / 512, 171 / 512))
    assert (b, c, unit) == (0, 0, pytest.approx(256 / 4096))


@pytest.mark.parametrize(("name", "reads"), [(kinds.PMTILES, "PMTiles"), (kinds.MBTILES, "MBTiles")])
def test_an_archive_is_opened_as_what_it_is(monkeypatch, name, reads):
    for reader in ("PMTiles", "MBTiles"):
        monkeypatch.setattr(archives, reader, lambda path, reader=reader: (reader, path))
    assert archives.opened("path", type("Kind", (), {"name": name})) == (reads, "path")


def test_tiles_are_taken_from_zoom_4_to_14():
    assert (archives.DRAWN, len(archives.ZOOMS)) == ((4, 14), 11)
    assert all(after - before == 1 for before, after in pairwise(archives.ZOOMS))
