"""Driving times are stored beside distances, by the same rules."""

from decimal import Decimal

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from regions.crs import to_storage
from regions.models import Landmark
from roads import installed
from roads.engine import LANDMARK, PLOT, Access, Graph
from roads.faults import TakesTooLong
from roads.signals import graph_changed
from sites.models import Space, SpaceDistance
from sites.models.stored import DRIVE_COLUMNS
from sites.pool import driving
from sites.pool.driving import fastest_landmark, store_driving_times
from sites.pool.road_access_points import DriveStart
from sites.tasks import drive_to_landmarks, enqueue_missing_drives
from tests.factories.regions import LandmarkFactory
from tests.factories.sites import MunicipalityFactory, SpaceFactory
from tests.road_graph import DAY, ELSEWHERE, VILLAGES, built_roads, needs_roads, roads

__all__ = ["built_roads", "roads"]

pytestmark = [needs_roads, pytest.mark.django_db]

HERE = VILLAGES["Neudrossenfeld"]
JUNCTION = (11.4932, 50.0392)
"""Kulmbach/Neudrossenfeld."""


def driven(space, kind="motorway_junction", vehicle="lorry"):
    return space.distances.filter(kind=kind, vehicle=vehicle, is_manual=False).first()


def stored(space, column="stored_motorway_lorry_min"):
    return Space.objects.values_list(column, flat=True).get(pk=space.pk)


@pytest.fixture
def junction():
    return LandmarkFactory(
        kind="motorway_junction", name="Kulmbach/Neudrossenfeld", code="A 70", place=JUNCTION
    )


@pytest.fixture
def space(roads):
    return SpaceFactory(at=HERE)


def forget_tasks():
    """As if a transaction had ended."""
    DBTaskResult.objects.all().delete()
    connection.run_on_commit.clear()


def waiting():
    tasks = DBTaskResult.objects.filter(task_path="sites.tasks.drive_to_landmarks").order_by("enqueued_at")
    return [task.args_kwargs["args"] for task in tasks]


def test_both_vehicles_are_driven_and_what_they_take_is_stored(space, junction):
    assert store_driving_times() == 2
    for vehicle in ("lorry", "car"):
        row = driven(space, vehicle=vehicle)
        assert (row.name, row.code, row.is_manual) == ("Kulmbach/Neudrossenfeld", "A 70", False)
        assert Decimal("2.0") < row.km < Decimal("4.5")
        assert 2 <= row.minutes <= 7
        assert (str(row.as_of), row.source) == (DAY, "© OpenStreetMap contributors, ODbL 1.0")
        assert not row.has_ferry
        assert stored(space, f"stored_motorway_{vehicle}_min") == row.minutes
    assert stored(space, "stored_road_access") == "known"
    assert str(stored(space, "stored_roads_as_of")) == DAY


def test_the_distance_as_the_crow_flies_stays_what_it_was(space, junction):
    space.refresh_from_db()
    before = [(row.kind, row.km, row.name) for row in space.public_distances]
    km = space.stored_motorway_km
    store_driving_times()
    space = Space.objects.get(pk=space.pk)
    assert [(row.kind, row.km, row.name) for row in space.public_distances] == before
    assert space.stored_motorway_km == km


def test_nearest_is_what_is_reached_first_not_what_lies_nearest():
    class Roads:
        def route(self, point, there, vehicle, end, start):
            return ways[there]

    ways = {
        name: Way(seconds)
        for name, seconds in {"over the river": 900, "along the road": 300, "far": 200}.items()
    }
    candidates = [(1000, Place("over the river")), (2000, Place("along the road")), (50_000, Place("far"))]
    landmark, way = fastest_landmark(DriveStart(None, True, PLOT), candidates, Fast(), Roads(), LANDMARK)
    assert (landmark.location, way.seconds) == ("along the road", 300)


class Way:
    def __init__(self, seconds):
        self.seconds = seconds


class Place:
    def __init__(self, location):
        self.location = location


class Fast:
    fastest = 22


def test_a_plot_beside_the_motorway_drives_to_the_junction_by_the_street(roads, junction):
    space = SpaceFactory(at=(11.52018, 50.03484))
    store_driving_times()
    assert driven(space).km == pytest.approx(Decimal("4.0"), abs=Decimal("0.1"))
    assert driven(space).minutes == 6


