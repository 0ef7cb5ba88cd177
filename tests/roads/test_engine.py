"""What is told of the roads of a small region agrees with itself, and with what was measured otherwise."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace

import pytest
from django.contrib.gis.geos import Polygon
from django.utils.translation import override

from database.locking import HEAVY_WORK_SLOTS, WEB_THREADS
from regions.crs import to_storage
from roads import engine, engine_client, installed
from roads.engine import Access, Graph, Stop, current_graph
from roads.faults import EngineUnavailable, RoadsRefused, RouteNotFound, TakesTooLong
from roads.vehicles import Vehicle
from tests.road_graph import DAY, ELSEWHERE, VILLAGES, at, needs_roads

pytestmark = [needs_roads, pytest.mark.slow]

LORRY, CAR = Vehicle.LORRY, Vehicle.CAR

KNOWN = [
    ("Neudrossenfeld", "Harsdorf", 6.17, 462, 466),
    ("Altenplos", "Ramsenthal", 8.84, 670, 687),
    ("Waldau", "Crottendorf", 9.62, 596, 669),
    ("Unterwaiz", "Pechgraben", 8.84, 553, 620),
    ("Ramsenthal", "Sandreuth", 1.56, 97, 117),
    ("Neudrossenfeld", "Unterkonnersreuth", 6.13, 352, 420),
    ("Muckenreuth", "Waldau", 4.29, 324, 324),
    ("Hochtheta", "Harsdorf", 7.13, 488, 557),
    ("Harsdorf", "Neudrossenfeld", 6.17, 462, 464),
    ("Pechgraben", "Unterwaiz", 8.84, 557, 623),
]
"""Kilometres by a search of our own for the fastest way in the same file, that knows nothing of this engine; seconds of
car and lorry as this engine gave them, so that a change is seen (what is plausible is asked in test_stops.py). At the
speeds of the signs alone the ways take 0 to 14 % less: the rest is for bends and crossings.
"""


@pytest.mark.parametrize(("start", "end", "km", "by_car", "by_lorry"), KNOWN)
def test_ways_are_as_long_as_they_are(roads, start, end, km, by_car, by_lorry):
    car, lorry = (roads.route(at(start), at(end), vehicle) for vehicle in (CAR, LORRY))
    assert (car.metres / 1000, car.seconds) == (pytest.approx(km, rel=0.05), pytest.approx(by_car, rel=0.05))
    assert lorry.seconds == pytest.approx(by_lorry, rel=0.05)
    assert not car.has_ferry
    assert not car.has_toll


def test_from_outside_the_graph_no_times_are_known(roads):
    assert roads.access(at(ELSEWHERE), CAR) is Access.OUTSIDE
    assert roads.route(at(ELSEWHERE), at("Waldau"), CAR) is None
    assert roads.reach(at(ELSEWHERE), 10, CAR) is None


def test_a_place_farther_than_500_m_from_any_road_has_none(roads):
    wide = Graph(replace(roads.data, bounds=(11.3, 49.8, 11.8, 50.2)))
    remote, beside = at((11.40, 50.09)), at((11.5244, 50.0045))
    assert wide.access(beside, CAR, Stop("", 450, engine.STREETS)) is Access.NO_ROAD
    assert wide.access(beside, CAR) is Access.ROAD
    for vehicle in Vehicle:
        assert wide.access(remote, vehicle) is Access.NO_ROAD
        assert wide.route(remote, at("Waldau"), vehicle) is None
        assert wide.reach(remote, 10, vehicle) is None


@pytest.mark.parametrize("vehicle", Vehicle)
@pytest.mark.parametrize("minutes", [5, 8])
def test_what_is_reached_in_time_lies_within_the_area(roads, vehicle, minutes):
    area = roads.reach(at("Neudrossenfeld"), minutes, vehicle)
    ways = {name: roads.route(at("Neudrossenfeld"), at(name), vehicle) for name in VILLAGES}
    near = [name for name, way in ways.items() if way.seconds < (minutes - 1) * 60]
    far = [name for name, way in ways.items() if way.seconds > (minutes + 2) * 60]
    assert len(near) > 1
    assert len(far) > 1
    assert [name for name in near if not area.contains(to_storage(at(name)))] == []
    assert [name for name in far if area.contains(to_storage(at(name)))] == []


def test_an_area_is_small_and_whole(roads):
    for minutes in (1, 10, 120):
        area = roads.reach(at("Neudrossenfeld"), minutes, CAR)
        assert (area.geom_type, area.srid, area.valid) == ("MultiPolygon", 3035, True)
        assert area.num_coords <= engine.MAX_POINTS


def test_an_area_in_a_thousand_pieces_becomes_simple_too():
    def square(x, y, side):
        return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]

    holes = [square(11.001 + i / 40, 50.001 + j / 40, 0.01) for i in range(12) for j in range(12)]
    land = Polygon(square(11, 50, 0.32), *holes)
    specks = [Polygon(square(11.5 + i / 50, 50 + j / 50, 0.004)) for i in range(20) for j in range(20)]
    area = engine.to_multipolygon([land, *specks])
    assert (area.geom_type, area.srid, area.valid) == ("MultiPolygon", 3035, True)
    assert 4 < area.num_coords <= engine.MAX_POINTS
    assert area.area >= to_storage(Polygon(*land.coords, srid=4326)).area


@pytest.mark.parametrize("minutes", [0, -5, 121, 10_000])
def test_minutes_beyond_what_is_computed_are_refused_in_words(roads, minutes):
    with pytest.raises(RoadsRefused) as refused:
        roads.reach(at("Waldau"), minutes, CAR)
    assert str(refused.value) == "Berechnet werden Fahrzeiten von 1 bis 120 Minuten."
    with override("en"), pytest.raises(ValueError, match="Between 1 and 120 minutes"):
        roads.reach(at("Waldau"), minutes, CAR)


def test_a_graph_says_its_day_and_whose_data_it_is(roads):
    assert str(roads.day) == DAY
    assert roads.source == "© OpenStreetMap contributors, ODbL 1.0"


def test_a_computation_that_takes_too_long_is_given_up_and_the_next_one_answered(roads, monkeypatch):
    assert roads.access(at("Waldau"), CAR) is Access.ROAD
    os.kill(engine_client._running.process.pid, signal.SIGSTOP)
    monkeypatch.setattr(engine_client, "ANSWER_TIMEOUT", 0.2)
    with pytest.raises(TakesTooLong):
        roads.route(at("Waldau"), at("Altenplos"), CAR)
    monkeypatch.undo()
    assert roads.route(at("Waldau"), at("Altenplos"), CAR)


def test_one_thread_of_the_portal_never_waits_for_the_engine(roads):
    """Else as many questions at once as there are threads would stop all other pages."""
    with ExitStack() as busy:
        for _thread in range(WEB_THREADS - 1):
            busy.enter_context(HEAVY_WORK_SLOTS)
        with pytest.raises(TakesTooLong):
            current_graph().route(at("Harsdorf"), at("Waldau"), CAR)
    assert current_graph().route(at("Harsdorf"), at("Waldau"), CAR)
    assert HEAVY_WORK_SLOTS._value == WEB_THREADS - 1


def test_an_engine_that_was_killed_is_begun_again(roads):
    assert roads.access(at("Waldau"), CAR) is Access.ROAD
    engine_client._running.process.kill()
    engine_client._running.process.wait()
    assert roads.access(at("Waldau"), CAR) is Access.ROAD


def test_where_no_process_can_be_begun_visitors_read_a_sentence_and_operators_the_reason(roads, monkeypatch):
    def fails(file):
        raise OSError(12, "Cannot allocate memory")

    engine_client.stop_process()
    monkeypatch.setattr(engine_client, "EngineProcess", fails)
    with pytest.raises(EngineUnavailable) as fault:
        roads.route(at("Waldau"), at("Altenplos"), CAR)
    assert "Cannot allocate memory" in fault.value.reason
    assert "memory" not in str(fault.value)


def test_a_file_that_is_no_graph_is_told(roads, tmp_path):
    broken = tmp_path / "graph.tar"
    broken.write_bytes(b"no graph" * 1000)
    with pytest.raises((EngineUnavailable, RouteNotFound)):
        engine_client.query_engine(broken, "route", {"locations": [], "costing": "auto"})
    assert roads.access(at("Waldau"), CAR) is Access.ROAD


def test_a_graph_of_another_version_of_the_package_is_not_read(roads, settings, tmp_path):
    settings.ROADS_DIR = tmp_path
    installed.activate_graph(replace(roads.data, engine="3.4.0"))
    assert current_graph() is None
    assert "was built by pyvalhalla 3.4.0" in engine.explain_missing_graph()


def test_without_the_package_there_is_no_graph(roads, monkeypatch):
    monkeypatch.setattr(installed, "package_version", lambda: "")
    monkeypatch.setattr(engine, "package_version", lambda: "")
    assert current_graph() is None
    assert "the package that reads it is not" in engine.explain_missing_graph()


def test_without_a_graph_there_is_none():
    assert current_graph() is None
    assert "No road graph is installed" in engine.explain_missing_graph()


def test_the_portal_itself_never_loads_the_engine(roads):
    """Its SpatiaLite does not bear the system's beside it (docs/adr/0082)."""
    roads.route(at("Waldau"), at("Altenplos"), CAR)
    assert "valhalla" not in sys.modules


def test_the_process_ends_with_whoever_asks(roads):
    done = subprocess.run(
        [sys.executable, "-m", "roads.engine_process", str(roads.data.file)],
        cwd=engine_client.PROJECT_DIR,
        input=b"",
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == b""
