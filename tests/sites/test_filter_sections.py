"""The sections of the filter form: those in use are in the page, the others come when a visitor opens them."""

import re

import pytest
from django.urls import reverse

from portal.server.page_cache import page_key
from sites.facts.layout import FILTER_FORM
from sites.search.filter_page.sections import DEFAULT_SECTION
from tests.factories.sites import SpaceFactory
from tests.reading import markup_of

pytestmark = pytest.mark.django_db

FOLDABLE = [group.name for group in FILTER_FORM if group.name != "search"]


def sections(page):
    """Each section of the form by its name, as HTML."""
    parts = re.findall(
        r'<details class="group filter-section" id="filters-\w+" data-section="(\w+)"(.*?)</details>',
        page,
        re.DOTALL,
    )
    return dict(parts)


def page(client, query="", name="list", **headers):
    return markup_of(client.get(reverse(f"sites:{name}") + query, headers=headers))


def fields(client, section, query=""):
    return page(client, f"?section={section}{query}", **{"x-fragment": "section"})


def names_in(html):
    return set(re.findall(r' name="(\w+)"', html))


@pytest.mark.parametrize("name", ["list", "map", "halls"])
def test_only_the_first_section_comes_with_its_fields(client, name):
    parts = sections(page(client, name=name))
    with_fields = [part for part, html in parts.items() if names_in(html) != {"section"}]
    assert with_fields == [DEFAULT_SECTION]
    assert " open" in parts[DEFAULT_SECTION]
    assert len(parts) > 5


@pytest.mark.parametrize(
    ("query", "section"),
    [
        ("?crane_min=5", "hall"),
        ("?crane_min=viel", "hall"),
        ("?unknown=crane", "hall"),
        ("?section=hall", "hall"),
        ("?zoning=GI&nice=zoning", "law"),
        ("?place=Leipzig&radius=viel", "place"),
    ],
)
def test_a_section_in_use_or_asked_for_comes_open(client, query, section):
    assert " open" in sections(page(client, query))[section].partition(">")[0]


def test_a_closed_section_says_what_it_holds(client):
    parts = sections(page(client))
    for section in set(FOLDABLE) - {DEFAULT_SECTION}:
        [held] = re.findall(r'data-unfetched="([^"]+)"', parts[section])
        assert names_in(fields(client, section)) <= {*held.split(), "unknown"}, section
    assert {"crane_min", "unknown=crane"} <= set(
        re.findall(r'data-unfetched="([^"]+)"', parts["hall"])[0].split()
    )


def test_a_section_comes_alone_with_what_is_asked_and_its_counts(client):
    SpaceFactory(zoning="GI")
    law = fields(client, "law", "&zoning=GI&grz_min=viel")
    assert "<details" not in law
    assert re.search(r'value="GI" checked>', law)
    assert re.search(r'id="error-grz_min">[^<]', law)
    assert re.search(r'value="GI">.*?<span class="num">1</span>', fields(client, "law"))


@pytest.mark.parametrize("section", ["search", "nothing", ""])
def test_what_is_no_section_is_not_found(client, section):
    address = f"{reverse('sites:list')}?section={section}" if section else reverse("sites:list")
    assert client.get(address, headers={"x-fragment": "section"}).status_code == 404


def test_without_script_the_button_brings_the_section_and_keeps_what_is_typed(client):
    shown = page(client, "?area_min=5.000&section=hall")
    assert '<details class="filters" open>' in shown
    assert 'name="area_min" inputmode="decimal" value="5.000"' in shown
    repeating = re.findall(r'href="[^"]*section=[^"]*" (\w*)', shown)
    assert set(repeating) == {"lang"}  # the same page in another language
    assert '<details class="filters">' in page(client, "?section=nothing")


def test_what_only_a_phrase_asks_for_stays_in_the_form(client):
    shown = page(client, "?trade_tax_rate_max=400&section=hall")
    assert '<input type="hidden" name="trade_tax_rate_max" value="400">' in shown
    shown = page(client, "?unknown=crane&unknown=grz", "plots")
    assert '<input type="hidden" name="unknown" value="crane">' in shown
    assert '<input type="hidden" name="unknown" value="grz">' not in shown
    assert re.search(r'name="unknown" value="grz" checked', shown)


def test_an_opened_section_is_not_kept_for_those_who_did_not_open_it(client):
    page(client, "?section=hall")
    assert names_in(sections(page(client))["hall"]) == {"section"}


def test_a_piece_of_a_page_is_kept_apart_from_the_page(rf):
    address = reverse("sites:list") + "?section=hall"
    assert page_key(rf.get(address)) != page_key(rf.get(address, HTTP_X_FRAGMENT="section"))
