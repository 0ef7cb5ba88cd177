"""How far one gets by road from a space: whose reach the map shows, which towns are named. No road graph is asked."""

import json
import re
from types import SimpleNamespace as Given

import pytest

from roads.engine import PLOT
from roads.vehicles import Vehicle
from sites.models import Space
from sites.pool import isochrones
from sites.pool.isochrones import Isochrone, isochrones_from
from sites.pool.road_access_points import DriveStart
from sites.pool.routes import space_url
from tests.factories.regions import LEIPZIG, AreaFactory, square
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

AROUND = square(LEIPZIG, 20)


@pytest.fixture
def space():
    return SpaceFactory(at=LEIPZIG, boundary=square(LEIPZIG, 0.3))


@pytest.fixture
def reached(monkeypatch):
    """Sets for each vehicle the minutes in which it gets anywhere."""

    def sets(**minutes):
        found = {
            vehicle: [
                Isochrone(count, vehicle, square(LEIPZIG, count), 1, None, [])
                for count in minutes[vehicle.value]
            ]
            for vehicle in Vehicle
        }
        monkeypatch.setattr(
            "sites.views.reach.current_graph", lambda: Given(source="© OpenStreetMap contributors")
        )
        monkeypatch.setattr("sites.views.reach.isochrones_from", lambda start: found)

    return sets


def page_of(client, space, query=""):
    answer = client.get(space_url(space, "reach") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def shown(page):
    """(whose reach the map shows, its times from below to above)"""
    drawn = json.loads(re.search(r'id="map-reach" type="application/json">(.*?)</script>', page)[1])
    [link] = re.findall(r'href="\?vehicle=(\w+)"\s+aria-current="true"', page)
    return link, [feature["properties"]["words"].replace("\u00a0", " ") for feature in drawn]


@pytest.mark.parametrize(
    ("query", "minutes", "vehicle", "words"),
    [
        ("", {"lorry": [15, 30], "car": [15]}, "lorry", ["30 min", "15 min"]),
        ("?vehicle=car", {"lorry": [15, 30], "car": [15, 45]}, "car", ["45 min", "15 min"]),
        ("?vehicle=lorry", {"lorry": [15], "car": [30]}, "lorry", ["15 min"]),
        ("?vehicle=bicycle", {"lorry": [15], "car": [30]}, "lorry", ["15 min"]),
        ("", {"lorry": [], "car": [30]}, "car", ["30 min"]),
        ("", {"lorry": [], "car": []}, "lorry", []),
    ],
)
def test_the_map_shows_the_vehicle_asked_for_or_the_first_that_gets_anywhere_the_short_times_above(
    client, space, reached, query, minutes, vehicle, words
):
    reached(**minutes)
    assert shown(page_of(client, space, query)) == (vehicle, words)


def test_words_tell_both_vehicles_but_none_that_gets_nowhere(client, space, reached):
    reached(lorry=[], car=[15])
    assert re.findall(r'<h2 id="by-(\w+)">', page_of(client, space)) == ["car"]
    reached(lorry=[15], car=[15])
    assert re.findall(r'<h2 id="by-(\w+)">', page_of(client, space, "?vehicle=car")) == ["lorry", "car"]


def test_a_space_whose_place_nobody_knows_has_no_such_page(client, space, reached):
    reached(lorry=[15], car=[15])
    Space.objects.update(public_location=None)
    assert client.get(space_url(space, "reach")).status_code == 404


def test_the_five_largest_towns_that_are_reached_are_named_and_all_are_counted(monkeypatch):
    for name, population in (
        *(("Vier", 4), ("Eins", 1), ("Sechs", 6), ("Zwei", 2), ("Fünf", 5), ("Drei", 3)),
        ("ungezählt", None),
    ):
        AreaFactory(name=name, population=population)
    AreaFactory(name="von gestern", population=9, valid_until="2020-12-31")
    AreaFactory(name="Kreis", population=99, district=True, key="14729")
    AreaFactory(name="anderswo", population=99, place=(13.7, 51.05))
    monkeypatch.setattr(
        isochrones, "reach_area", lambda point, minutes, vehicle, stop: AROUND if vehicle == "car" else None
    )
    found = isochrones_from(DriveStart(AROUND.centroid, True, PLOT))
    assert found[Vehicle.LORRY] == []
    assert [reach.minutes for reach in found[Vehicle.CAR]] == [15, 30, 45]
    reach = found[Vehicle.CAR][0]
    assert reach.towns == ["Sechs", "Fünf", "Vier", "Drei", "Zwei"]
    assert (reach.municipalities, reach.square_kilometres) == (7, 400)
