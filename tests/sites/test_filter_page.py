"""What a page of filters says of its words, offers as an order, and shows where a search finds nothing."""

import pytest
from django.http import QueryDict
from django.utils.translation import override

from sites.models import Space
from sites.search.filter_page import FilterPage, chips
from sites.search.filters import SpaceFilterSet
from tests.factories.sites import SpaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BESIDE, FAR, FARTHEST = (12.5, 51.34), (13.0, 51.34), (13.7, 51.34)
POINT = "point:51.34,12.37"


def page_of(query, view="list"):
    return FilterPage(SpaceFilterSet(QueryDict(query), Space.objects.published().on_offer()), view)


def names(spaces):
    return [space.name for space in spaces]


def test_of_words_that_rank_it_is_told_how_many_objects_mention_each_and_which_none():
    SpaceFactory(name="Nordhof", description="Am Kanal")
    SpaceFactory(name="Südhof", description="Am KANAL")
    page = page_of("q=Kanal+Nordhof+Brücke+Turm&nice=q")
    assert page.mentioned == {"Kanal": 2, "Nordhof": 1, "Brücke": 0, "Turm": 0}
    assert page.unmentioned == ["Brücke", "Turm"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("q=Turm&nice=q", []),
        ("q=Nordhof&nice=q", [("enthält Nordhof", True)]),
        ("q=Südhof&nice=q", [("enthält Südhof", False)]),
    ],
)
def test_a_card_tells_of_a_wish_for_words_only_where_any_object_mentions_one(query, told):
    SpaceFactory(name="Nordhof", zoning="GI")
    SpaceFactory(name="Südhof")
    page = page_of(query)
    [space] = [space for space in page.filterset.matches if space.name == "Nordhof"]
    assert [(wish.label, wish.is_met) for wish in page.wishes(space)] == told


def test_values_of_one_wish_are_told_together():
    space = SpaceFactory(zoning="GI")
    page = page_of("zoning=GI&zoning=MI&nice=zoning")
    [wish] = page.wishes(page.filterset.matches.get(pk=space.pk))
    assert (wish.label, wish.is_met) == (", ".join(chip.label for chip in page.chips), True)
    assert len(page.chips) == 2


@pytest.mark.parametrize(("query", "is_offered"), [("", False), ("sort=motorway_lorry_minutes", True)])
def test_without_roads_no_order_by_minutes_is_offered_but_the_one_in_force(query, is_offered):
    offered = {value: is_chosen for value, _label, is_chosen in page_of(query).sorts}
    by_minutes = [value for value in offered if value.endswith("_minutes")]
    assert by_minutes == (["motorway_lorry_minutes"] if is_offered else [])
    assert offered.get("motorway_lorry_minutes", False) is is_offered


def nearest(query):
    with override("en"):
        found = {one.label: one for one in page_of(query).relaxations}
    return found.get("The nearest properties")


def test_around_a_place_with_nothing_the_three_nearest_are_shown_with_a_link_that_keeps_the_place():
    for name, at in (
        ("am fernsten", FARTHEST),
        ("fern", FAR),
        ("nah", BESIDE),
        ("noch ferner", (13.4, 51.34)),
    ):
        SpaceFactory(name=name, at=at)
    SpaceFactory(name="ohne Lage", municipality=None)
    found = nearest(f"place={POINT}&radius=5")
    assert names(found.spaces) == ["nah", "fern", "noch ferner"]
    assert found.url == f"?place={POINT}&radius=5&sort=distance&nice=place"
    assert names(page_of(found.url.removeprefix("?")).filterset.matches)[:2] == ["nah", "fern"]


@pytest.mark.parametrize(
    ("query", "dropped", "left"),
    [
        ("area_min=5&page=2", ("area_min", "5"), "?"),
        ("kind=plot&kind=hall", ("kind", "plot"), "?kind=hall"),
        ("place=a&radius=5&minutes=30&vehicle=car", ("place", "a"), "?"),
        ("place=a&minutes=30&vehicle=car", ("minutes", "30"), "?place=a"),
        ("area_min=5&area_max=9&unknown=area", ("area_min", "5"), "?area_max=9&unknown=area"),
        ("area_min=5&unknown=area&nice=area_min&unread=x&meant=a:b", ("area_min", "5"), "?"),
    ],
)
def test_without_a_filter_goes_what_only_served_it(query, dropped, left):
    assert chips.url_without(QueryDict(query), *dropped) == left


def test_a_must_becomes_a_wish_and_a_wish_a_must():
    assert (
        chips.url_with_wish_toggled(QueryDict("area_min=5&page=3"), "area_min") == "?area_min=5&nice=area_min"
    )
    assert chips.url_with_wish_toggled(QueryDict("area_min=5&nice=area_min"), "area_min") == "?area_min=5"


def test_around_a_section_of_the_map_with_nothing_the_link_gives_it_up():
    SpaceFactory(name="fern", at=FAR, zoning="GI")
    SpaceFactory(name="nah", at=BESIDE)
    assert names(nearest("bbox=12.36,51.33,12.38,51.35").spaces) == ["nah", "fern"]
    found = nearest("bbox=12.36,51.33,12.38,51.35&zoning=GI")
    assert (names(found.spaces), found.url) == (["fern"], "?zoning=GI")


def test_where_the_other_filters_let_nothing_through_they_become_wishes():
    SpaceFactory(name="nah", at=BESIDE, zoning="GE")
    found = nearest(f"place={POINT}&radius=5&zoning=GI")
    assert names(found.spaces) == ["nah"]
    assert "nice=place&nice=zoning" in found.url


def sizes(query):
    """[(label, areas, link)] of the next smaller and the next larger ones."""
    with override("en"):
        found = page_of(query).relaxations
    return [
        (one.label.replace("\u00a0", " "), [space.area for space in one.spaces], one.url) for one in found
    ]


def test_the_next_sizes_say_where_they_begin_and_their_link_moves_the_limit_to_the_last():
    for area in (10_000, 40_000, 30_000, 20_000):
        SpaceFactory(area=area)
    smaller = "The next smaller properties, up to 4.0 ha"
    assert sizes("area_min=50000") == [(smaller, [40_000, 30_000, 20_000], "?area_min=20000")]
    larger = "The next larger properties, from 1.0 ha"
    assert sizes("area_max=5000") == [(larger, [10_000, 20_000, 30_000], "?area_max=30000")]


def test_of_a_larger_one_the_smallest_part_counts_and_between_two_limits_both_sides_are_shown():
    SpaceFactory(area=20_000, divisible_from=8_000)
    SpaceFactory(area=30_000)
    SpaceFactory(area=5_000)
    assert sizes("area_min=6000&area_max=7000") == [
        ("The next smaller properties, up to 5,000 m²", [5_000], "?area_min=5000&area_max=7000"),
        ("The next larger properties, from 8,000 m²", [20_000, 30_000], "?area_min=6000&area_max=30000"),
    ]
