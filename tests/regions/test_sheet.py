"""How places of the world come onto a sheet, and back."""

import pytest

from regions.tiles.mercator import MAX_LATITUDE, from_unit_square, to_unit_square
from regions.tiles.sheet import Sheet


def test_the_square_of_web_maps_begins_in_the_north_west():
    assert to_unit_square(-180, MAX_LATITUDE) == pytest.approx((0, 0), abs=1e-6)
    assert to_unit_square(180, -MAX_LATITUDE) == pytest.approx((1, 1), abs=1e-6)
    assert to_unit_square(0, 0) == pytest.approx((0.5, 0.5))
    assert to_unit_square(12.37, 51.34) == pytest.approx((0.534361, 0.333271), abs=1e-5)
    assert to_unit_square(0, 89) == to_unit_square(0, MAX_LATITUDE)
    assert to_unit_square(0, -89) == to_unit_square(0, -MAX_LATITUDE)
    assert from_unit_square(*to_unit_square(12.37, 51.34)) == pytest.approx((12.37, 51.34))


def test_a_sheet_around_a_place_has_it_in_its_middle_at_that_zoom():
    middle = to_unit_square(12.37, 51.34)
    sheet = Sheet.centered_on(middle, 9, 720, 240)
    assert sheet.project(*middle) == pytest.approx((360, 120))
    assert sheet.zoom == pytest.approx(9)
    left, top, right, bottom = sheet.bounds
    assert (right - left, bottom - top) == pytest.approx((720 / (256 * 2**9), 240 / (256 * 2**9)))
    assert sheet.project(left, top) == pytest.approx((0, 0), abs=1e-6)
    assert sheet.project(right, bottom) == pytest.approx((720, 240))


def test_a_sheet_through_three_places_brings_them_there_and_all_between():
    squares = [(0.5, 0.3), (0.6, 0.31), (0.49, 0.4)]
    units = [(10, 20), (110, 25), (12, 140)]
    sheet = Sheet.from_points(200, 150, squares, units)
    for place, unit in zip(squares, units, strict=True):
        assert sheet.project(*place) == pytest.approx(unit)
    assert sheet.project(0.55, 0.305) == pytest.approx((60, 22.5))
