import gzip
from pathlib import Path

import pytest
from django.core.cache import cache
from django.urls import reverse

from regions.importing import import_areas
from regions.maps import map_config
from regions.tiles.current import GERMANY
from tests.factories.regions import AreaFactory
from tests.reading import cookies_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

DEMO = Path(__file__).resolve().parents[2] / "portal" / "demo" / "areas"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


def test_basemap_draws_states_districts_and_city_names(client):
    AreaFactory(state=True)
    AreaFactory(district=True)
    AreaFactory(label_rank=1)
    AreaFactory(name="Without label")
    features = client.get(reverse("regions:basemap")).json()["features"]
    assert [feature["properties"] for feature in features] == [
        {"kind": "district", "name": "Leipzig", "urban": True},
        {"kind": "state", "name": "Sachsen"},
        {"kind": "city", "name": "Leipzig", "rank": 1},
    ]


def test_basemap_takes_two_queries_however_many_areas(client, django_assert_max_num_queries):
    AreaFactory.create_batch(20, label_rank=1)
    with django_assert_max_num_queries(2):
        client.get(reverse("regions:basemap"))


def test_basemap_of_the_demo_region_is_light(client):
    for name in ("states", "districts", "municipalities"):
        import_areas(DEMO / f"{name}.geojson.gz")
    assert len(gzip.compress(client.get(reverse("regions:basemap")).content)) < 120_000


def test_unchanged_basemap_is_not_sent_again(client):
    AreaFactory(state=True)
    etag = client.get(reverse("regions:basemap"))["ETag"]
    assert client.get(reverse("regions:basemap"), headers={"If-None-Match": etag}).status_code == 304


def test_changed_area_is_sent_at_once(client):
    area = AreaFactory(state=True)
    etag = client.get(reverse("regions:basemap"))["ETag"]
    area.name = "Freistaat"
    area.save()
    answer = client.get(reverse("regions:basemap"), headers={"If-None-Match": etag})
    assert answer.json()["features"][0]["properties"]["name"] == "Freistaat"


def test_basemap_sets_no_cookie(client):
    assert not cookies_of(client.get(reverse("regions:basemap")))


def test_map_shows_germany_while_no_areas_are_loaded():
    assert map_config()["extent"] == list(GERMANY)


def test_map_shows_the_districts_where_no_state_is_loaded():
    AreaFactory(district=True, place=(24.9, 60.1), km=20)
    AreaFactory(state=True, key="13", boundary=None, outline=None)  # known by name alone
    west, south, east, north = map_config()["extent"]
    assert 24.6 < west < 24.9 < east < 25.2
    assert 59.9 < south < 60.1 < north < 60.3
    AreaFactory(state=True, place=(12.0, 51.0), km=20)
    assert map_config()["extent"][2] < 12.5


def test_the_map_names_the_sources_of_its_areas_each_once(client):
    AreaFactory(state=True, source="© Survey; places: <GeoNames>")
    AreaFactory(district=True, source="© Survey")
    answer = client.get(reverse("regions:basemap")).json()
    assert answer["attribution"] == "© Survey; places: &lt;GeoNames&gt;"
