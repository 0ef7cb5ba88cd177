import pytest

from regions.models import Area, Landmark, Postcode
from sites.gazetteer import known_places, resolve_place
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import BusinessParkFactory, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def leipzig(db):
    """The city, which is its own district too, and the district around it."""
    state = AreaFactory(state=True)
    own = AreaFactory(district=True, parent=state)
    around = AreaFactory(kind=Area.Kind.DISTRICT, key="14729", designation="Landkreis", parent=state, km=60)
    AreaFactory(kind=Area.Kind.MUNICIPALITY, key="14729080", name="Naunhof", parent=around)
    return AreaFactory(key="14713000", parent=own)


def tokens(*names):
    return known_places(set(names))


def test_a_city_is_found_by_its_name_beside_the_district_of_that_name(leipzig):
    assert tokens("leipzig")["leipzig"] == ["area:14713000", "area:14729"]
    assert tokens("landkreis leipzig") == {"landkreis leipzig": ["area:14729"]}


def test_brackets_and_titles_of_cities_may_be_left_out(leipzig):
    AreaFactory(key="15002000", name="Halle (Saale)")
    AreaFactory(key="15087130", name="Lutherstadt Eisleben")
    assert tokens("halle", "halle saale", "eisleben") == {
        "halle": ["area:15002000"],
        "halle saale": ["area:15002000"],
        "eisleben": ["area:15087130"],
    }


def test_an_airport_is_found_by_code_and_by_name():
    airport = LandmarkFactory(name="Leipzig/Halle", code="LEJ")
    names = {"lej", "leipzig halle", "flughafen leipzig", "flughafen leipzig halle"}
    assert known_places(names) == {name: [f"landmark:{airport.pk}"] for name in names}


def test_a_motorway_is_no_place():
    LandmarkFactory(kind=Landmark.Kind.MOTORWAY_JUNCTION, name="Halle-Ost", code="A 14")
    assert tokens("a 14", "a14") == {}


def test_parks_and_postcodes_are_found():
    BusinessParkFactory(name="Star Park", slug="star-park", boundary=square(12.1, 51.4))
    Postcode.objects.create(code="04103", name="Leipzig", location=LandmarkFactory().location)
    assert tokens("star park", "04103") == {"star park": ["park:star-park"], "04103": ["postcode:04103"]}


def test_names_are_asked_for_in_six_questions(leipzig, django_assert_num_queries):
    with django_assert_num_queries(6):
        known_places({"04103", *(f"name {number}" for number in range(200))})


def test_a_typed_name_means_the_city(leipzig):
    place, candidates = resolve_place("leipzig")
    assert (place.token, candidates) == ("area:14713000", [])


def test_a_label_as_suggested_is_read_back(leipzig):
    airport = LandmarkFactory(name="Leipzig/Halle", code="LEJ")
    assert resolve_place("Leipzig/Halle (LEJ), Flughafen")[0].token == f"landmark:{airport.pk}"


def test_the_beginning_of_one_name_is_enough(leipzig):
    assert resolve_place("Naunh")[0].token == "area:14729080"


def test_an_ambiguous_name_gives_its_candidates(leipzig):
    AreaFactory(key="14730200", name="Naundorf")
    place, candidates = resolve_place("Nau")
    assert place is None
    assert {candidate.token for candidate in candidates} == {"area:14729080", "area:14730200"}


@pytest.mark.parametrize("text", ["", " ", "Atlantis", "x" * 5000, "\x00", "area:", None, "🏭"])
def test_what_names_no_place_gives_none(leipzig, text):
    assert resolve_place(text) == (None, [])
