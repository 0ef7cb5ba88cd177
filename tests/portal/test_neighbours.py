"""What the map of a form shows around: boundaries of neighbours, and where it begins when there is nothing yet."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions import neighbours
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.regions import LEIPZIG, AreaFactory, square
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db

HERE = "12.3,51.3,12.45,51.4"


@pytest.fixture
def town():
    area = AreaFactory(name="Leipzig", outline=square(LEIPZIG, km=10))
    return OrganisationFactory(name="Stadt Musterhausen", area=area)


@pytest.fixture(autouse=True)
def _editor(client, town):
    client.force_login(MembershipFactory(organisation=town, role="editor").user)


def features(client, bbox=HERE, **more):
    return client.get("/admin/neighbours/", {"bbox": bbox, **more}).json()["features"]


def plot(town, **fields):
    return SpaceFactory(**{"steward": town, "draft": True, "boundary": square(LEIPZIG, km=0.2)} | fields)


def test_boundaries_in_view_are_told_without_a_word_about_whose_they_are(client, town):
    plot(town)
    SpaceFactory(steward=town, at=LEIPZIG)
    [feature] = features(client)
    assert (feature["geometry"]["type"], feature["properties"]) == ("MultiPolygon", {})
    assert features(client, "11.3,51.3,11.4,51.4") == []


def test_drafts_of_others_are_no_neighbours(client):
    plot(OrganisationFactory())
    assert features(client) == []


def test_the_form_s_own_object_is_no_neighbour(client, town):
    own = plot(town)
    assert features(client, but=f"sites.space:{own.pk}") == []
    for other in (f"sites.space:{own.pk + 1}", f"sites.park:{own.pk}", "sites.space:x", "sites.space:", "\0"):
        assert len(features(client, but=other)) == 1, other


@pytest.mark.parametrize(
    "bbox",
    [
        "",
        "x",
        "1,2,3",
        "12,51,13,52",
        "12.4,51.3,12.3,51.4",
        "nan,51,nan,52",
        "inf,51,inf,52",
        "80,80,80.1,80.1",
    ],
)
def test_a_box_that_is_none_or_too_wide_holds_nothing(client, town, bbox):
    plot(town)
    assert features(client, bbox) == []


def test_neighbours_cost_the_same_however_many_there_are_and_are_so_many_at_most(client, town, monkeypatch):
    def queries():
        features(client)
        with CaptureQueriesContext(connection) as found:
            features(client)
        return len(found)

    plot(town)
    few = queries()
    for _number in range(5):
        plot(town)
    assert queries() == few
    monkeypatch.setattr(neighbours, "MAX_BOUNDARIES", 3)
    assert len(features(client)) == 3


def start(client, address="/admin/sites/plot/add/"):
    page = client.get(address).content.decode()
    config = re.search(r'data-config="([^"]+)"', page)[1].replace("&quot;", '"').replace("&#x27;", "'")
    return json.loads(config)["start"]


def test_a_new_plot_s_map_begins_with_the_area_of_the_editor_s_organisation(client, town):
    west, south, east, north = start(client)
    assert west < LEIPZIG[0] < east
    assert south < LEIPZIG[1] < north
    assert east - west < 0.4


def test_a_plot_that_lies_somewhere_and_an_editor_without_an_area_need_no_such_beginning(client, town):
    placed = SpaceFactory(steward=town, draft=True, at=LEIPZIG)
    assert start(client, f"/admin/sites/plot/{placed.pk}/change/") is None
    client.force_login(UserFactory(administrator=True))
    assert start(client) is None
