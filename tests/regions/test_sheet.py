"""How places of the world come onto a sheet, and back."""

import pytest

from regions.tiles.mercator import NORTHERNMOST, square, wgs84
from regions.tiles.sheet import Sheet


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
