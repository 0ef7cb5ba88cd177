"""The search beside the map of a form: what it finds, for whom, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.regions import LEIPZIG, AreaFactory, LandmarkFactory, square
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db

LOCATE = "/en/admin/locate/"


@pytest.fixture
def town():
    return OrganisationFactory(name="Stadt Musterhausen")


@pytest.fixture(autouse=True)
def _editor(client, town):
    client.force_login(MembershipFactory(organisation=town, role="editor").user)


def places(client, words):
    return client.get(LOCATE, {"q": words}).json()["places"]


def labels(client, words):
    return [place["label"] for place in places(client, words)]


def test_a_parcel_is_found_by_gemarkung_and_number(client, town):
    fields = {
        "cadastral_district": "Lindenthal",
        "parcels": "112/4",
        "address": "Am Anger 3",
        "name_de": "Nordfeld",
    }
    plot = SpaceFactory(steward=town, at=LEIPZIG, **fields)
    for words in ("lindenthal 112/4", "Am Anger 3", "Gemarkung Lindenthal, Flurstück 112/4", "Flst. 112/4"):
        [label] = labels(client, words)
        assert label.startswith("Am Anger 3, Gemarkung Lindenthal, Flurstück 112/4, ")
        assert str(plot.number) in label
    [place] = places(client, "112/4")
    assert place["extent"] == pytest.approx([*LEIPZIG, *LEIPZIG], abs=0.1)
    assert place["point"] is None


def test_parcels_of_others_are_not_told(client):
    SpaceFactory(steward=OrganisationFactory(), at=LEIPZIG, cadastral_district="Lindenthal", parcels="112/4")
    assert labels(client, "Lindenthal") == []


def test_areas_and_landmarks_are_found_by_every_word_of_their_name(client):
    AreaFactory(name="Bad Dürrenberg", outline=square(LEIPZIG, km=5))
    LandmarkFactory(name="Bad Kösen", code="A 9")
    assert labels(client, "bad dürr") == ["Bad Dürrenberg – Stadt"]
    assert len(labels(client, "bad")) == 2
    [label] = labels(client, "A 9 kösen")
    assert "Bad Kösen" in label


def test_of_areas_of_one_name_the_largest_comes_first(client):
    for district, population in (("Kleinstadt", 900), ("Großstadt", 90_000), ("Stadt", 9_000)):
        AreaFactory(name=f"Neustadt {district}", population=population)
    found = [label.split(" – ")[0] for label in labels(client, "neustadt")]
    assert found == ["Neustadt Großstadt", "Neustadt Stadt", "Neustadt Kleinstadt"]


def test_an_area_that_is_no_more_is_not_found(client):
    AreaFactory(name="Altdorf", valid_until=timezone.localdate() - timedelta(days=1))
    assert labels(client, "Altdorf") == []


def test_utm_coordinates_are_an_exact_point(client):
    [place] = places(client, "33U 317000 5690000")
    assert place["label"] == "UTM 33: 317000.00 5690000.00"
    assert place["point"] == pytest.approx([12.37, 51.33], abs=0.02)


def test_coordinates_are_written_as_the_reader_writes_numbers(client):
    [place] = client.get("/admin/locate/", {"q": "33U 317000 5690000"}).json()["places"]
    assert place["label"] == "UTM 33: 317000,00 5690000,00"


@pytest.mark.parametrize("words", ["", " ", "Gemarkung", "Flurstück ,", "\0", "x" * 500, "%", "33 317000"])
def test_what_means_no_place_finds_nothing(client, words):
    assert places(client, words) == []


def test_the_search_costs_the_same_whatever_there_is(client, town):
    def queries():
        client.get(LOCATE, {"q": "Nordfeld"})
        with CaptureQueriesContext(connection) as found:
            client.get(LOCATE, {"q": "Nordfeld"})
        return len(found)

    empty = queries()
    for number in range(7):
        SpaceFactory(steward=town, at=LEIPZIG, address=f"Nordfeld {number}")
        AreaFactory(name=f"Nordfeld {number}", outline=square(LEIPZIG, km=1))
        LandmarkFactory(name=f"Nordfeld {number}")
    assert queries() == empty <= 10
    assert len(labels(client, "Nordfeld")) == 15


@pytest.mark.parametrize("is_known", [True, False])
def test_the_region_tells_the_zone_of_coordinates_else_both_are_offered(client, is_known):
    if is_known:
        AreaFactory(boundary=square(LEIPZIG, km=60), outline=square(LEIPZIG, km=60))
    zones = [label[:6] for label in labels(client, "317000 5690000")]
    assert zones == (["UTM 33"] if is_known else ["UTM 32", "UTM 33"])


def test_five_of_a_kind_are_offered(client):
    for number in range(7):
        AreaFactory(name=f"Neustadt {number}")
        LandmarkFactory(name=f"Neustadt {number}")
    assert len(places(client, "neustadt")) == 10
