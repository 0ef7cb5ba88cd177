"""With a finger, on a telephone: what is tapped is large enough and does what a click does."""

import re

import pytest
from playwright.sync_api import expect

SMALLEST = 24  # CSS pixels (WCAG 2.2, 2.5.8)


@pytest.fixture
def phone(demo, new_context):
    context = new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2
    )
    return context.new_page()


def test_a_filter_is_set_and_an_object_opened_by_taps(phone):
    phone.goto("/flaechenpool/liste/")
    results = phone.locator("[data-results]")
    everything = results.get_attribute("data-count")
    phone.get_by_label("Was suchen Sie?").fill("Halle ab 5.000 m²")
    phone.get_by_role("button", name="Suchen", exact=True).tap()
    phone.wait_for_url("**kind=hall&area_min=5000&phrase=*")
    expect(results).not_to_have_attribute("data-count", everything)
    phone.locator(".space-card__title a").first.tap()
    phone.wait_for_url(re.compile(r"/flaechenpool/(hallen|gewerbeflaechen)/\d+-"))
    expect(phone.locator("h1")).to_be_visible()


def test_a_marker_of_the_map_opens_by_a_tap_and_the_card_leads_on(phone):
    phone.goto("/flaechenpool/karte/?view=12.2,51.25,12.6,51.5&zoom=12")
    phone.wait_for_load_state("networkidle")
    single = phone.locator("space-map .marker:not(.marker--cluster)").first
    single.scroll_into_view_if_needed()
    single.tap()
    phone.get_by_role("link", name="Objekt ansehen").tap()
    phone.wait_for_url(re.compile(r"/flaechenpool/(hallen|gewerbeflaechen)/\d+-"))


@pytest.mark.parametrize("path", ["/", "/flaechenpool/liste/", "/flaechenpool/karte/", "/aktuelles/"])
def test_what_is_to_be_tapped_is_large_enough(phone, path):
    phone.goto(path)
    small = phone.evaluate(
        """smallest => [...document.querySelectorAll("button, select, input:not([type=hidden]), summary")]
        .filter(element => element.checkVisibility())
        .map(element => [element.closest("label") ?? element, element])
        .filter(([target]) => {
          const box = target.getBoundingClientRect();
          return box.width && (box.width < smallest || box.height < smallest);
        })
        .map(([target, element]) => element.outerHTML.slice(0, 120))""",
        SMALLEST,
    )
    assert small == []
