"""Compare begins on the card; on phones the way to the contact stays at the lower edge and hides no focus."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import overflow, violations

LIST, PLOTS = "/flaechenpool/liste/", "/flaechenpool/gewerbeflaechen/"
PHONE = {"width": 390, "height": 844}
COVERED = """() => {
  const bar = document.querySelector(".compare-bar[data-open], .contact-bar").getBoundingClientRect();
  const box = document.activeElement.getBoundingClientRect();
  return !document.activeElement.closest(".compare-bar, .contact-bar") && box.bottom > bar.top && box.top < bar.bottom;
}"""


@pytest.fixture(autouse=True)
def reader(demo):
    """All these journeys only read."""


def tick(page, *places):
    for place in places:
        page.locator(".compare-tick input").nth(place).check()


def test_what_is_ticked_is_named_kept_from_search_to_search_and_compared(page):
    page.goto(LIST)
    bar = page.locator("compare-bar")
    expect(bar).to_be_hidden()
    names = page.locator(".space-card__title").all_inner_texts()
    tick(page, 0, 1)
    expect(bar).to_contain_text(f"2 zum Vergleich: {names[0]} · {names[1]}")
    page.goto(f"{LIST}?kind=hall&page=2")
    expect(bar).to_contain_text(names[1])
    tick(page, 0)
    expect(bar).to_contain_text("3 zum Vergleich")
    assert violations(page) == []
    bar.get_by_role("button", name="Vergleichen").click()
    expect(page).to_have_url(re.compile(r"/vergleich/\?ids=\d+%2C\d+%2C\d+"))


def test_a_seventh_is_refused_and_all_can_be_cleared(page):
    page.goto(LIST)
    tick(page, *range(6))
    seventh = page.locator(".compare-tick input").nth(6)
    seventh.click()
    expect(seventh).not_to_be_checked()
    expect(page.locator("compare-bar")).to_contain_text("höchstens 6")
    page.get_by_role("button", name="Leeren").click()
    expect(page.locator("compare-bar")).to_be_hidden()
    expect(page.locator(".compare-tick input:checked")).to_have_count(0)


def test_without_script_a_form_compares_what_is_ticked(plain_page):
    page = plain_page
    page.goto(LIST)
    tick(page, 0, 1)
    page.locator("compare-bar").get_by_role("button", name="Vergleichen").click()
    page.wait_for_url("**/vergleich/**")
    assert page.url.count("ids=") == 2


@pytest.mark.parametrize("width", [320, 390, 768])
def test_the_bar_of_the_comparison_hides_nothing_focused(page, width):
    page.set_viewport_size(PHONE | {"width": width})
    page.goto(LIST)
    tick(page, 0, 1)
    page.locator("#results-heading").focus()
    for _stop in range(25):
        page.keyboard.press("Tab")
        assert not page.evaluate(COVERED)
    assert overflow(page) == []


def test_on_a_phone_the_contact_stands_on_the_first_two_screens_and_a_bar_stays(page):
    page.set_viewport_size(PHONE)
    page.goto(PLOTS)
    page.locator(".space-card__title a").first.click()
    page.wait_for_url(re.compile(r"/gewerbeflaechen/\d+"))
    contact = page.locator("aside.box", has=page.locator("#contact"))
    box = contact.bounding_box()
    assert box["y"] + box["height"] < 2 * PHONE["height"]
    bar = page.locator(".contact-bar")
    for share in (0, 0.3, 0.6):
        page.evaluate("share => scrollTo(0, share * document.documentElement.scrollHeight)", share)
        expect(bar.get_by_role("link", name="Anfragen")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 0)")
    page.locator("main").focus()
    for _stop in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate(COVERED)
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(bar).to_be_hidden()
