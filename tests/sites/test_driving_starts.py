"""Where ways begin: of a place that is asked for, and of a plot."""

import pytest
from django.http import QueryDict

from sites.filters import SpaceFilterSet
from sites.models import Space
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import SpaceFactory
from tests.road_graph import VILLAGES, built_roads, needs_roads, roads

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
    monkeypatch.setattr("sites.filters.reaching.reach_area", lambda *asked: begun.append(asked[-1].name))
    for kind in ("motorway_junction", "station"):
        searched(f"place=landmark:{LandmarkFactory(kind=kind).pk}&minutes=9").is_valid()
    assert begun == ["junction", "landmark"]
