"""The map of several spaces: every number is seen, and no word lies on another."""

from itertools import combinations

import pytest

from sites.models import Space
from sites.papers.expose.candidates import SIZE, candidates_map, marker_box
from sites.papers.expose.drawings import boxes_overlap
from tests.factories.sites import LEIPZIG, SpaceFactory

pytestmark = pytest.mark.django_db

HALLE = (11.97, 51.48)


def markers_of(*places, **fields):
    for place in places:
        SpaceFactory(at=place, **fields)
    return candidates_map(Space.objects.order_by("number")).markers


def boxes_of(markers):
    return [marker_box(marker.x, marker.y) for marker in markers] + [
        marker.label for marker in markers if marker.name
    ]


def test_spaces_have_their_numbers_in_order_and_where_they_lie():
    markers = markers_of(LEIPZIG, HALLE)
    assert [marker.number for marker in markers] == [1, 2]
    assert markers[1].x < markers[0].x
    assert markers[1].y < markers[0].y
    assert not any(marker.is_displaced for marker in markers)


def test_twenty_at_one_place_stand_side_by_side_with_lines_to_it():
    markers = markers_of(*[LEIPZIG] * 20, name="Gewerbepark an der Landstraße")
    assert not any(boxes_overlap(one, other) for one, other in combinations(boxes_of(markers), 2))
    assert all(
        left >= 0 and top >= 0 and right <= SIZE[0] and bottom <= SIZE[1]
        for left, top, right, bottom in boxes_of(markers)
    )
    assert [marker.is_displaced for marker in markers] == [False] + [True] * 19
    assert len({marker.place for marker in markers}) == 1


def test_a_name_that_finds_no_room_is_left_to_the_table():
    markers = markers_of(*[(12.37 + step / 500, 51.34) for step in range(12)], name="Gewerbepark Nord")
    assert not all(marker.name for marker in markers)
    assert any(marker.name for marker in markers)
    assert not any(boxes_overlap(one, other) for one, other in combinations(boxes_of(markers), 2))


def test_a_name_without_end_is_cut():
    (marker,) = markers_of(LEIPZIG, name="Industriegebiet " * 10)
    assert len(marker.name) <= 30
    assert marker.name.endswith("…")


def test_what_it_shows_is_said_in_words():
    markers_of(LEIPZIG, name="Nordfeld")
    drawing = candidates_map(Space.objects.all())
    assert "1 Nordfeld" in drawing.title


def test_without_a_place_there_is_no_map():
    SpaceFactory(municipality=None)
    assert candidates_map(Space.objects.all()) is None


def test_a_place_that_is_not_disclosed_is_its_municipality():
    hidden = SpaceFactory(at=LEIPZIG, hidden_place=True)
    open_one = SpaceFactory(at=(12.22, 51.39))
    one, other = candidates_map([hidden, open_one]).markers
    assert one.place == pytest.approx(other.place, abs=1)
