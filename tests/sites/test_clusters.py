"""What the map gets: clusters and markers that add up to the list, in answers of bounded size."""

import json

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.urls import reverse
from django.utils.translation import override

from regions.crs import to_storage
from sites.mapping.clusters import MAX_CLUSTERS
from sites.models import Space
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory, square

pytestmark = pytest.mark.django_db

REGION = {"view": "9.8,50.1,15.1,53.1", "zoom": "8"}
LEIPZIG_CLOSE = {"view": "12.3,51.3,12.44,51.38", "zoom": "13"}
MAXIMUM_BYTES = 300_000


def answer(client, name="geojson", **asked):
    response = client.get(reverse(f"sites:{name}"), asked)
    assert response.status_code == 200, response.content
    assert len(response.content) <= MAXIMUM_BYTES
    return json.loads(response.content)


def stands_for(collection):
    """How many spaces the features stand for."""
    return sum(feature["properties"].get("count", 1) for feature in collection["features"])


def many(count, at, name="Gewerbefläche mit einem Namen, der so lang ist wie erlaubt " * 2, spread=0.0):
    """Published plots side by side, made without signals: thousands of them."""
    municipality = MunicipalityFactory()
    side = int(count**0.5) + 1
    spaces = []
    for number in range(count):
        x, y = at[0] + spread * (number % side) / side, at[1] + spread * (number // side) / side
        point = to_storage(Point(x, y, srid=4326))
        spaces.append(
            Space(
                number=100_000 + number,
                kind="plot",
                name_de=name,
                workflow_state="published",
                municipality=municipality,
                location=point,
                public_location=point,
                area=12_500,
            )
        )
    Space.objects.bulk_create(spaces, batch_size=500)


def test_spaces_far_apart_stand_alone_with_what_a_marker_shows(client):
    space = SpaceFactory(name="Nordhof", at=LEIPZIG, area=125_000)
    SpaceFactory(at=(11.0, 51.0))
    features = answer(client, **REGION)["features"]
    assert len(features) == 2
    (shown,) = [feature for feature in features if feature["id"] == space.number]
    assert set(shown["properties"]) == {"kind", "name", "place", "area_label", "marker"}
    assert shown["properties"]["area_label"] == "12,5\u00a0ha"
    assert shown["properties"]["marker"] == "12,5"


def test_spaces_side_by_side_become_a_cluster_that_names_and_bounds_them(client):
    SpaceFactory(at=LEIPZIG, number=3002)
    SpaceFactory(hall=True, at=(12.38, 51.35), number=3001)
    (cluster,) = answer(client, **REGION)["features"]
    assert cluster["properties"] == {
        "count": 2,
        "kinds": {"plot": 1, "hall": 1},
        "numbers": [3001, 3002],
    }
    assert cluster["bbox"] == pytest.approx([12.37, 51.34, 12.38, 51.35], abs=1e-3)


def test_a_cluster_opens_when_one_comes_closer(client):
    SpaceFactory(at=LEIPZIG)
    SpaceFactory(at=(12.38, 51.35))
    assert len(answer(client, **LEIPZIG_CLOSE)["features"]) == 2


def test_markers_never_touch_across_the_lines_of_the_grid(client):
    many(400, at=(12.0, 51.0), spread=1.0)
    points = [
        to_storage(Point(*feature["geometry"]["coordinates"], srid=4326))
        for feature in answer(client, **REGION)["features"]
    ]
    touching = 40 * 390  # 40 px at zoom 8, in metres
    assert len(points) > 1
    assert all(one.distance(other) > touching for one in points for other in points if one is not other)


def test_clusters_and_markers_add_up_to_what_the_list_counts(client):
    many(300, at=(12.0, 51.0), spread=1.5)
    for zoom in range(6, 14):
        collection = answer(client, view=REGION["view"], zoom=zoom)
        assert stands_for(collection) == collection["numberInView"] == collection["numberMatched"] == 300


def test_the_view_filters_nothing_but_what_is_drawn(client):
    SpaceFactory(at=LEIPZIG)
    SpaceFactory(at=(11.0, 51.0))
    SpaceFactory(municipality=None)
    collection = answer(client, **LEIPZIG_CLOSE)
    assert collection["numberMatched"] == 3
    assert collection["numberInView"] == collection["numberReturned"] == 1


def test_a_little_more_than_the_view_is_answered(client):
    SpaceFactory(at=(12.45, 51.34))
    assert answer(client, **LEIPZIG_CLOSE)["numberInView"] == 1


def test_filters_apply_to_clusters(client):
    SpaceFactory(at=LEIPZIG)
    SpaceFactory(hall=True, at=LEIPZIG)
    collection = answer(client, kind="hall", **REGION)
    assert stands_for(collection) == collection["numberMatched"] == 1


def test_an_undisclosed_place_stands_at_its_municipality_without_boundary(client):
    SpaceFactory(hidden_place=True, at=LEIPZIG, boundary=square(*LEIPZIG))
    assert answer(client, **LEIPZIG_CLOSE)["features"] == []
    collection = answer(client, view="12.2,51.38,12.24,51.40", zoom=14)
    (shown,) = collection["features"]
    assert shown["geometry"]["coordinates"] == pytest.approx([12.22, 51.39], abs=1e-4)
    assert collection["boundaries"] == []


def test_a_view_of_where_it_really_is_shows_no_boundary_of_an_undisclosed_place(client):
    SpaceFactory(at=LEIPZIG, boundary=square(*LEIPZIG), hidden_place=True)
    shown = SpaceFactory(at=LEIPZIG, boundary=square(*LEIPZIG))
    collection = answer(client, **LEIPZIG_CLOSE)
    assert [boundary["properties"]["number"] for boundary in collection["boundaries"]] == [shown.number]


def test_boundaries_come_with_a_close_view_only(client):
    space = SpaceFactory(at=LEIPZIG, boundary=square(*LEIPZIG))
    assert "boundaries" not in answer(client, **REGION)
    (boundary,) = answer(client, **LEIPZIG_CLOSE)["boundaries"]
    assert boundary["properties"] == {"number": space.number, "kind": "plot"}
    assert boundary["geometry"]["type"] in ("Polygon", "MultiPolygon")


def test_thrice_as_many_spaces_as_features_fit_into_every_answer(client, django_assert_max_num_queries):
    many(3 * MAX_CLUSTERS, at=(11.0, 50.5), spread=2.5)
    for zoom in (6, 8, 9, 10, 12, 19):
        with django_assert_max_num_queries(4):
            answer(client, view="11,50.5,13.5,53", zoom=zoom)
    assert answer(client)["numberReturned"] <= MAX_CLUSTERS


def test_a_cluster_of_many_names_all_its_members_while_the_view_holds_few(client):
    many(30, at=LEIPZIG)
    (cluster,) = answer(client, view="12.3699,51.3399,12.3701,51.3401", zoom=19)["features"]
    assert cluster["properties"]["numbers"] == list(range(100_000, 100_030))


@pytest.mark.once
def test_boundaries_of_ten_thousand_corners_do_not_break_the_limit(client):
    middle = to_storage(Point(*LEIPZIG, srid=4326))
    for step in range(6):
        ring = Point(middle.x + 500 * step, middle.y, srid=3035).buffer(400, 2_500)
        SpaceFactory(at=LEIPZIG, location=None, boundary=MultiPolygon(ring, srid=3035))
    assert answer(client, boundaries="1")["numberMatched"] == 6
    assert len(answer(client, **LEIPZIG_CLOSE)["boundaries"]) == 6


@pytest.mark.once
def test_an_answer_counts_the_features_it_holds(client):
    SpaceFactory(at=LEIPZIG)
    SpaceFactory(at=LEIPZIG)
    SpaceFactory(at=(LEIPZIG[0] + 0.5, LEIPZIG[1]))
    for asked in (REGION, REGION | {"zoom": "6"}, {}, {"offset": "1"}):
        collection = answer(client, **asked)
        assert collection["numberReturned"] == len(collection["features"])
    assert answer(client, offset="1")["numberReturned"] == 2
    assert answer(client, **REGION)["numberReturned"] == 2


@pytest.mark.once
def test_machines_page_through_all_matches(client):
    many(800, at=(12.0, 51.0), spread=1.0)
    collection = answer(client)
    assert collection["numberReturned"] == len(collection["features"]) < collection["numberMatched"] == 800
    numbers = []
    while True:
        numbers += [feature["id"] for feature in collection["features"]]
        if not collection.get("links"):
            break
        assert [link["rel"] for link in collection["links"]] == ["next"]
        collection = json.loads(client.get(collection["links"][0]["href"]).content)
    assert len(numbers) == len(set(numbers)) == 800


@pytest.mark.once
@pytest.mark.parametrize(
    "asked",
    [
        {"view": "12,51,13,52"},
        {"zoom": "8"},
        {"view": "13,51,12,52", "zoom": "8"},
        {"view": "a,b,c,d", "zoom": "8"},
        {"view": "12,51,13,52", "zoom": "99"},
        {"view": "12,51,13,52", "zoom": "8.5"},
        {"offset": "-1"},
        {"offset": "9" * 40},
    ],
)
def test_a_malformed_view_is_answered_400(client, asked):
    response = client.get(reverse("sites:geojson"), asked)
    assert response.status_code == 400
    assert response.json()["errors"]


@pytest.mark.once
def test_the_whole_world_at_the_closest_zoom_is_answered_coarsely(client):
    many(300, at=(12.0, 51.0), spread=1.5)
    collection = answer(client, view="-180,-90,180,90", zoom=19)
    assert stands_for(collection) == 300
    assert "boundaries" not in collection


def test_a_view_beyond_europe_is_empty(client):
    SpaceFactory(at=LEIPZIG)
    assert answer(client, view="100,10,110,20", zoom=8)["features"] == []


class TestTheSearchedArea:
    def test_tells_place_reach_and_radius(self, client):
        area = answer(client, place="point:51.34,12.37", radius="15", **REGION)["search_area"]
        roles = {feature["properties"]["role"]: feature for feature in area}
        assert roles["reach"]["properties"]["radius_km"] == 15
        reach = to_storage(Polygon(roles["reach"]["geometry"]["coordinates"][0], srid=4326))
        assert reach.area == pytest.approx(3.1416 * 15_000**2, rel=0.01)
        assert roles["place"]["geometry"]["type"] == "Point"

    def test_tells_the_drawn_polygon(self, client):
        (drawn,) = answer(client, polygon="51.2,12.2;51.5,12.2;51.5,12.6", **REGION)["search_area"]
        assert drawn["properties"]["role"] == "drawn"
        assert len(drawn["geometry"]["coordinates"][0]) >= 4

    def test_is_empty_without_a_place(self, client):
        assert answer(client, **REGION)["search_area"] == []


class TestWhatAMarkerOpens:
    def opened(self, client, *numbers):
        return client.get(reverse("sites:map_objects"), {"number": numbers})

    def test_is_the_object_with_its_facts(self, client):
        space = SpaceFactory(name="<b>Nordhof</b>", at=LEIPZIG, area=125_000)
        page = self.opened(client, space.number).content.decode()
        assert "&lt;b&gt;Nordhof" in page
        assert "12,5\u00a0ha" in page
        assert 'data-point="12.37,51.34"' in page

    def test_is_a_list_of_several(self, client):
        spaces = [SpaceFactory(), SpaceFactory(hall=True)]
        page = self.opened(client, *(space.number for space in spaces)).content.decode()
        assert page.count("data-number=") == 2

    def test_says_the_language_of_each_name(self, client):
        spaces = [SpaceFactory(name_de="Nordfeld"), SpaceFactory(name_de="Südhof", name_en="South yard")]
        with override("en"):
            page = self.opened(client, *(space.number for space in spaces)).content.decode()
        assert 'lang="de">Nordfeld</a>' in page
        assert 'lang="en">South yard</a>' in page

    def test_keeps_drafts_and_sold_ones_to_itself(self, client):
        assert self.opened(client, SpaceFactory(draft=True).number).status_code == 404
        assert self.opened(client, SpaceFactory(taken=True).number).status_code == 404

    def test_does_not_tell_an_undisclosed_place(self, client):
        space = SpaceFactory(hidden_place=True, at=LEIPZIG)
        page = self.opened(client, space.number).content.decode()
        assert 'data-point="12.22,51.39"' in page
        assert "12.37" not in page

    @pytest.mark.parametrize("number", ["", "abc", "-1", "9" * 50, "²"])
    def test_is_nothing_for_what_is_no_number(self, client, number):
        assert self.opened(client, number).status_code == 404

    def test_takes_a_fixed_number_of_queries(self, client, django_assert_max_num_queries):
        numbers = [SpaceFactory().number for _number in range(5)]
        with django_assert_max_num_queries(4):
            self.opened(client, *numbers)


def test_the_extent_of_all_and_of_each_kind_is_that_of_their_places(client):
    SpaceFactory(at=(11.0, 51.0))
    SpaceFactory(at=(12.0, 52.0), hall=True)
    SpaceFactory(at=(13.0, 50.0), marketing_status="taken")
    told = {name: answer(client, name, **REGION) for name in ("geojson", "plots_geojson", "halls_geojson")}
    assert [each["numberMatched"] for each in told.values()] == [2, 1, 1]
    assert told["geojson"]["extent"] == pytest.approx([11, 51, 12, 52], abs=0.05)
    assert told["plots_geojson"]["extent"] == pytest.approx([11, 51, 11, 51], abs=1e-4)
    assert told["halls_geojson"]["extent"] == pytest.approx([12, 52, 12, 52], abs=1e-4)
    filtered = answer(client, **REGION, status="free")
    assert filtered["extent"] == told["geojson"]["extent"]