def test_driving_again_writes_nothing(space, junction):
    store_driving_times()
    keys = set(SpaceDistance.objects.values_list("pk", flat=True))
    assert store_driving_times() == 0
    assert set(SpaceDistance.objects.values_list("pk", flat=True)) == keys


def test_a_place_that_is_hidden_while_it_is_driven_from_is_not_told_by_its_times(
    monkeypatch, space, junction
):
    work = driving.compute_drives

    def slowly(*of_what):
        found = work(*of_what)
        Space.objects.filter(pk=space.pk).update(discloses_address=False)
        return found

    monkeypatch.setattr(driving, "compute_drives", slowly)
    assert store_driving_times() == 0
    assert driven(space) is None


def test_a_landmark_that_is_gone_takes_its_times_with_it(space, junction):
    store_driving_times()
    Landmark.objects.all().delete()
    store_driving_times(kinds=["port"])
    assert driven(space)
    store_driving_times(kinds=["motorway_junction"])
    assert driven(space) is None
    assert stored(space) is None


def test_what_was_typed_goes_before_what_was_computed_and_stays(space, junction):
    store_driving_times()
    typed = SpaceDistance.objects.create(space=space, kind="motorway_junction", vehicle="lorry", minutes=19)
    store_driving_times()
    space = Space.objects.get(pk=space.pk)
    assert space.public_drives["motorway_junction", "lorry"] == typed
    assert space.public_drives["motorway_junction", "lorry"].is_manual
    assert stored(space) == 19
    assert stored(space, "stored_motorway_car_min") == driven(space, vehicle="car").minutes
    typed.delete()
    assert stored(space) == driven(space).minutes


def test_minutes_typed_without_a_vehicle_are_those_of_a_car(space, junction):
    store_driving_times()
    SpaceDistance.objects.create(space=space, kind="motorway_junction", km=4, minutes=11)
    assert stored(space, "stored_motorway_car_min") == 11
    assert stored(space) == driven(space).minutes


def test_what_was_typed_of_a_hidden_place_is_not_told(space, junction):
    SpaceDistance.objects.create(space=space, kind="airport", vehicle="car", minutes=25)
    assert stored(space, "stored_airport_car_min") == 25
    space.discloses_address = False
    space.save()
    assert stored(space, "stored_airport_car_min") is None
    assert ("airport", "car") not in Space.objects.get(pk=space.pk).public_drives


def test_a_hidden_place_is_driven_from_its_municipality(roads, junction):
    town = MunicipalityFactory(center=to_storage(Point(*HERE, srid=4326)))
    open_place = SpaceFactory(at=HERE)
    hidden = SpaceFactory(at=VILLAGES["Zettlitz"], hidden_place=True, municipality=town)
    store_driving_times()
    assert driven(hidden).minutes == driven(open_place).minutes
    assert driven(hidden).is_approximate
    assert not driven(open_place).is_approximate


def test_one_of_each_kind_vehicle_and_hand_is_kept_by_the_database(space):
    SpaceDistance.objects.create(space=space, kind="port", vehicle="lorry", minutes=5)
    SpaceDistance.objects.create(space=space, kind="port", vehicle="car", minutes=5)
    with pytest.raises(IntegrityError), transaction.atomic():
        SpaceDistance.objects.create(space=space, kind="port", vehicle="car", minutes=6)


@pytest.mark.parametrize(
    ("place", "access"), [(ELSEWHERE, "outside"), (None, "")], ids=["elsewhere", "without a place"]
)
def test_without_a_road_nothing_is_stored_and_it_is_said(roads, junction, place, access):
    space = SpaceFactory(at=place) if place else SpaceFactory(at=HERE, location=None, hidden_place=True)
    Space.objects.filter(pk=space.pk).update(public_location=space.public_location if place else None)
    store_driving_times()
    assert not space.distances.driven().exists()
    assert stored(space, "stored_road_access") == access
    assert [stored(space, column) for column in DRIVE_COLUMNS.values()] == [None] * len(DRIVE_COLUMNS)


def test_too_far_from_any_road_is_said(space, junction, monkeypatch):
    monkeypatch.setattr(Graph, "access", lambda *about: Access.NO_ROAD)
    store_driving_times()
    assert stored(space, "stored_road_access") == "no_road"
    by_vehicle = {"lorry": Access.NO_ROAD, "car": Access.ROAD}
    monkeypatch.setattr(Graph, "access", lambda self, point, vehicle, stop: by_vehicle[vehicle])
    store_driving_times()
    assert stored(space, "stored_road_access") == "car_only"
    assert driven(space) is None
    assert driven(space, vehicle="car")


