import pytest

from regions.models import Area, Landmark, Postcode
from sites.search.gazetteer import find_place_tokens, place_name_words, resolve_place, similar_places
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
    return find_place_tokens(set(names))


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


def test_a_double_town_is_found_by_either_half_unless_an_area_bears_it_whole():
    AreaFactory(key="15001000", name="Dessau-Roßlau", population=67_747)
    AreaFactory(key="14524180", name="Limbach-Oberfrohna", population=23_673)
    AreaFactory(key="14523170", name="Limbach", population=None)
    AreaFactory(key="14522050", name="Brand-Erbisdorf", population=None)
    road = LandmarkFactory(name="Dessau", code="B 184", kind=Landmark.Kind.FEDERAL_ROAD)
    found = tokens("dessau", "rosslau", "limbach", "oberfrohna", "brand")
    assert found["dessau"] == [f"landmark:{road.pk}", "area:15001000"]
    assert found["rosslau"] == ["area:15001000"]
    assert found["limbach"] == ["area:14523170"]
    assert found["oberfrohna"] == ["area:14524180"]
    assert "brand" not in found
    assert resolve_place("Dessau")[0].token == "area:15001000"


def test_an_airport_is_found_by_code_and_by_name():
    airport = LandmarkFactory(name="Leipzig/Halle", code="LEJ")
    names = {"lej", "leipzig halle", "flughafen leipzig", "flughafen leipzig halle"}
    assert find_place_tokens(names) == {name: [f"landmark:{airport.pk}"] for name in names}


@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("flughafen leipzig", "Leipzig/Halle"),
        ("leipziger flughafen", "Leipzig/Halle"),
        ("airport of leipzig", "Leipzig/Halle"),
        ("halle airport", "Leipzig/Halle"),
        ("flughafen altenburg", "Leipzig-Altenburg"),
        ("bahnhof leipzig", "Leipzig Hbf"),
        ("leipzig main station", "Leipzig Hbf"),
        ("bahnhof flughafen leipzig", "Leipzig/Halle Flughafen"),
        ("gueterbahnhof erfurt", "Erfurt Güterbahnhof"),
        ("port of riesa", "Riesa"),
        ("terminal riesa", "Riesa (Hafen)"),
        ("anschlussstelle schkeuditz", "Schkeuditz"),
        ("autobahnkreuz schkeuditz", "Schkeuditzer Kreuz"),
        ("as leipzig west", "Leipzig-West"),
    ],
)
def test_a_landmark_is_found_by_its_kind_and_a_part_of_its_name(called, name):
    kinds = {
        Landmark.Kind.AIRPORT: ["Leipzig/Halle", "Leipzig-Altenburg"],
        Landmark.Kind.STATION: ["Leipzig Hbf", "Leipzig/Halle Flughafen"],
        Landmark.Kind.FREIGHT_STATION: ["Erfurt Güterbahnhof", "Gera"],
        Landmark.Kind.PORT: ["Riesa", "Halle-Trotha"],
        Landmark.Kind.RAIL_TERMINAL: ["Riesa (Hafen)", "Schkopau"],
        Landmark.Kind.MOTORWAY_JUNCTION: ["Schkeuditz", "Schkeuditzer Kreuz", "Leipzig-West", "Leipzig-Nord"],
    }
    made = {
        one: LandmarkFactory(kind=kind, name=one, code=f"{kind[:3]}{number}")
        for kind, names in kinds.items()
        for number, one in enumerate(names)
    }
    assert tokens(called) == {called: [f"landmark:{made[name].pk}"]}
    assert resolve_place(called)[0].token == f"landmark:{made[name].pk}"


def test_a_word_for_a_kind_and_a_town_that_has_none_name_nothing(leipzig):
    LandmarkFactory(kind=Landmark.Kind.PORT, name="Riesa", code="")
    assert tokens("hafen leipzig", "leipzig bahnhof", "flughafen") == {}


@pytest.mark.parametrize(
    "called",
    [
        "flughafen leipzig sued",
        "flughafen sued leipzig",
        "flughafen halle sued",
        "flughafen leipzig halle sued",
        "hafen riesa west",
        "leipzig sued airport",
    ],
)
def test_a_name_of_which_only_a_part_fits_is_no_landmark(called):
    LandmarkFactory(kind=Landmark.Kind.AIRPORT, name="Leipzig/Halle", code="LEJ")
    LandmarkFactory(kind=Landmark.Kind.PORT, name="Riesa", code="")
    assert tokens(called) == {}


