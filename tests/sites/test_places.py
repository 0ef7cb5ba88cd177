import json

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from regions.crs import to_storage, to_wgs84
from regions.models import Area, Postcode
from sites.search.places import find_place, suggest_places
from tests.factories.regions import AreaFactory, LandmarkFactory
from tests.factories.sites import BusinessParkFactory, square

pytestmark = pytest.mark.django_db

LEIPZIG = (12.3731, 51.3397)


@pytest.fixture
def saxony():
    state = AreaFactory(state=True)
    city = AreaFactory(district=True, parent=state)
    rural = AreaFactory(kind="district", key="14729", name="Leipzig", designation="Landkreis", parent=state)
    AreaFactory(key="14713000", name="Leipzig", parent=city, population=600_000)
    AreaFactory(key="14729330", name="Großpösna", parent=rural)
    return state


def labels(text):
    return [place.label for place in suggest_places(text)]


def postcode(code="04109"):
    return Postcode.objects.create(code=code, name="Leipzig", location=to_storage(Point(*LEIPZIG, srid=4326)))


def park(**fields):
    return BusinessParkFactory(name="Star Park", slug="star-park", **fields)


class TestFinding:
    def test_an_area_has_its_boundary(self, saxony):
        place = find_place("area:14729330")
        assert (place.label, place.kind, place.geometry.geom_type) == (
            "Großpösna (Landkreis Leipzig)",
            "area",
            "MultiPolygon",
        )

    def test_landmark_postcode_and_point_have_their_point(self):
        tokens = [f"landmark:{LandmarkFactory().pk}", f"postcode:{postcode().code}", "point:51.3397,12.3731"]
        for token in tokens:
            place = find_place(token)
            assert place.token == token
            assert place.geometry.srid == 3035
            assert to_wgs84(place.geometry).coords == pytest.approx(LEIPZIG, abs=1e-6)

    def test_a_park_has_its_boundary_else_its_point(self):
        park(boundary=square(*LEIPZIG), municipality=None)
        assert find_place("park:star-park").geometry.geom_type == "MultiPolygon"

    def test_a_park_that_is_not_published_or_not_on_the_map_is_none(self):
        park(municipality=None)
        BusinessParkFactory(
            slug="hidden", workflow_state="draft", boundary=square(*LEIPZIG), municipality=None
        )
        assert find_place("park:star-park") is None
        assert find_place("park:hidden") is None

    def test_an_area_of_the_past_or_without_boundary_is_none(self):
        AreaFactory(key="14000001", valid_until="2010-12-31")
        AreaFactory(key="14000002", boundary=None)
        assert find_place("area:14000001") is None
        assert find_place("area:14000002") is None

    @pytest.mark.parametrize(
        "token",
        [
            None, "", ":", "area", "area:", "area:1", "area:99999", "area:14713\n", "area:１４７１３", "landmark:x",
            "landmark:" + "9" * 18, "landmark:" + "9" * 400, "postcode:0410", "park:\x00", "park:" + "x" * 5000,
            "point:", "point:1", "point:1,2,3", "point:91,12", "point:nan,12", "point:12.37,51.34", "point:1e1,1",
            "point:51,34,12,37", "point:1.2.3,4", "galaxy:far",
        ],
    )  # fmt: skip
    def test_what_is_malformed_or_unknown_is_none(self, token):
        assert find_place(token) is None

    def test_digits_of_other_scripts_are_no_second_token_of_a_place(self):
        key = str(LandmarkFactory().pk)
        assert find_place(f"landmark:{key}")
        assert find_place(f"landmark:{''.join(chr(0xFF10 + int(digit)) for digit in key)}") is None
        assert find_place("point:51.3397,12.3731")
        assert find_place("point:５１.3397,12.3731") is None


class TestSuggesting:
    def test_city_comes_once_and_before_the_district_of_its_name(self, saxony):
        LandmarkFactory(kind="station", name="Leipzig Hbf")
        assert labels("leipzig") == ["Leipzig", "Landkreis Leipzig", "Leipzig Hbf, Bahnhof"]

    @pytest.mark.parametrize("typed", ["Großpösna", "grosspoesna", "GROSSPÖ", "  großpösna ", "pösna"])
    def test_case_umlauts_and_blanks_do_not_matter(self, saxony, typed):
        assert labels(typed) == ["Großpösna (Landkreis Leipzig)"]

    @pytest.mark.parametrize("typed", ["Halle", "halle saale", "Halle (Saale)", "Halle/Saale"])
    def test_punctuation_does_not_matter(self, typed):
        AreaFactory(name="Halle (Saale)", key="15002000")
        assert labels(typed) == ["Halle (Saale)"]

    def test_exact_before_beginning_before_word_before_anywhere(self):
        for key, name in enumerate(["Rohrau", "Bad Aue", "Auerbach", "Aue", "Grauen"]):
            AreaFactory(name=name, key=f"1400000{key}")
        assert labels("aue") == ["Aue", "Auerbach", "Bad Aue", "Grauen"]

    def test_what_is_named_so_stands_before_what_begins_so_whatever_kind_it_is(self):
        AreaFactory(name="Auerbach", key="14000001")
        LandmarkFactory(kind="port", name="Aue")
        assert labels("aue") == ["Aue, Hafen", "Auerbach"]

    @pytest.mark.parametrize("typed", ["A14", "a 14", "Leipzig-Nord", "leipzig nord"])
    def test_a_junction_is_found_by_name_and_by_motorway(self, typed):
        LandmarkFactory(kind="motorway_junction", name="Leipzig-Nord", code="A 14")
        assert labels(typed) == ["Leipzig-Nord (A 14), Autobahnanschlussstelle"]

    def test_postcodes_and_parks_are_found(self):
        postcode()
        park(boundary=square(*LEIPZIG), municipality=None)
        assert labels("041") == ["04109 Leipzig"]
        assert labels("04109 Leipzig") == ["04109 Leipzig"]
        assert labels("star") == ["Star Park"]

    def test_at_most_eight(self):
        for number in range(12):
            LandmarkFactory(name=f"Platz {number}")
        assert len(suggest_places("platz")) == 8

    def test_every_suggestion_can_be_found(self, saxony):
        LandmarkFactory(name="Leipzig/Halle", code="LEJ")
        postcode()
        for place in [*suggest_places("leipzig"), *suggest_places("04")]:
            assert find_place(place.token).label == place.label


class TestAnswer:
    def test_is_a_list_that_anybody_may_keep_for_five_minutes(self, client, saxony):
        answer = client.get(reverse("sites:places"), {"q": "Leipzig"})
        assert json.loads(answer.content)[0] == {"token": "area:14713000", "label": "Leipzig", "kind": "area"}
        assert "public" in answer["Cache-Control"]
        assert "max-age=300" in answer["Cache-Control"]
        assert not answer.cookies

    @pytest.mark.parametrize("typed", ["", " ", "(", "\x00", "%", "x" * 5000, "😀", "٠٤١٠٩", "' OR 1=1"])
    def test_is_empty_for_what_nothing_is_named(self, client, saxony, typed):
        answer = client.get(reverse("sites:places"), {"q": typed})
        assert (answer.status_code, json.loads(answer.content)) == (200, [])

    def test_takes_the_same_queries_however_many_places(self, client, django_assert_max_num_queries):
        for number in range(30):
            AreaFactory(name=f"Leipzig {number}", key=f"140000{number:02}")
            LandmarkFactory(name=f"Leipzig {number}")
        assert Area.objects.count() == 30
        with django_assert_max_num_queries(4):
            client.get(reverse("sites:places"), {"q": "Leipzig"})