def test_a_computation_that_took_too_long_leaves_what_was_stored(space, junction, monkeypatch, caplog):
    store_driving_times()
    minutes = stored(space)

    def late(self, *about):
        raise TakesTooLong

    monkeypatch.setattr(Graph, "route", late)
    assert store_driving_times() == 0
    assert stored(space) == minutes
    assert "Driving times were given up" in caplog.text


def test_a_space_that_moves_forgets_at_once_and_is_driven_from_later(space, junction):
    store_driving_times()
    forget_tasks()
    space.location = to_storage(Point(*VILLAGES["Zettlitz"], srid=4326))
    space.save()
    assert not space.distances.driven().exists()
    assert stored(space) is None
    assert stored(space, "stored_road_access") == ""
    assert waiting() == [[None, [space.pk]]]


def test_a_changed_landmark_and_another_graph_ask_for_it(space, junction):
    forget_tasks()
    junction.save()
    LandmarkFactory(kind="federal_road", place=JUNCTION)
    graph_changed.send(None)
    assert waiting() == [[["motorway_junction"], None], [None, None]]


def test_many_are_driven_from_in_turns_so_that_mails_need_not_wait(roads, junction, monkeypatch):
    monkeypatch.setattr("sites.tasks.MAX_SPACES_PER_TASK", 2)
    spaces = [SpaceFactory(at=HERE) for _number in range(3)]
    forget_tasks()
    drive_to_landmarks.call()
    assert [stored(space) is not None for space in spaces] == [True, True, False]
    assert waiting() == [[None, None, spaces[1].pk]]
    drive_to_landmarks.call(None, None, spaces[1].pk)
    assert stored(spaces[2]) is not None
    assert len(waiting()) == 1


def test_when_the_graph_is_removed_its_times_go(space, junction, settings, tmp_path):
    store_driving_times()
    settings.ROADS_DIR = tmp_path / "none"
    graph_changed.send(None)
    assert not space.distances.driven().exists()
    assert stored(space) is None
    assert stored(space, "stored_road_access") == ""


def test_the_command_drives_or_says_why_not(space, junction, settings, tmp_path, capsys):
    call_command("refresh_driving_times")
    assert "2 driving times changed." in capsys.readouterr().out
    settings.ROADS_DIR = tmp_path / "none"
    with pytest.raises(CommandError, match="No road graph is installed"):
        call_command("refresh_driving_times")


def test_a_graph_that_cannot_be_read_leaves_what_was_stored(space, junction, monkeypatch):
    store_driving_times()
    monkeypatch.setattr(installed, "package_version", lambda: "4.0.0")
    assert store_driving_times() == 0
    assert driven(space)


def test_a_place_that_is_hidden_loses_what_was_computed_though_the_graph_is_gone(
    space, junction, settings, tmp_path
):
    store_driving_times()
    settings.ROADS_DIR = tmp_path / "none"
    space = Space.objects.get(pk=space.pk)
    space.discloses_address = False
    space.save()
    assert driven(space) is None
    assert stored(space) is None


def test_what_a_former_graph_computed_is_not_stored_over_what_the_new_one_did(space, junction, monkeypatch):
    monkeypatch.setattr("sites.pool.driving.installed_graph", lambda: None)
    assert store_driving_times() == 0
    assert driven(space) is None


def test_a_duty_asks_for_spaces_that_no_task_drove_from_once_an_hour(space, junction):
    forget_tasks()
    assert enqueue_missing_drives(timezone.now()) == 1
    assert waiting() == [[None, [space.pk]]]
    assert enqueue_missing_drives(timezone.now()) == 0
    forget_tasks()
    store_driving_times()
    assert enqueue_missing_drives(timezone.now()) == 0


def test_the_duty_takes_back_what_a_graph_told_that_is_gone(space, junction, settings, tmp_path):
    store_driving_times()
    settings.ROADS_DIR = tmp_path / "none"
    assert enqueue_missing_drives(timezone.now()) == 2
    assert stored(space) is None
    assert enqueue_missing_drives(timezone.now()) == 0
