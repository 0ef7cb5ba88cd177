"""In a large pool a page with filters never asked before comes without the counts beside them; these follow."""

import html
import json
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from caching import stores
from sites.search.filter_page import facets
from tests.factories.sites import DistrictFactory, MunicipalityFactory, SpaceFactory
from tests.reading import text_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SEARCHES = [
    "?area_min=5000",
    "?zoning=GI&status=free&nice=status",
    "?district=14729&price_m2_max=40",
    "?motorway=A14&unknown=area&area_max=9000",
    "?kind=hall&clear_height_min=8",
]


@pytest.fixture(autouse=True)
def pool():
    cache.clear()
    stores.clear_stores()
    borna = MunicipalityFactory(
        key="14729060", name="Borna", parent=DistrictFactory(key="14729", name="Leipzig")
    )
    SpaceFactory(area=4_000, zoning="GE", price_m2=20)
    SpaceFactory(area=8_000, zoning="GI", price_m2=None, municipality=borna)
    SpaceFactory(hall=True, area=6_000, clear_height=10)
    yield
    cache.clear()


@pytest.fixture
def large(monkeypatch):
    """Three objects are more than are counted at once."""
    monkeypatch.setattr(facets, "MAX_POOL_COUNTED_INLINE", 2)


def list_of(client, query="", name="list", **headers):
    return text_of(client.get(reverse(f"sites:{name}") + query, headers=headers))


def counts_of(client, query, name="list"):
    return list_of(client, query, name, **{"x-fragment": "counts"})


def numbers(page):
    """What stands beside the choices, by name and value: "" where there is no number."""
    found = re.findall(r'name="(\w+)" value="([^"]+)"[^>]*><span>[^<]*<span class="num">(\d*)<', page)
    return {f"{name}:{value}": count for name, value, count in found if name != "unknown"}


def state_of(page):
    return json.loads(re.search(r'id="filter-state" type="application/json">(.*?)</script>', page)[1])


@pytest.mark.once
@pytest.mark.parametrize("name", ["list", "map", "plots"])
def test_a_search_nobody_asked_for_comes_without_numbers_but_with_its_hits(client, large, name):
    page = list_of(client, "?area_min=5000", name)
    assert set(numbers(page).values()) == {""}
    assert "data-uncounted" in page
    assert f'data-count="{1 if name == "plots" else 2}"' in page
    assert "check--none" not in page
    assert re.findall(r'<span class="num" data-tab-count="\w+"( hidden)?>', page) == [" hidden"] * 3


def test_it_offers_all_there_is_in_the_pool_and_what_is_chosen(client, large):
    everything = numbers(list_of(client, "?section=law")) | numbers(list_of(client, "?section=traffic"))
    page = list_of(client, "?zoning=GI&motorway=A999")
    assert numbers(page).keys() == everything.keys() | {"motorway:A 999"}
    assert 'name="motorway" value="A 999" checked' in page
    assert 'name="zoning" value="GI" checked' in page


def test_motorways_stand_in_the_order_of_their_numbers(client, large):
    page = list_of(client, "?motorway=A14&motorway=A9&motorway=A143&motorway=A72&motorway=A38")
    roads = re.findall(r'name="motorway" value="A (\d+)"', page)
    assert roads == sorted(roads, key=int)


@pytest.mark.once
def test_its_histograms_are_those_of_the_pool(client, large):
    drawn = r'data-histogram="price_m2"[^>]*><svg[^>]*><path d="([^"]*)"'
    everything = re.search(drawn, list_of(client))[1]
    assert everything
    assert re.search(drawn, list_of(client, "?zoning=GI"))[1] == everything


def test_it_says_what_it_leaves_out_without_a_number(client, large):
    page = list_of(client, "?price_m2_max=40")
    assert "Hier fehlt, was dazu keine Angabe macht: Kaufpreis." in page
    assert "Hier fehlt" not in list_of(client, "?price_m2_max=40&unknown=price_m2")
    followed = counts_of(client, "?price_m2_max=40")
    assert "2 Objekte fehlen hier nur, weil eine Angabe fehlt: Kaufpreis." in followed


