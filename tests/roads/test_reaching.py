"""An area is computed once."""

import pytest

from roads import reaching
from roads.engine import Graph
from roads.faults import RoadsRefused
from roads.reaching import reach_area
from roads.vehicles import Vehicle
from tests.road_graph import ELSEWHERE, at, needs_roads

pytestmark = [needs_roads, pytest.mark.slow]


@pytest.fixture
def kept(roads):
    folder = roads.data.folder / "reach"
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    return folder


@pytest.fixture
def computed(monkeypatch):
    """What was computed in the test."""
    asked, reach = [], Graph.reach

    def count(self, *about):
        asked.append(about)
        return reach(self, *about)

    monkeypatch.setattr(Graph, "reach", count)
    return asked


def test_an_area_is_computed_once(kept, computed):
    one, again = (reach_area(at("Waldau"), 8, "lorry") for _time in range(2))
    assert one.equals_exact(again)
    assert again.srid == 3035
    assert len(computed) == 1
    assert len(list(kept.iterdir())) == 1


def test_other_minutes_another_vehicle_another_place_are_other_areas(kept, computed):
    for place, minutes, vehicle in [
        ("Waldau", 8, "lorry"),
        ("Waldau", 9, "lorry"),
        ("Waldau", 8, "car"),
        ("Zettlitz", 8, "car"),
    ]:
        reach_area(at(place), minutes, vehicle)
    assert len(computed) == 4


def test_a_damaged_one_is_computed_again(kept, computed):
    reach_area(at("Waldau"), 8, Vehicle.CAR)
    next(kept.iterdir()).write_bytes(b"half")
    assert reach_area(at("Waldau"), 8, Vehicle.CAR).valid
    assert len(computed) == 2


def test_their_number_is_bounded_and_the_oldest_go(kept, monkeypatch):
    monkeypatch.setattr(reaching, "MOST_AREAS", 3)
    monkeypatch.setattr(reaching, "FORGOTTEN_AT_ONCE", 2)
    for minutes in range(1, 6):
        reach_area(at("Waldau"), minutes, "car")
        assert len(list(kept.iterdir())) <= 3
    assert any(file.name.startswith("car-plot-500-5-") for file in kept.iterdir())


def test_no_road_has_no_area_and_bad_minutes_are_refused(kept):
    assert reach_area(at(ELSEWHERE), 8, "car") is None
    with pytest.raises(RoadsRefused):
        reach_area(at("Waldau"), 10_000, "car")
    with pytest.raises(ValueError, match="bicycle"):
        reach_area(at("Waldau"), 8, "bicycle")


def test_without_a_graph_there_is_no_area():
    assert reach_area(at("Waldau"), 8, "car") is None
