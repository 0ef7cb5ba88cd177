"""What is told of ways, and how far the engine may go: each condition by itself, at its limits."""

import json
import subprocess
import sys
from types import SimpleNamespace as Given

import pytest
from django.conf import settings
from django.contrib.gis.geos import Point

from regions.tiles import grid
from roads import building, engine, installed, reaching
from roads.engine import Graph, Leg
from roads.faults import RoadsRefused
from roads.installed import RoadData
from roads.vehicles import Vehicle
from tests.road_graph import needs_roads

DATA = RoadData("abc", "3.5.1", (11.0, 50.0, 12.0, 51.0), attribution="© Mappers", licence="ODbL 1.0")


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (29, 0), (31, 1), (89, 1), (91, 2), (3_600, 60)])
def test_a_way_takes_whole_minutes(seconds, minutes):
    assert Leg(seconds, 1).minutes == minutes


def test_what_the_engine_gives_in_kilometres_is_kept_in_metres():
    assert engine._leg(60, 1.5) == Leg(60, 1_500)
    assert engine._leg(0, 0) == Leg(0, 0)
    assert engine._leg(None, None) is None


@pytest.mark.parametrize(("minutes", "is_taken"), [(0.9, False), (1, True), (120, True), (120.1, False)])
def test_reach_areas_are_computed_from_a_minute_to_two_hours(minutes, is_taken):
    if is_taken:
        engine.check_minutes(minutes)
    else:
        with pytest.raises(RoadsRefused):
            engine.check_minutes(minutes)


@pytest.mark.parametrize(
    ("place", "is_covered"),
    [
        ((11, 50), True),
        ((12, 51), True),
        ((10.9, 50.5), False),
        ((12.1, 50.5), False),
        ((11.5, 49.9), False),
        ((11.5, 51.1), False),
    ],
)
def test_a_graph_covers_all_within_its_bounds_and_nothing_beyond(place, is_covered):
    assert Graph(DATA).covers(Point(*place, srid=4326)) is is_covered


@pytest.mark.parametrize(
    ("more", "source"),
    [
        ({}, "© Mappers, ODbL 1.0"),
        ({"licence": ""}, "© Mappers"),
        ({"attribution": ""}, "ODbL 1.0"),
        ({"attribution": "", "licence": ""}, ""),
    ],
)
def test_whose_roads_they_are_is_told_as_far_as_it_is_known(more, source):
    assert Graph(Given(**{"attribution": DATA.attribution, "licence": DATA.licence} | more)).source == source


@pytest.mark.parametrize(
    ("version", "is_readable"),
    [("3.5.1", True), ("3.5.9", True), ("3.6.1", False), ("4.5.1", False), ("", False)],
)
def test_a_graph_is_read_by_the_series_that_built_it(monkeypatch, version, is_readable):
    monkeypatch.setattr(installed, "package_version", lambda: version)
    assert DATA.is_readable is is_readable


def test_places_within_ten_metres_have_one_area_of_one_name():
    def name(x, y, minutes, vehicle, start=engine.PLOT):
        return reaching._name(reaching.on_grid(Point(x, y, srid=3035)), minutes, vehicle, start)

    assert name(4_486_334, 3_139_216, 8, Vehicle.CAR) == "car-plot-500-8-4486330-3139220.wkb"
    assert name(4_486_326, 3_139_224, 8.0, Vehicle.CAR) == "car-plot-500-8-4486330-3139220.wkb"
    assert name(4_486_336, 3_139_216, 7.5, Vehicle.LORRY) == "lorry-plot-500-7.5-4486340-3139220.wkb"
    at_a_port = name(4_486_334, 3_139_216, 8, Vehicle.CAR, engine.LANDMARK)
    assert at_a_port == "car-landmark-2000-8-4486330-3139220.wkb"


@needs_roads
def test_the_engine_is_told_where_its_graph_is_and_how_far_it_may_go(tmp_path):
    """By a process of its own: its package is not loaded beside the system's SpatiaLite."""
    (tmp_path / "tiles").mkdir()
    places = [str(tmp_path / name) for name in ("tiles", "graph.tar")]
    command = [sys.executable, "roads/configuration.py", *places]
    told = json.loads(subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, check=True).stdout)
    roads, limits = told["mjolnir"], told["service_limits"]
    assert [roads["tile_dir"], roads["tile_extract"]] == places
    assert told["logging"]["type"] == "std_out"
    for costing in ("truck", "auto"):
        assert (limits[costing]["max_distance"], limits[costing]["max_matrix_distance"]) == (400_000, 400_000)
    assert limits["max_alternates"] == 0
    assert roads["max_cache_size"] == 16 * 1024 * 1024
    assert {roads[name] for name in ("admin", "landmarks", "timezone", "traffic_extract")} == {""}
    assert told["loki"]["use_connectivity"] is False
    thor = told["thor"]
    assert (thor["source_to_target_algorithm"], thor["clear_reserved_memory"]) == ("costmatrix", True)
    labels = {value for name, value in thor.items() if name.startswith("max_reserved_labels_count")}
    assert labels == {100_000}


def test_roads_are_read_twice_as_far_around_the_region_as_a_map_and_are_as_old_as_the_oldest(
    monkeypatch, settings, tmp_path
):
    settings.ROADS_DIR = tmp_path / "roads"
    asked, extracts = [], iter([((11, 50, 12, 51), "2026-03-01"), ((12, 50, 13, 52), "2026-02-01")])
    region = (11.0, 50.0, 13.0, 52.0)

    def prepared(path, kind, target, around):
        asked.append(around)
        bounds, day = next(extracts)
        return Given(path=path, bounds=bounds, day=day)

    def graph_from(source, making, progress):
        (making / "graph.tar").write_bytes(b"graph")
        return making / "graph.tar"

    monkeypatch.setattr(building, "demand_programs", lambda: None)
    monkeypatch.setattr(building, "demand_roads", lambda source: None)
    monkeypatch.setattr(building, "_form_of", lambda path: Given(osmium="osm.gz"))
    monkeypatch.setattr(building, "demand_room", asked.append)
    monkeypatch.setattr(building, "graph_from", graph_from)
    monkeypatch.setattr(building, "package_version", lambda: "3.5.1")
    monkeypatch.setattr(building, "graph_changed", Given(send=asked.append))
    monkeypatch.setattr(grid, "region_bounds", lambda: region)
    monkeypatch.setattr(building.building, "Extract", Given(prepared=prepared))
    monkeypatch.setattr(building.building, "joined", lambda found, making: found[0].path)
    for name in "ab":
        (tmp_path / name).write_bytes(b"x" * 100)
    said = []
    data = building.make_roads([tmp_path / "a", tmp_path / "b"], said.append)
    assert asked == [
        200 * (building.building.ROOM["osm.gz"] + building.ROOM),
        *[grid.widened(region)] * 2,
        RoadData,
    ]
    assert (data.day, data.bounds, data.engine) == ("2026-02-01", (11, 50, 13, 52), "3.5.1")
    assert said == ["Read a", "Read b", "Build the road graph"]
    assert (data.file.read_bytes(), installed.installed()) == (b"graph", data)
