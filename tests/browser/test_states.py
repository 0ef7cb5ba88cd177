"""What opens, fails or answers on a page is as accessible as the page: no violation at either end, light or dark."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import BOTH_ENDS, violations_everywhere

PHONE = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def reader(demo):
    """These states only read."""


def test_open_menu(page):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.locator(".menu__toggle").click()
    page.locator(".main-nav").wait_for()
    assert violations_everywhere(page, colours_at=BOTH_ENDS) == []


def test_open_filters(page):
    page.set_viewport_size(PHONE)
    page.goto("/flaechenpool/liste/")
    page.locator(".filters summary").first.click()
    page.locator("details.group").evaluate_all("groups => groups.forEach(group => (group.open = true))")
    expect(page.locator(".filters details[data-unfetched]")).to_have_count(0)
    assert violations_everywhere(page, colours_at=BOTH_ENDS) == []


def test_open_popup(page):
    page.goto("/flaechenpool/karte/?area_min=150000")
    page.locator(".marker:not(.marker--cluster)[role=button]").first.focus()
    page.keyboard.press("Enter")
    page.locator(".leaflet-popup .popup").wait_for()
    assert violations_everywhere(page, colours_at=BOTH_ENDS) == []


def test_choice_of_federal_maps(page):
    page.goto("/flaechenpool/karte/")
    page.locator(".map-tiles summary").click()
    assert violations_everywhere(page, colours_at=BOTH_ENDS) == []


def test_opened_gallery(page):
    page.goto("/flaechenpool/liste/?kind=hall")
    page.locator("[data-number] a").first.click()
    page.wait_for_url(re.compile("/hallen/"))
    page.locator("a[data-photo]").first.click()
    page.locator("dialog.viewer").wait_for()
    assert violations_everywhere(page, colours_at=BOTH_ENDS) == []


def test_errors_of_a_form(page):
    page.goto("/kontakt/rueckmeldung/")
    page.get_by_role("button", name="Rückmeldung senden").click()
    page.get_by_role("alert").wait_for()
    assert violations_everywhere(page, colours_at=BOTH_ENDS) == []
