"""The counts beside the filters tell what the list would hold."""

import html
import random
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from database.columns import CompiledCounts, count_rows
from sites.models import Offer, Space, SpaceDistance
from sites.search.filter_page.facets import CHOICES, choice_conditions_sql, get_facets
from sites.search.filter_page.histograms import RANGES
from sites.search.filters import PARAMETERS, SpaceFilterSet
from tests.factories.sites import SpaceFactory, UtilityFactory
from tests.reading import text_of
from tests.recounting import a_pool_of_every_trade, a_search, promises

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def count_beside(page, name, choice):
    """The number that the form shows beside a choice."""
    beside = re.search(rf'name="{name}" value="{choice}".*?<span class="num">(\d+)<', page)
    return int(beside[1])


def test_what_a_choice_promises_is_what_it_gives():
    dice = random.Random(2026)
    a_pool_of_every_trade(dice)
    pool = Space.objects.published().on_offer()
    for _number in range(3):
        asked = a_search(dice)
        for count, choice, address in promises(asked):
            assert SpaceFilterSet(address, pool).matches.count() == count, (asked, choice)


def test_a_filter_that_only_plots_have_promises_no_halls(client):
    SpaceFactory(hall=True, clear_height=10)
    SpaceFactory(zoning_restricted=False)
    page = client.get(reverse("sites:list"), {"clear_height_min": "8", "section": "law"}).content.decode()
    assert count_beside(page, "zoning_restricted", "no") == 0


def test_a_choice_beside_what_is_not_stated_counts_that_as_well(client):
    SpaceFactory(zoning="GI")
    SpaceFactory(zoning="")
    page = client.get(reverse("sites:plots"), {"unknown": "zoning", "section": "law"}).content.decode()
    assert count_beside(page, "zoning", "GI") == 2


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_choice_is_counted_by_what_its_filter_demands(language):
    """Its SQL is worked out once for all languages, with and without what leaves the figure open."""
    a_pool_of_every_trade(random.Random(7))
    pool = Space.objects.published().on_offer().rewrite(False)
    with translation.override(language):
        for group, criterion in CHOICES.items():
            for unknown in {"", criterion.figure}:
                asked = {"unknown": [unknown]} if unknown else {}
                filtersets = [
                    SpaceFilterSet({group: [value], **asked}, pool) for value, _label in criterion.choices
                ]
                counts = {group: CompiledCounts(choice_conditions_sql(group, bool(unknown)))}
                expected = [filterset.matches.count() for filterset in filtersets]
                assert count_rows(pool, counts)[group] == expected, (group, unknown)


def test_the_form_counts_a_new_utility_and_a_new_road_at_once(client):
    space, page = SpaceFactory(), {"section": "utilities"}
    asked = reverse("sites:list"), page
    assert count_beside(client.get(*asked).content.decode(), "utility", "hydrogen") == 0
    UtilityFactory(space=space, medium="hydrogen")
    assert count_beside(client.get(*asked).content.decode(), "utility", "hydrogen") == 1
    assert (
        "A 14" not in get_facets(SpaceFilterSet({}, Space.objects.published().on_offer())).counts["motorway"]
    )
    Space.objects.update(stored_motorway_code="A 14")
    assert get_facets(SpaceFilterSet({}, Space.objects.published().on_offer())).counts["motorway"] == {
        "A 14": 1
    }


def test_the_form_counts_what_is_published_at_the_moment_of_the_request(client, monkeypatch):
    now = timezone.now()
    SpaceFactory(published_until=now + timedelta(hours=2))
    SpaceFactory(published_from=now + timedelta(hours=1))
    shown = []
    for hours in (0, 1.5, 3):
        monkeypatch.setattr(timezone, "now", lambda hours=hours: now + timedelta(hours=hours))
        page = client.get(reverse("sites:list"), {"section": "availability"}).content.decode()
        shown.append(count_beside(page, "status", "free"))
    assert shown == [1, 2, 1]


class TestTabs:
    """“All objects 95 · Commercial plots 57 · Hall properties 38”: each number is what its link gives."""

    def tabs(self, client, address):
        page = client.get(address).content.decode()
        a_tab = r'href="([^"]+)" data-link="(all|plots|halls)".*?data-tab-count="\w+">\s*(\d+)<'
        found = re.findall(a_tab, page, re.DOTALL)
        assert len(found) == 3
        return {name: (html.unescape(url), int(count)) for url, name, count in found}

    SEARCHES = [
        ("list", ""),
        ("list", "kind=plot"),
        ("list", "clear_height_min=8&ownership=municipal&ownership=private"),
        ("list", "kind=hall&zoning=GI"),
        ("map", "status=free&nice=ownership&ownership=private"),
        ("halls", "clear_height_min=8&unknown=clear_height"),
        ("plots", "zoning=GI&status=reserved"),
    ]

    @pytest.mark.once
    def test_say_what_their_links_give(self, client):
        a_pool_of_every_trade(random.Random(2026))
        for route, query in self.SEARCHES:
            for name, (address, count) in self.tabs(client, f"{reverse(f'sites:{route}')}?{query}").items():
                page = client.get(address).content.decode()
                assert f'data-count="{count}"' in page, (route, query, name)

    @pytest.mark.once
    def test_give_no_number_where_a_filter_cannot_be_understood(self, client):
        page = client.get(reverse("sites:list"), {"area_min": "big"}).content.decode()
        assert len(re.findall(r'data-tab-count="all" hidden>\s*<', page)) == 1

    def test_lead_from_one_kind_to_both(self, client):
        SpaceFactory(hall=True)
        SpaceFactory()
        tabs = self.tabs(client, reverse("sites:list") + "?kind=hall")
        assert tabs["all"] == (reverse("sites:list"), 2)


