"""The search beside the map of a form: what it finds, for whom, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from regions.models import Postcode
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.regions import LEIPZIG, AreaFactory, LandmarkFactory, square
from tests.factories.sites import BusinessParkFactory, SpaceFactory

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
    assert labels(client, "bad dürr") == ["Bad Dürrenberg – town"]
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
    assert len(labels(client, "Nordfeld")) == 15  # five of a kind


@pytest.mark.parametrize("is_known", [True, False])
def test_the_region_tells_the_zone_of_coordinates_else_both_are_offered(client, is_known):
    if is_known:
        AreaFactory(boundary=square(LEIPZIG, km=60), outline=square(LEIPZIG, km=60))
    zones = [label[:6] for label in labels(client, "317000 5690000")]
    assert zones == (["UTM 33"] if is_known else ["UTM 32", "UTM 33"])


def note(client, words):
    return client.get(LOCATE, {"q": words}).json()["note"]


def test_objects_at_one_address_are_one_place(client, town):
    for name in ("Plot", "Hall"):
        SpaceFactory(steward=town, at=LEIPZIG, address="Am Anger 3", name_de=name)
    SpaceFactory(steward=town, at=LEIPZIG, address="Am Anger 5", name_de="Alone")
    assert labels(client, "Am Anger")[0] == "Am Anger 3, 2 properties"
    assert len(labels(client, "Am Anger")) == 2


def test_a_gemarkung_is_one_place_with_its_town_and_all_that_lies_in_it(client, town):
    municipality = AreaFactory(name="Leipzig", population=600_000)
    for number in range(3):
        SpaceFactory(
            steward=town,
            at=(LEIPZIG[0] + number / 100, LEIPZIG[1]),
            cadastral_district="Wiederitzsch",
            municipality=municipality,
            municipality_is_fixed=True,
            address=f"Weg {number}",
        )
    found = {place["label"]: place for place in places(client, "Wiederitzsch")}
    west, _south, east, _north = found["Gemarkung Wiederitzsch, Leipzig"]["extent"]
    assert east - west == pytest.approx(0.02, abs=0.001)
    assert len(found) == 4


def test_a_city_that_is_its_own_district_comes_once(client):
    district = AreaFactory(kind="district", name="Leipzig", designation="Kreisfreie Stadt", key="14713")
    AreaFactory(kind="district", name="Leipzig", designation="Landkreis", key="14729")
    AreaFactory(name="Leipzig", designation="Stadt", key="14713000", parent=district)
    assert len(labels(client, "Leipzig")) == 2


def test_a_business_park_is_found_by_its_name(client, town):
    BusinessParkFactory(name="Nordpark", steward=town, location=square(LEIPZIG, km=1).centroid)
    assert labels(client, "nordpark") == ["Nordpark, business park"]


def test_what_is_not_known_as_a_whole_leads_to_the_town_it_names_and_says_so(client):
    AreaFactory(name="Borna", outline=square(LEIPZIG, km=5))
    assert labels(client, "Hauptstraße 5 Borna") == ["Borna – town"]
    assert note(client, "Hauptstraße 5 Borna").startswith(
        "“Hauptstraße 5 Borna” is not known here as a whole"
    )
    assert note(client, "Borna") == ""
    assert (labels(client, "Hauptstraße 5"), note(client, "Hauptstraße 5")) == ([], "")


def test_a_search_for_a_parcel_says_that_others_are_not_known(client, town):
    SpaceFactory(steward=town, at=LEIPZIG, parcels="112/4")
    assert "no others" in note(client, "Flurstück 112/4")


def test_what_is_drawn_is_shown_whole_and_all_that_lies_at_one_address(client, town):
    """A kilometre is 0.0143 degrees here; the boundaries reach half of it beyond their points."""
    for address, east in (("Am Anger 3", 0), ("am anger 3", 0.05), ("Am Anger 5", 0.2)):
        place = (LEIPZIG[0] + east, LEIPZIG[1])
        SpaceFactory(steward=town, at=place, boundary=square(place, km=1), address=address)
    widths = [place["extent"][2] - place["extent"][0] for place in places(client, "anger")]
    assert widths == [pytest.approx(0.0643, abs=0.001), pytest.approx(0.0143, abs=0.001)]


def test_a_park_is_shown_as_far_as_it_is_drawn(client, town):
    BusinessParkFactory(name="Nordpark", steward=town, boundary=square(LEIPZIG, km=1))
    [(west, _south, east, _north)] = [place["extent"] for place in places(client, "nordpark")]
    assert east - west == pytest.approx(0.0143, abs=0.001)


def test_a_postcode_is_found_by_its_beginning_and_its_place_and_among_words_that_are_not_known(client):
    LandmarkFactory(name="Elsewhere")
    location = square(LEIPZIG, km=1).centroid
    for code, name in (("04109", "Leipzig"), ("04159", "Leipzig"), ("06108", "Halle")):
        Postcode.objects.create(code=code, name=name, location=location)
    assert labels(client, "0410") == labels(client, "leipzig 04109") == ["04109 Leipzig"]
    assert labels(client, "leipzig") == ["04109 Leipzig", "04159 Leipzig"]
    assert labels(client, "4109") == []
    assert labels(client, "Hauptstraße 5, 04109") == ["04109 Leipzig"]
    assert "as a whole" in note(client, "Hauptstraße 5, 04109")
