"""An area is computed once."""

import pytest
from django.core.cache import cache

from roads.engine import Graph
from roads.faults import RoadsRefused
from roads.reach_areas import reach_area
from tests.road_graph import ELSEWHERE, at, needs_roads

pytestmark = [needs_roads, pytest.mark.slow]


@pytest.fixture
def computed(monkeypatch):
    """What was computed in the test."""
    cache.clear()
    asked, reach = [], Graph.reach

    def count(self, *about):
        asked.append(about)
        return reach(self, *about)

    monkeypatch.setattr(Graph, "reach", count)
    return asked


def test_an_area_is_computed_once(roads, computed):
    one, again = (reach_area(at("Waldau"), 8, "lorry") for _time in range(2))
    assert one.equals_exact(again)
    assert again.srid == 3035
    assert len(computed) == 1


def test_other_minutes_another_vehicle_another_place_are_other_areas(roads, computed):
    for place, minutes, vehicle in [
        ("Waldau", 8, "lorry"),
        ("Waldau", 9, "lorry"),
        ("Waldau", 8, "car"),
        ("Zettlitz", 8, "car"),
    ]:
        reach_area(at(place), minutes, vehicle)
    assert len(computed) == 4


def test_no_road_has_no_area_and_bad_minutes_are_refused(roads):
    assert reach_area(at(ELSEWHERE), 8, "car") is None
    with pytest.raises(RoadsRefused):
        reach_area(at("Waldau"), 10_000, "car")
    with pytest.raises(ValueError, match="bicycle"):
        reach_area(at("Waldau"), 8, "bicycle")


def test_without_a_graph_there_is_no_area():
    assert reach_area(at("Waldau"), 8, "car") is None
