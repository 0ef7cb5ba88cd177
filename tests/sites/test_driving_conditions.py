"""What driving decides, with roads that answer what they are told to; no graph and no engine."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from types import SimpleNamespace as Given

import pytest
from django.contrib.gis.geos import Point

from regions.crs import STORAGE_SRID
from regions.models import Landmark
from roads import engine
from roads.engine import LANDMARK, Access
from roads.faults import RoadsRefused
from roads.vehicles import Vehicle
from sites import driving
from sites.choices import RoadAccess
from sites.models import Space, SpaceDistance
from sites.stops import Start
from tests.factories.sites import SpaceFactory

DAY = date(2026, 3, 1)
HERE = Point(4_480_000, 3_140_000, srid=STORAGE_SRID)
START = Start(HERE, True, engine.PLOT)
JUNCTION = Given(name="Kreuz", code="A 9", location="junction", precision_m=None)


def roads(access=Access.ROAD, ways=None, refuses=(), data="graph"):
    """ways: {location: seconds, or None for no way}."""
    asked, ends = [], []

    def route(point, location, vehicle, end, start):
        asked.append(location)
        ends.append(end)
        if location in refuses:
            raise RoadsRefused
        seconds = (ways or {}).get(location)
        return seconds and Given(
            seconds=seconds, minutes=seconds / 60, metres=12_340, has_ferry=True, has_toll=False
        )

    one = access if callable(access) else lambda point, vehicle, start: access
    return Given(access=one, route=route, source="OSM", day=DAY, data=data, asked=asked, ends=ends)


ROAD, NO_ROAD, OUTSIDE = Access.ROAD, Access.NO_ROAD, Access.OUTSIDE
TOLD = {
    (ROAD, ROAD): RoadAccess.KNOWN,
    (ROAD, NO_ROAD): RoadAccess.KNOWN,
    (NO_ROAD, ROAD): RoadAccess.CAR_ONLY,
    (NO_ROAD, NO_ROAD): RoadAccess.NO_ROAD,
}


@pytest.mark.parametrize(("lorry", "car"), product(Access, Access))
def test_what_is_told_of_a_place_goes_by_the_lorry_first(lorry, car):
    told = driving._told_access({Vehicle.LORRY: lorry, Vehicle.CAR: car})
    assert told == TOLD.get((lorry, car), RoadAccess.OUTSIDE)


@pytest.mark.parametrize(
    ("ways", "first", "asked"),
    [
        ({"near": 900, "far": 600}, "far", ["near", "far"]),
        ({"near": 600, "far": 900}, "near", ["near", "far"]),
        ({"near": 600, "far": 600}, "near", ["near", "far"]),
        ({"near": None, "far": 900}, "far", ["near", "far"]),
        ({"near": None, "far": None}, None, ["near", "far"]),
        ({"near": 300, "far": 1}, "near", ["near"]),  # the far one cannot be reached in that time
    ],
)
def test_first_is_what_takes_least_and_what_cannot_be_sooner_is_not_asked(ways, first, asked):
    far = 300 * Vehicle.CAR.fastest
    candidates = [(10, Given(location="near")), (far, Given(location="far"))]
    known = roads(ways=ways)
    found = driving.first_reached(START, candidates, Vehicle.CAR, known, LANDMARK)
    assert (found and found[0].location) == first
    assert known.asked == asked


def test_each_vehicle_is_driven_where_it_has_a_road():
    landmarks = Given(around=lambda point: {"motorway_junction": [(1, JUNCTION)], "port": []})
    known = roads(
        lambda point, vehicle, start: ROAD if vehicle is Vehicle.CAR else NO_ROAD, {"junction": 600}
    )
    found = driving.driven_from(START, landmarks, known)
    assert found.access == RoadAccess.CAR_ONLY
    assert found.rows == {
        ("motorway_junction", "car"): {
            "name": "Kreuz",
            "code": "A 9",
            "km": Decimal("12.3"),
            "minutes": 10,
            "source": "OSM",
            "as_of": DAY,
            "is_approximate": False,
            "has_ferry": True,
            "has_toll": False,
        }
    }
    hidden = driving.driven_from(replace(START, is_exact=False), landmarks, known)
    assert hidden.rows["motorway_junction", "car"]["is_approximate"] is True


def test_of_no_place_nothing_is_told_and_of_what_was_given_up_no_more_is_known(caplog):
    landmarks = Given(around=lambda point: {"port": [(1, JUNCTION)]})
    assert driving.driven_from(replace(START, point=None), landmarks, roads()) == driving.Driven("", {})
    assert driving.driven_from(START, landmarks, roads(refuses={"junction"})) is None
    assert "given up" in caplog.text


def test_candidates_are_the_nearest_of_their_kind(monkeypatch):
    monkeypatch.setattr(driving, "CANDIDATES", 2)
    some = [Given(location=Point(HERE.x + metres, HERE.y)) for metres in (30, 10, 20)]
    around = driving.Landmarks({"port": some, "station": []}).around(HERE)
    assert [round(metres) for metres, _landmark in around["port"]] == [10, 20]
    assert around["station"] == []


@pytest.mark.parametrize("kind", Landmark.Kind)
def test_the_way_to_a_junction_alone_ends_on_a_motorway(kind):
    ends = engine.JUNCTION if kind == "motorway_junction" else engine.LANDMARK
    known = roads(ways={"junction": 600})
    driving._rows(START, {kind: [(1, JUNCTION)]}, Vehicle.LORRY, known)
    assert known.ends == [ends]


def test_what_lies_behind_a_dozen_across_the_river_is_reached_first():
    def junction(metres, name):
        return Given(location=Point(HERE.x + metres, HERE.y), name=name)

    across = [junction(1_000 + metres, "across") for metres in range(12)]
    around = driving.Landmarks({"motorway_junction": [junction(5_000, "here"), *across]}).around(HERE)
    known = roads(ways={one.location: 1_200 for one in across} | {Point(HERE.x + 5_000, HERE.y): 400})
    first, _way = driving.first_reached(START, around["motorway_junction"], Vehicle.LORRY, known, LANDMARK)
    assert first.name == "here"


@pytest.mark.django_db
class TestStoring:
    @pytest.fixture(autouse=True)
    def graph_in_use(self, monkeypatch):
        monkeypatch.setattr(driving, "installed", lambda: "graph")

    @pytest.fixture
    def found(self):
        values = driving._values(
            JUNCTION, Given(metres=12_340, minutes=10, has_ferry=False, has_toll=False), True, roads()
        )
        return driving.Driven(RoadAccess.KNOWN, {("motorway_junction", "car"): values})

    def store(self, monkeypatch, found, space, meanwhile=lambda: None, known=None):
        def driven(*_args):
            meanwhile()
            return found

        monkeypatch.setattr(driving, "driven_from", driven)
        return driving._store([space.pk], ["motorway_junction"], None, known or roads())

    def test_what_was_driven_is_stored_once_and_goes_with_its_landmark(self, monkeypatch, found):
        space = SpaceFactory()
        assert self.store(monkeypatch, found, space) == 1
        assert self.store(monkeypatch, found, space) == 0
        row = SpaceDistance.objects.driven().get()
        assert (row.space_id, row.vehicle, row.minutes, row.is_manual) == (space.pk, "car", 10, False)
        assert Space.objects.values_list("stored_road_access", "stored_roads_as_of").get() == ("known", DAY)
        changed = driving.Driven(
            found.access, {key: row | {"minutes": 11} for key, row in found.rows.items()}
        )
        assert self.store(monkeypatch, changed, space) == 1
        assert SpaceDistance.objects.driven().get().minutes == 11
        assert self.store(monkeypatch, driving.Driven(RoadAccess.NO_ROAD, {}), space) == 1
        assert not SpaceDistance.objects.driven().exists()
        assert Space.objects.get().stored_road_access == "no_road"

    @pytest.mark.parametrize(
        "meanwhile",
        [
            {"public_location": HERE},
            {"discloses_address": False},
            None,
        ],
    )
    def test_a_space_that_moved_was_hidden_or_went_meanwhile_is_left_alone(
        self, monkeypatch, found, meanwhile
    ):
        space = SpaceFactory(at=(12.3, 51.4))

        def moves():
            rows = Space.objects.filter(pk=space.pk)
            rows.update(**meanwhile) if meanwhile else rows.delete()

        assert self.store(monkeypatch, found, space, moves) == 0
        assert not SpaceDistance.objects.driven().exists()

    def test_what_could_not_be_computed_leaves_what_is_stored(self, monkeypatch, found):
        space = SpaceFactory()
        self.store(monkeypatch, found, space)
        assert self.store(monkeypatch, None, space) == 0
        assert SpaceDistance.objects.driven().count() == 1

    def test_of_a_graph_that_was_changed_meanwhile_nothing_is_stored(self, monkeypatch, found):
        with pytest.raises(driving.GraphChanged):
            self.store(monkeypatch, found, SpaceFactory(), known=roads(data="former graph"))
        assert not SpaceDistance.objects.driven().exists()

    def test_rows_of_other_kinds_and_what_was_typed_stay(self, monkeypatch, found):
        space = SpaceFactory()
        for kind, is_manual in (("port", False), ("motorway_junction", True)):
            SpaceDistance.objects.create(
                space=space, kind=kind, vehicle="car", minutes=5, km=5, is_manual=is_manual
            )
        self.store(monkeypatch, driving.Driven(RoadAccess.NO_ROAD, {}), space)
        assert space.distances.filter(vehicle="car").count() == 2
