"""In a large pool the numbers beside the filters follow the page, and disturb nobody."""

import re

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

LIST = "/flaechenpool/liste/"


@pytest.fixture(autouse=True)
def large_pool(demo, monkeypatch):
    """The demo as if it had too many objects to count at once, and nothing were counted yet."""
    monkeypatch.setattr("sites.search.filter_page.facets.MAX_POOL_COUNTED_INLINE", 1)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def held(page):
    """The requests for counts, not answered before `let_go`."""
    waiting = []

    def hold(route):
        if route.request.headers.get("x-fragment") == "counts":
            waiting.append(route)
        else:
            route.continue_()

    page.route(f"**{LIST}*", hold)
    return waiting


def let_go(page, held):
    """Answers the newest request for counts; those before it were given up."""
    while not held:
        page.wait_for_timeout(50)  # ms
    held.pop().continue_()
    expect(page.locator("[data-uncounted]")).to_have_count(0)


def number_beside(page, name, value):
    return page.locator(f"label:has([name={name}][value={value}]) .num").first


def test_numbers_arrive_after_the_page_and_nothing_typed_is_lost(page, held):
    page.goto(f"{LIST}?area_min=20011&section=availability")
    expect(page.locator(".list-bar__count b")).to_have_text(re.compile(r"\d"))
    number = number_beside(page, "status", "free")
    expect(number).to_have_text("")
    expect(page.locator("[data-tab-count=all]")).to_be_hidden()
    page.get_by_label("Kaufpreis bis").fill("77")
    let_go(page, held)
    expect(number).to_have_text(re.compile(r"^\d+$"))
    expect(page.locator("[data-tab-count=all]")).to_be_visible()
    expect(page.get_by_label("Kaufpreis bis")).to_have_value("77")
    expect(page.get_by_label("Kaufpreis bis")).to_be_focused()
    expect(page.locator("[data-announce]")).to_have_text("")


def test_they_follow_each_new_search_as_well_and_tell_what_was_left_out(page, held):
    page.goto(f"{LIST}?section=availability")
    number = number_beside(page, "status", "free")
    expect(number).to_have_text(re.compile(r"^\d+$"))
    before = number.text_content()
    page.get_by_label("Kaufpreis bis").fill("41")
    page.keyboard.press("Enter")
    expect(page.locator("[data-left-out]")).to_have_text(re.compile("Kaufpreis"))
    expect(number).to_have_text("")
    let_go(page, held)
    expect(number).to_have_text(re.compile(r"^\d+$"))
    assert int(number.text_content()) < int(before)
    expect(page.locator("[data-results]")).to_contain_text(re.compile(r"\d+ Objekte? fehl"))
    expect(page.locator("[data-left-out]")).to_have_count(0)


def test_without_script_only_the_numbers_are_missing(plain_page):
    plain_page.goto(f"{LIST}?area_min=20013&section=availability")
    expect(number_beside(plain_page, "status", "free")).to_have_text("")
    plain_page.get_by_label("Kaufpreis bis").fill("90")
    plain_page.get_by_role("button", name="Filter anwenden").click()
    plain_page.wait_for_url("**price_m2_max=90**")
    expect(plain_page.locator(".chip")).to_have_count(2)