@pytest.mark.once
class TestOtherKind:
    """On a search for one kind the filters that only the other has do not appear."""

    def section(self, client, name, query=None, route="list"):
        address = reverse(f"sites:{route}")
        return text_of(
            client.get(address, (query or {}) | {"section": name}, headers={"x-fragment": "section"})
        )

    def is_shown(self, section, name):
        [fieldset] = re.findall(rf'<fieldset[^>]* data-of-kind="{name}"[^>]*>', section)
        return not re.search(r"\shidden\b", fieldset)

    @pytest.mark.parametrize("query", [{"kind": "hall"}, {"clear_height_min": "8"}])
    def test_filters_of_plots_are_withheld_on_a_search_for_halls(self, client, query):
        law = self.section(client, "law", query)
        assert not self.is_shown(law, "zoning")
        assert not self.is_shown(law, "grz")
        assert self.is_shown(self.section(client, "hall", query), "clear_height")

    def test_a_section_of_which_nothing_is_left_goes_as_well(self, client):
        page = client.get(reverse("sites:list"), {"kind": "plot"}).content.decode()
        [section] = re.findall(
            r'<details class="group filter-section" id="filters-\w+" data-section="hall"[^>]*>', page
        )
        assert " hidden>" in section

    def test_one_in_the_address_stays_so_that_it_can_be_removed(self, client):
        law = self.section(client, "law", {"kind": "hall", "zoning": "GI"})
        assert self.is_shown(law, "zoning")
        assert not self.is_shown(law, "grz")
        law = self.section(client, "law", {"zoning": "GI"}, "halls")
        assert self.is_shown(law, "zoning")
        assert 'data-of-kind="grz"' not in law

    def test_a_search_for_both_shows_all(self, client):
        assert self.is_shown(self.section(client, "law"), "zoning")
        assert self.is_shown(self.section(client, "hall"), "clear_height")

    def test_a_wish_narrows_to_no_kind(self, client):
        query = {"clear_height_min": "8", "nice": "clear_height_min"}
        assert self.is_shown(self.section(client, "law", query), "zoning")


def test_what_is_published_shows_up_in_the_counts_at_once(client):
    address = reverse("sites:plots") + "?section=law"
    SpaceFactory(zoning="GI")
    assert count_beside(client.get(address).content.decode(), "zoning", "GI") == 1
    SpaceFactory(zoning="GI")
    assert count_beside(client.get(address).content.decode(), "zoning", "GI") == 2


def test_a_distance_or_a_price_alone_changes_the_counts_at_once(client):
    space = SpaceFactory(price_m2=10, motorway_km=9)
    address = reverse("sites:plots") + "?motorway_km_max=5&price_m2_max=20&section=availability"
    assert count_beside(client.get(address).content.decode(), "status", "free") == 0
    SpaceDistance.objects.filter(space=space).get().delete()
    SpaceDistance.objects.create(space=space, kind="motorway_junction", km=2)
    assert count_beside(client.get(address).content.decode(), "status", "free") == 1
    space.offers.bulk_update([Offer(pk=space.offers.get().pk, space=space, price_m2=90)], ["price_m2"])
    assert count_beside(client.get(address).content.decode(), "status", "free") == 0


def test_what_is_left_out_is_said_with_a_way_to_take_it_in(client):
    SpaceFactory(area=500)
    SpaceFactory()
    page = client.get(reverse("sites:list"), {"area_min": "100"}).content.decode()
    assert "1 Objekt fehlt hier nur, weil eine Angabe fehlt: Fläche." in page
    assert 'href="?area_min=100&amp;unknown=area"' in page


@pytest.mark.parametrize("query", ["first", "last"])
def test_a_search_that_asks_for_every_figure_has_none_left_to_draw(client, query):
    """`first`: one limit of each figure; `last`: the other, where it has two."""
    SpaceFactory()
    place = 0 if query == "first" else -1
    asked = {PARAMETERS[figure][place]: 1 for figure in RANGES}
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("sites:list"), asked)
        counts = client.get(reverse("sites:list"), asked, headers={"x-fragment": "counts"})
    assert (page.status_code, counts.status_code) == (200, 200)
    longest = max(len(query["sql"]) for query in queries)
    assert longest < 500_000  # characters; SQLite took 16 s for 1,200,000
