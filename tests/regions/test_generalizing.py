"""Which corners and rings a coarse tile keeps of a finer one."""

import pytest

from regions.tiles import mvt
from regions.tiles.generalizing import extended, missing, simplified


def ring(width, height, at=0):
    return [(at, at), (at + width, at), (at + width, at + height), (at, at + height), (at, at)]


@pytest.mark.parametrize(
    ("width", "height", "is_kept"), [(8, 8, True), (8, 7, True), (7, 8, True), (7, 7, False), (0, 8, False)]
)
def test_a_ring_is_kept_that_is_long_or_wide_enough(width, height, is_kept):
    assert bool(simplified(ring(width, height), 4, is_ring=True)) is is_kept


def test_corners_closer_than_the_tolerance_to_the_last_one_go_and_the_ends_stay():
    path = [(0, 0), (3, 3), (4, 0), (7, 3), (4, 4), (9, 4), (10, 4)]
    assert simplified(path, 4, is_ring=False) == [(0, 0), (4, 0), (4, 4), (9, 4), (10, 4)]


def test_corners_become_whole_numbers_and_none_stands_twice():
    assert simplified([(0.4, 0.4), (0.0, 0.2), (5.6, 0.4)], 0, is_ring=False) == [(0, 0), (6, 0)]
    assert simplified([(0.1, 0), (0.2, 0)], 0, is_ring=False) == []
    assert simplified(ring(0.4, 9), 0.1, is_ring=True) == []


def test_a_class_comes_from_the_next_zoom_where_that_has_it_and_this_one_has_not():
    rail = ("transportation", "rail")
    assert missing({9: set(), 10: {rail}}) == {9: {"transportation": {"rail"}}}
    assert missing({9: {rail}, 10: {rail}}) == {}
    assert missing({9: set(), 11: {rail}}) == {}
    assert missing({7: set(), 8: {rail}}) == {}  # rails are drawn from 9 on, of the tiles of 8
    assert missing({8: set(), 9: {rail}}) == {8: {"transportation": {"rail"}}}


def finer(*features, name="place", extent=4096):
    return mvt.encoded([mvt.Layer(name, list(features), extent)])


def places_of(data):
    return [mvt.paths(feature) for layer in mvt.layers(data) for feature in layer.features]


def test_a_point_comes_into_its_quarter_half_as_far_from_the_corner():
    content = finer(mvt.point({"class": "town"}, 1000, 2000))
    found = {
        quarter: extended(b"", {quarter: content}, {"place": {"town"}})
        for quarter in ((0, 0), (1, 0), (0, 1))
    }
    assert {quarter: places_of(data)[0][0][0] for quarter, data in found.items()} == {
        (0, 0): (500, 1000),
        (1, 0): (2548, 1000),
        (0, 1): (500, 3048),
    }


@pytest.mark.parametrize(
    ("x", "y", "is_kept"),
    [(0, 0, True), (4095, 4095, True), (-1, 0, False), (0, -1, False), (4096, 0, False), (0, 4096, False)],
)
def test_a_point_in_the_margin_is_the_neighbours(x, y, is_kept):
    content = finer(mvt.point({"class": "town"}, x, y))
    assert bool(places_of(extended(b"", {(1, 1): content}, {"place": {"town"}}))) is is_kept


def test_only_the_wanted_classes_come_and_what_was_there_stays():
    content = finer(mvt.point({"class": "town"}, 10, 10), mvt.point({"class": "village"}, 20, 20))
    there = finer(mvt.point({"class": "city"}, 30, 30))
    assert places_of(extended(there, {(0, 0): content}, {"place": {"village"}})) == [
        [[(30, 30)]],
        [[(10, 10)]],
    ]
    assert extended(there, {}, {"place": {"village"}})
    assert extended(b"", {(0, 0): content}, {"place": {"hamlet"}}) == b""
