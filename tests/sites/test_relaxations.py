"""Nothing matches: the page says what to give up, and shows objects to go on with."""

from urllib.parse import unquote

import pytest
from django.http import QueryDict

from sites.choices import Kind
from sites.models import Space
from sites.search.filter_page import FilterPage
from sites.search.filters import SpaceFilterSet
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db


def page_of(query):
    spaces = Space.objects.published().on_offer()
    return FilterPage(SpaceFilterSet(QueryDict(query.removeprefix("?")), spaces), "list")


def found(query):
    return page_of(query).filterset.matches.count()


def plot(**values):
    return SpaceFactory(**{"zoning": "GE", "area": 10_000} | values)


def test_one_filter_less_is_offered_with_what_it_gives():
    plot(area=10_000)
    page = page_of("area_min=50000&status=free")
    (way,) = page.ways
    assert (way.count, found(way.url), found(way.wish_url)) == (1, 1, 1)
    assert len(page.no_help) == 1


def test_where_one_filter_less_is_not_enough_pairs_are_offered():
    plot(area=10_000)
    page = page_of("area_min=50000&grz_min=0.9&status=free")
    assert [set(way.names) for way in page.ways] == [{"area_min", "grz_min"}]
    assert all(found(way.url) == found(way.wish_url) == way.count == 1 for way in page.ways)
    assert len(page.no_help) == 3


def test_all_filters_as_wishes_find_the_whole_pool():
    plot()
    plot(area=20_000)
    page = page_of("area_min=50000&grz_min=0.9&status=free&sort=area")
    assert page.loosened_count == found(page.loosened_url) == 2
    assert "sort" not in page.loosened_url


def test_wishes_that_were_there_stay_wishes():
    plot()
    page = page_of("area_min=50000&grz_min=0.9&nice=grz_min")
    assert "nice=grz_min&nice=area_min" in unquote(page.ways[0].wish_url)


def test_the_next_sizes_keep_to_the_other_filters_if_these_let_any_through():
    plot(area=20_000, site_coverage_ratio=0.8)
    plot(area=30_000)
    page = page_of("area_min=50000&grz_min=0.7")
    (smaller,) = page.relaxations
    assert [space.area for space in smaller.spaces] == [20_000]
    assert found(smaller.url) == 1
    assert "nice" not in smaller.url


def test_the_next_sizes_make_the_other_filters_wishes_if_these_let_none_through():
    plot(area=20_000)
    page = page_of("area_min=50000&grz_min=0.9")
    (smaller,) = page.relaxations
    assert [space.area for space in smaller.spaces] == [20_000]
    assert found(smaller.url) == 1


def test_the_best_matches_are_shown_where_no_size_and_no_place_was_asked_for():
    best = plot(site_coverage_ratio=0.9)
    plot(site_coverage_ratio=0.5)
    page = page_of("grz_min=0.8&gfz_min=9&status=reserved")
    (matches,) = page.relaxations
    assert matches.spaces[0] == best
    assert [wish.is_met for wish in matches.page.wishes(matches.spaces[0])].count(True) == 1


def test_the_kind_is_never_given_up():
    SpaceFactory(hall=True)
    page = page_of(f"kind={Kind.PLOT}&area_min=50000")
    assert page.ways == []
    assert page.relaxations == []
    assert page.loosened_count == 0


def test_more_filters_than_can_be_combined_are_no_error(client):
    plot()
    names = "area_min price_m2_min rent_m2_min grz_min gfz_min bmz_min gas_min water_min fibre_min power_min crane_min"
    names += (
        " yard_min contiguous_min noise_day_min noise_night_min hydrogen_min waste_water_min floor_load_min"
    )
    names += " docks_min drive_in_doors_min column_grid_min"
    query = "&".join(f"{name}=100" for name in names.split())
    page = page_of(query)
    assert page.ways == []
    assert page.loosened_count == 1
    assert page.relaxations
