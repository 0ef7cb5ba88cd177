"""An investor's whole way by keyboard alone: from the first phrase to the enquiry form."""

import re

import pytest
from playwright.sync_api import expect

MOST_TABS = 150
REST = 600  # ms in which nothing moves any more
PHRASE = "ab 2 ha Autobahn 10 km"


@pytest.fixture(autouse=True)
def reader(demo):
    """The journey only reads; sending enquiries has tests of its own."""


def tab_to(page, locator):
    """Press Tab until the element has the focus, which must be seen."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if locator.evaluate("one => one === document.activeElement"):
            break
    expect(locator).to_be_focused()
    expect(locator).to_be_in_viewport()


def choose(page, locator):
    tab_to(page, locator)
    page.keyboard.press("Enter")


def watch_the_first_two(page):
    """Watch the first object on its own page, the second from the list; their numbers."""
    cards = page.locator("[data-results] .space-card")
    numbers = [cards.nth(position).get_attribute("data-number") for position in (0, 1)]
    choose(page, cards.first.locator(".space-card__title a"))
    page.wait_for_url(re.compile("/(gewerbeflaechen|hallen)/"))
    choose(page, page.locator("main watch-toggle button").first)
    expect(page.locator("watch-count .count")).to_have_text("1")
    page.go_back()  # the key for it belongs to the browser, out of reach of a page
    page.wait_for_url("**/liste/**")
    choose(page, page.locator(f"watch-toggle[data-number='{numbers[1]}'] button"))
    expect(page.locator("watch-count .count")).to_have_text("2")
    return numbers


def test_the_focus_stays_in_view_however_fast_one_tabs_after_coming_back(page):
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto("/flaechenpool/liste/")
    choose(page, page.locator("[data-results] .space-card").first.locator(".space-card__title a"))
    page.wait_for_url(re.compile("/(gewerbeflaechen|hallen)/"))
    page.go_back()
    button = page.locator("[data-results] watch-toggle button").nth(1)
    tab_to(page, button)
    before = page.evaluate("scrollY")
    page.wait_for_timeout(REST)
    assert page.evaluate("scrollY") == before
    expect(button).to_be_in_viewport()


def test_whole_journey_by_keyboard_alone(page):
    page.goto("/")
    tab_to(page, page.locator("#finder-ask"))
    page.keyboard.type(PHRASE)
    page.keyboard.press("Enter")
    chips = page.locator(".chip")
    expect(chips).to_have_count(2)
    choose(page, chips.filter(has_text="Autobahn"))
    expect(chips).to_have_count(1)
    expect(page.locator("#results-heading")).to_be_focused()
    numbers = watch_the_first_two(page)
    page.keyboard.press("Control+Home")
    page.evaluate("document.activeElement.blur()")
    choose(page, page.get_by_role("link", name=re.compile("^Merkliste")))
    page.wait_for_url(f"**/merkliste/?ids={','.join(numbers)}")
    choose(page, page.get_by_role("button", name="Ausgewählte vergleichen"))
    expect(page.locator("table.compare thead th")).to_have_count(2)
    choose(page, page.locator("table.compare thead th a").first)
    page.wait_for_url(re.compile("/(gewerbeflaechen|hallen)/"))
    choose(page, page.get_by_role("link", name="Anfrage senden").first)
    page.wait_for_url(re.compile("/anfrage/"))
    field = page.get_by_label("Name", exact=False).first
    tab_to(page, field)
    page.keyboard.type("Ines Beispiel")
    expect(field).to_have_value("Ines Beispiel")