@pytest.mark.parametrize("query", SEARCHES)
def test_the_counts_that_follow_are_those_a_small_pool_shows_at_once(client, monkeypatch, query):
    shown = state_of(list_of(client, query, **{"x-fragment": "results"}))
    cache.clear()
    stores.clear_stores()
    monkeypatch.setattr(facets, "MAX_POOL_COUNTED_INLINE", 2)
    waiting = state_of(list_of(client, query, **{"x-fragment": "results"}))
    assert waiting["counts"] is waiting["tabs"] is None
    followed = counts_of(client, query)
    assert state_of(followed) == shown
    assert "<html" not in followed


def test_counts_once_made_stand_in_the_page(client, large):
    counts_of(client, "?area_min=5000")
    page = list_of(client, "?area_min=5000&sort=area&section=law")
    assert "data-uncounted" not in page
    assert numbers(page)["zoning:GI"] == "1"
    assert numbers(page)["zoning:GE"] == "0"


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", marks=pytest.mark.once),
        pytest.param("?page=1", marks=pytest.mark.once),
        "?sort=area",
        pytest.param("?area_min=viel", marks=pytest.mark.once),
    ],
)
def test_a_page_without_filters_in_force_has_its_numbers(client, large, query):
    assert "" not in numbers(list_of(client, query)).values()


@pytest.mark.parametrize("name", ["plots", "halls_map"])
def test_all_of_a_kind_come_without_numbers_until_somebody_counted_them(client, large, settings, name):
    settings.CACHES_PAGES = True
    first = list_of(client, "", name)
    assert "data-uncounted" in first
    assert re.findall(r'data-tab-count="\w+">\s+(\d)<', first) == ["3", "2", "1"]
    with CaptureQueriesContext(connection) as asked:
        assert counts_of(client, "", name) == counts_of(client, "", name)
    counting = [query["sql"] for query in asked if re.match(r"SELECT COUNT\(", query["sql"])]
    assert len(counting) == len(set(counting))  # the second was kept
    second = list_of(client, "", name)
    assert "data-uncounted" not in second
    assert "" not in numbers(second).values()


def test_what_a_filter_of_a_kind_offers_is_what_its_kind_has_once_that_is_counted(client, large):
    plots_only = 'name="district" value="14729"'
    assert plots_only in list_of(client, "?area_min=5000&section=place", "halls")
    counts_of(client, "", "halls")
    assert plots_only not in list_of(client, "?area_min=5000&section=place", "halls")


@pytest.mark.once
def test_a_small_pool_is_counted_at_once(client):
    page = list_of(client, "?area_min=5000&section=law")
    assert "data-uncounted" not in page
    assert numbers(page)["zoning:GI"] == "1"


def test_an_empty_result_still_says_what_to_give_up(client, large):
    page = html.unescape(list_of(client, "?area_min=7000&zoning=GE"))
    assert re.search(r"Ohne „[^“]+“</a>:\s+1 Objekt", page)


@pytest.mark.parametrize(
    ("name", "query", "hits"),
    [
        ("list", "", 3),
        pytest.param("plots", "", 2, marks=pytest.mark.once),
        ("halls_map", "?sort=area", 1),
        pytest.param("list", "?kind=plot", 2, marks=pytest.mark.once),
        pytest.param("list", "?kind=hall", 1, marks=pytest.mark.once),
        ("list", "?kind=plot&kind=hall", 3),
        pytest.param("plots", "?kind=hall", 2, marks=pytest.mark.once),
        ("plots", "?status=free&nice=status", 2),
    ],
)
def test_the_hits_of_a_kind_are_those_of_the_stock(client, large, name, query, hits):
    assert f'data-count="{hits}"' in list_of(client, query, name)
