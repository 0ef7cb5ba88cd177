"""The quick search of the home page: what its button says is what comes, with and without script."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.usefixtures("demo")

LIST = "/flaechenpool/liste/"


@pytest.fixture(params=["with script", "without script"])
def home(request, new_context):
    page = new_context(java_script_enabled=request.param == "with script").new_page()
    page.goto("/")
    return page


def button(page):
    return page.locator(".finder").get_by_role("button")


def number_on(page):
    return re.search(r"\d+", button(page).inner_text()).group()


def found(page):
    return page.locator("[data-results]").get_attribute("data-count")


def path_of(page):
    return re.sub(r"^https?://[^/]+", "", page.url)


def test_untouched_it_gives_what_it_says_at_the_plain_address(home):
    promised = number_on(home)
    button(home).click()
    home.wait_for_url(f"**{LIST}")
    assert path_of(home) == LIST
    assert found(home) == promised


@pytest.mark.parametrize(("kind", "label"), [("plot", "eine Gewerbefläche"), ("hall", "eine Halle")])
def test_one_kind_gives_what_the_choice_says(home, kind, label):
    choice = home.locator("#finder-kind option", has_text=label).inner_text()
    home.get_by_label("Ich suche").select_option(kind)
    button(home).click()
    home.wait_for_url(f"**{LIST}?kind={kind}")
    assert f"({found(home)})" in choice


def test_a_phrase_is_searched_in_both_kinds(home):
    home.get_by_label("Was suchen Sie?").fill("ab 3000 m²")
    home.keyboard.press("Enter")
    home.wait_for_url(f"**{LIST}?area_min=3000&phrase=*")


def test_the_button_follows_the_choice_and_gives_no_number_it_does_not_know(page):
    page.goto("/")
    both = number_on(page)
    page.get_by_label("Ich suche").select_option("hall")
    halls = number_on(page)
    assert int(halls) < int(both)
    page.get_by_label("Fläche ab").fill("5000")
    expect(button(page)).to_have_text("Suchen")
    page.get_by_label("Fläche ab").fill(" ")
    expect(button(page)).to_have_text(f"{halls} Objekte durchsuchen")
    button(page).click()
    page.wait_for_url(f"**{LIST}?kind=hall")
    assert found(page) == halls
    page.go_back()
    expect(button(page)).to_have_text(f"{halls} Objekte durchsuchen")