def test_several_junctions_of_a_town_are_offered():
    junctions = [
        LandmarkFactory(kind=Landmark.Kind.MOTORWAY_JUNCTION, name=f"Leipzig-{side}", code="A 14")
        for side in ("Nord", "Ost")
    ]
    place, candidates = resolve_place("AS Leipzig")
    assert place is None
    assert {candidate.token for candidate in candidates} == {f"landmark:{one.pk}" for one in junctions}


def test_a_motorway_is_no_place():
    LandmarkFactory(kind=Landmark.Kind.MOTORWAY_JUNCTION, name="Halle-Ost", code="A 14")
    assert tokens("a 14", "a14") == {}


def test_parks_and_postcodes_are_found():
    BusinessParkFactory(name="Star Park", slug="star-park", boundary=square(12.1, 51.4))
    Postcode.objects.create(code="04103", name="Leipzig", location=LandmarkFactory().location)
    assert tokens("star park", "04103") == {"star park": ["park:star-park"], "04103": ["postcode:04103"]}


def test_names_are_asked_for_in_four_questions(leipzig, django_assert_num_queries):
    with django_assert_num_queries(4):
        find_place_tokens({"04103", *(f"name {number}" for number in range(200))})


def test_of_one_name_areas_come_before_parks_and_parks_before_landmarks():
    landmark = LandmarkFactory(name="Nordfeld", code="")
    BusinessParkFactory(name="Nordfeld", slug="nordfeld", boundary=square(12.1, 51.4))
    AreaFactory(key="14713010", name="Nordfeld")
    assert tokens("nordfeld") == {"nordfeld": ["area:14713010", "park:nordfeld", f"landmark:{landmark.pk}"]}


@pytest.mark.django_db(transaction=True)
class TestRemembered:
    """A process remembers the names until another one comes or goes."""

    def test_a_renamed_area_is_known_by_its_new_name(self):
        area = AreaFactory(key="14713010", name="Nordfeld")
        assert tokens("nordfeld", "suedfeld") == {"nordfeld": ["area:14713010"]}
        area.name = "Südfeld"
        area.save()
        assert tokens("nordfeld", "suedfeld") == {"suedfeld": ["area:14713010"]}
        assert place_name_words() == {"suedfeld": "Südfeld"}

    def test_a_park_is_known_while_it_is_published(self):
        park = BusinessParkFactory(
            name="Nordfeld", slug="nordfeld", boundary=square(12.1, 51.4), municipality=None
        )
        type(park).objects.update(workflow_state="draft")
        assert tokens("nordfeld") == {}
        type(park).objects.update(workflow_state="published")
        assert tokens("nordfeld") == {"nordfeld": ["park:nordfeld"]}
        assert "nordfeld" in place_name_words()
        park.delete()
        assert tokens("nordfeld") == {}
        assert "nordfeld" not in place_name_words()

    def test_a_new_landmark_is_known(self):
        assert tokens("flughafen leipzig") == {}
        airport = LandmarkFactory(name="Leipzig/Halle", code="LEJ")
        assert tokens("flughafen leipzig") == {"flughafen leipzig": [f"landmark:{airport.pk}"]}


def test_a_typed_name_means_the_city(leipzig):
    place, candidates = resolve_place("leipzig")
    assert (place.token, candidates) == ("area:14713000", [])


def test_a_label_as_suggested_is_read_back(leipzig):
    airport = LandmarkFactory(name="Leipzig/Halle", code="LEJ")
    assert resolve_place("Leipzig/Halle (LEJ), Flughafen")[0].token == f"landmark:{airport.pk}"


def test_the_beginning_of_one_name_is_enough(leipzig):
    assert resolve_place("Naunh")[0].token == "area:14729080"


def test_a_misspelt_name_is_like_the_name_meant(leipzig):
    AreaFactory(key="15001000", name="Dessau-Roßlau", population=67_747)
    assert [place.token for place in similar_places("Lepzig")][0] == "area:14713000"
    assert [place.token for place in similar_places("Desau")] == ["area:15001000"]
    assert similar_places("Timbuktu") == []
    assert similar_places("x" * 5_000) == []


def test_an_ambiguous_name_gives_its_candidates(leipzig):
    AreaFactory(key="14730200", name="Naundorf")
    place, candidates = resolve_place("Nau")
    assert place is None
    assert {candidate.token for candidate in candidates} == {"area:14729080", "area:14730200"}


@pytest.mark.parametrize("text", ["", " ", "Atlantis", "x" * 5000, "\x00", "area:", None, "🏭"])
def test_what_names_no_place_gives_none(leipzig, text):
    assert resolve_place(text) == (None, [])
