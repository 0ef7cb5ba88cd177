import json

import pytest
from django.contrib.gis.geos import Point
from django.urls import reverse

from sites.mapping.geojson import boundary_feature
from sites.models import Space
from sites.search.filters.locations import within_km
from tests.factories.sites import BusinessParkFactory, MunicipalityFactory, SpaceFactory, square
from tests.reading import text_of

pytestmark = pytest.mark.django_db

SECRET = (12.3731, 51.3397)


def collection(client, name="geojson", **asked):
    response = client.get(reverse(f"sites:{name}"), asked)
    assert response.status_code == 200
    return json.loads(response.content)


def names_in(collection):
    return [feature["properties"]["name"] for feature in collection["features"]]


def test_properties_are_an_allow_list(client):
    SpaceFactory(at=SECRET, external_reference="geheim", area=20_000, price_m2=35)
    (feature,) = collection(client)["features"]
    assert set(feature) == {"type", "id", "geometry", "properties"}
    assert set(feature["properties"]) == {
        "number", "kind", "kind_label", "name", "name_language", "language", "url", "place", "status", "status_label",
        "area_m2", "divisible_from_m2", "area_label", "price_m2", "rent_m2", "zoning", "clear_height_m", "motorway_km",
        "is_exact", "facts",
    }  # fmt: skip
    assert "geheim" not in json.dumps(feature)


def test_markup_in_a_name_stays_text(client):
    SpaceFactory(name="<b>Fett</b>", at=SECRET)
    assert names_in(collection(client)) == ["<b>Fett</b>"]


def test_figures_are_numbers_and_also_spelt_out_in_german(client):
    SpaceFactory(at=SECRET, area=125_000, price_m2=35, motorway_km="3.2", zoning="GI")
    properties = collection(client)["features"][0]["properties"]
    assert (properties["area_m2"], properties["price_m2"], properties["motorway_km"]) == (125_000, 35, 3.2)
    assert [fact["value"] for fact in properties["facts"]] == [
        "12,5\u00a0ha",
        "35\u00a0€/m²",
        "GI",
        "3,2\u00a0km (A\u00a014)",
    ]


def test_english_figures_are_english(client):
    SpaceFactory(at=SECRET, area=125_000, price_m2=35)
    response = client.get("/en/space-pool/map.geojson")
    facts = json.loads(response.content)["features"][0]["properties"]["facts"]
    assert [fact["value"] for fact in facts[:2]] == ["12.5\u00a0ha", "€35/m²"]


def test_the_point_is_in_degrees_longitude_first(client):
    SpaceFactory(at=SECRET)
    (feature,) = collection(client)["features"]
    assert feature["geometry"] == {
        "type": "Point",
        "coordinates": [pytest.approx(SECRET[0]), pytest.approx(SECRET[1])],
    }


def test_a_space_without_a_place_has_no_geometry_but_counts(client):
    SpaceFactory(municipality=None)
    answer = collection(client)
    assert answer["features"][0]["geometry"] is None
    assert answer["numberMatched"] == answer["numberReturned"] == 1


def test_boundaries_come_only_when_asked_for(client):
    SpaceFactory(at=SECRET, boundary=square(*SECRET))
    assert "boundary" not in collection(client)["features"][0]
    boundary = collection(client, boundaries="1")["features"][0]["boundary"]
    assert boundary["type"] == "MultiPolygon"


def test_the_map_of_a_page_tells_area_and_perimeter_of_a_boundary():
    feature = boundary_feature(SpaceFactory(name="Hof", boundary=square(12.37, 51.34, metres=200)))
    assert feature["geometry"]["type"] == "MultiPolygon"
    assert feature["properties"] == {"name": "Hof", "area_m2": 40_000, "perimeter_m": 800}
    point = boundary_feature(SpaceFactory(name="Punkt", at=(12.37, 51.34)))
    assert (point["geometry"]["type"], point["properties"]) == ("Point", {"name": "Punkt"})
    assert boundary_feature(SpaceFactory(municipality=None)) is None


