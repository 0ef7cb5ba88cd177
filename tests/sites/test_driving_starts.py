"""Where ways begin: of a place that is asked for, and of a plot."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.http import QueryDict

from regions.crs import to_storage
from roads import engine
from roads.vehicles import Vehicle
from sites.models import Space
from sites.pool.driving import store_driving_times
from sites.pool.isochrones import isochrones_from
from sites.pool.road_access_points import drive_start
from sites.search.filters import SpaceFilterSet
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import SpaceFactory
from tests.road_graph import VILLAGES, at, built_roads, needs_roads, roads

__all__ = ["built_roads", "roads"]

pytestmark = [needs_roads, pytest.mark.django_db]

REMOTE = (11.49668, 50.04231)
"""No street within 500 m of it; some within 2 km."""


def searched(query):
    return SpaceFilterSet(QueryDict(query), Space.objects.published().on_offer())


def test_around_an_airport_and_an_area_a_way_begins_up_to_2_km_off(roads):
    """As ways to them end; from a point 500 m, as from a plot."""
    SpaceFactory(name="Neudrossenfeld", at=VILLAGES["Neudrossenfeld"])
    airport = LandmarkFactory(kind="airport", place=REMOTE)
    area = AreaFactory(place=REMOTE, km=1)
    for token in (f"landmark:{airport.pk}", f"area:{area.key}"):
        assert [space.name for space in searched(f"place={token}&minutes=9").matches] == ["Neudrossenfeld"]
    by_point = searched(f"place=point:{REMOTE[1]},{REMOTE[0]}&minutes=9")
    assert "keine Straße bekannt" in by_point.form.errors["minutes"][0]


def test_around_a_junction_alone_a_way_begins_on_the_motorway(roads, monkeypatch):
    begun = []
    monkeypatch.setattr(
        "sites.search.filters.drive_times.reach_area", lambda *asked: begun.append(asked[-1].name)
    )
    for kind in ("motorway_junction", "station"):
        searched(f"place=landmark:{LandmarkFactory(kind=kind).pk}&minutes=9").is_valid()
    assert begun == ["junction", "landmark"]


def around(place, metres, east=0):
    """A square boundary of that width (metres), so many metres to the east of the middle of a place."""
    middle = to_storage(at(place))
    half, x = metres / 2, middle.x + east
    square = Polygon.from_bbox((x - half, middle.y - half, x + half, middle.y + half))
    square.srid = middle.srid
    return MultiPolygon(square, srid=middle.srid)


@pytest.mark.parametrize(
    ("given", "within"),
    [
        ({}, 500),
        ({"boundary": around(REMOTE, 100)}, 571),
        ({"boundary": around(REMOTE, 100, east=30)}, 595),
        ({"boundary": around(REMOTE, 1_200)}, 1_349),
        ({"boundary": around(REMOTE, 9_000)}, 2_000),
        ({"boundary": around(REMOTE, 1_200), "discloses_address": False}, 2_000),
        ({"location": None}, 2_000),
    ],
)
def test_a_road_is_looked_for_around_the_boundary_and_2_km_around_the_point_of_a_municipality(given, within):
    here = to_storage(at(REMOTE))
    space = Space(**{"location": here, "public_location": here, "discloses_address": True} | given)
    start = drive_start(space)
    assert start.stop.max_distance == within
    assert start.stop.roads == engine.STREETS
    assert start.is_exact is (within < 2_000 or "boundary" in given and space.discloses_address)


def test_a_large_plot_whose_edge_lies_on_a_street_has_driving_times(roads):
    LandmarkFactory(kind="motorway_junction", place=(11.4932, 50.0392))
    point, plot = (SpaceFactory(at=REMOTE, **more) for more in ({}, {"boundary": around(REMOTE, 1_000)}))
    store_driving_times()
    told = {space.pk: space for space in Space.objects.all()}
    assert told[point.pk].stored_road_access == "no_road"
    assert told[point.pk].stored_motorway_lorry_min is None
    assert told[plot.pk].stored_road_access == "known"
    assert told[plot.pk].stored_motorway_lorry_min
    assert isochrones_from(drive_start(told[plot.pk]))[Vehicle.LORRY]
    assert not isochrones_from(drive_start(told[point.pk]))[Vehicle.LORRY]