def test_each_kind_has_an_address_of_its_own(client):
    SpaceFactory(name="Platz", at=SECRET)
    SpaceFactory(name="Halle", hall=True, at=SECRET)
    assert names_in(collection(client, "plots_geojson")) == ["Platz"]
    assert names_in(collection(client, "halls_geojson")) == ["Halle"]


def test_an_invalid_filter_is_answered_400_with_the_words_of_the_list(client):
    response = client.get(reverse("sites:geojson"), {"area_min": "abc"})
    assert response.status_code == 400
    words = response.json()["errors"]["area_min"][0]
    assert words in client.get(reverse("sites:list"), {"area_min": "abc"}).content.decode()


def test_an_unchanged_collection_is_not_sent_twice(client):
    SpaceFactory(at=SECRET)
    first = client.get(reverse("sites:geojson"))
    again = client.get(reverse("sites:geojson"), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert first["Cache-Control"] == "no-cache"


def test_a_changed_collection_is_sent_again(client):
    space = SpaceFactory(at=SECRET)
    first = client.get(reverse("sites:geojson"))
    space.name = "anders"
    space.save()
    again = client.get(reverse("sites:geojson"), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200


class TestAnUndisclosedAddress:
    """Only the municipality's public point is told, wherever one looks."""

    @pytest.fixture(autouse=True)
    def secret_space(self):
        self.space = SpaceFactory(
            name="Verschwiegen",
            hidden_place=True,
            at=SECRET,
            boundary=square(*SECRET, metres=800),
            address="Geheimgasse 7",
            postcode="04999",
            parcels="Flurstück 4711",
            municipality=MunicipalityFactory(),
        )

    def test_stands_on_the_map_at_its_municipality(self, client):
        (feature,) = collection(client, boundaries="1")["features"]
        assert feature["geometry"]["coordinates"] == [pytest.approx(12.22), pytest.approx(51.39)]
        assert feature["boundary"] is None
        assert feature["properties"]["is_exact"] is False

    def test_is_not_found_by_a_map_section_around_it(self, client):
        assert names_in(collection(client, bbox="12.37,51.33,12.38,51.35")) == []
        assert names_in(collection(client, bbox="12.21,51.38,12.23,51.40")) == ["Verschwiegen"]

    def test_is_not_found_around_a_point_on_it(self):
        def near(lon, lat):
            point = Point(lon, lat, srid=4326).transform(3035, clone=True)
            return [space.name for space in Space.objects.filter(within_km(point, 3))]

        assert near(*SECRET) == []
        assert near(12.22, 51.39) == ["Verschwiegen"]

    def test_is_not_found_by_its_street_or_postcode(self, client):
        assert names_in(collection(client, q="04999")) == []
        assert names_in(collection(client, q="Geheimgasse")) == []

    def test_is_not_found_by_its_park_nor_on_the_park_s_page(self, client):
        park = BusinessParkFactory(name="Silberfeld")
        self.space.park = park
        self.space.save()
        assert names_in(collection(client, q="Silberfeld")) == []
        assert "Silberfeld" not in text_of(client.get(self.space.get_absolute_url()))
        assert "Verschwiegen" not in text_of(client.get(park.get_absolute_url()))

    def test_is_not_told_by_the_page_of_a_neighbour_in_its_park(self, client):
        park = BusinessParkFactory(name="Silberfeld")
        self.space.park = park
        self.space.save()
        hall = SpaceFactory(hall=True, park=park)  # of another kind: not told as similar either
        SpaceFactory(name="Offen gelegen", park=park)
        answer = client.get(hall.get_absolute_url())
        assert answer.status_code == 200
        assert "Offen gelegen" in text_of(answer)
        assert "Verschwiegen" not in text_of(answer)

    def test_is_not_told_by_any_page(self, client):
        outline = 'class="o-plot" d="M'
        for address in (self.space.get_absolute_url(), reverse("sites:list"), reverse("sites:map")):
            page = text_of(client.get(address))
            assert "Geheimgasse" not in page
            assert "04999" not in page
            assert "4711" not in page
            assert "12.373" not in page
            assert outline not in page
