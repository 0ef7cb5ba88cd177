"""A visitor asks in one phrase, and for a place: with script, by keyboard alone, and without script."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from regions.models import Area
from tests.browser.accessibility import violations
from tests.factories.regions import AreaFactory
from tests.factories.sites import SpaceFactory

LIST = "/flaechenpool/liste/"
PHRASE = "Halle ab 5.000 m² bei Leipzig, 10 m, Dach"


@pytest.fixture(autouse=True)
def small_pool(empty_site):
    state = AreaFactory(state=True)
    district = AreaFactory(kind=Area.Kind.DISTRICT, key="14729", designation="Landkreis", parent=state, km=60)
    city = AreaFactory(key="14713000", name="Leipzig", parent=district)
    AreaFactory(key="14729080", name="Leisnig", parent=district)
    SpaceFactory(
        hall=True, area=6000, clear_height=12, at=(12.37, 51.34), municipality=city, name_de="Nordhalle"
    )


def asked(page):
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_phrase_becomes_chips_and_its_rest_is_said(new_context, with_script):
    page = new_context(java_script_enabled=with_script).new_page()
    page.goto(f"{LIST}?status=free")
    field = page.locator("[name=ask]")
    field.fill(PHRASE)
    field.press("Enter")
    expect(page.locator(".chip")).to_have_count(7)
    expect(page.locator(".phrase-note").last).to_contain_text("Dach")
    assert asked(page)["place"] == ["area:14713000"]
    assert asked(page)["status"] == ["free"]
    assert "ask" not in asked(page)


def test_with_nothing_in_the_field_the_filters_work_without_loading_the_page_again(page):
    page.goto(LIST)
    page.evaluate("document.body.dataset.isTheSame = 'yes'")
    page.locator("[name=ask]").press("Enter")
    expect(page.locator("[data-results] h1").first).to_be_focused()
    assert page.evaluate("document.body.dataset.isTheSame") == "yes"


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_the_field_stands_open_above_list_and_map_on_every_screen(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    for view in (LIST, "/flaechenpool/gewerbeflaechen/", "/flaechenpool/karte/"):
        page.goto(view)
        expect(page.get_by_label("Was suchen Sie?")).to_be_in_viewport()
    page.goto(f"{LIST}?status=free")
    page.get_by_label("Was suchen Sie?").fill("ab 2 ha")
    page.locator("phrase-field").get_by_role("button", name="Suchen").click()
    expect(page.locator(".chip")).to_have_count(2)


@pytest.mark.parametrize("view", [LIST, "/flaechenpool/karte/"])
def test_a_phrase_of_the_trade_can_be_read_whole_on_a_large_screen(page, view):
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(view)
    field = page.locator("[name=ask]")
    field.fill("Halle ab 5.000 m², 10 m")
    assert field.evaluate("field => field.scrollWidth <= field.clientWidth")


def test_removing_the_text_finds_the_hall(page):
    page.goto(LIST)
    page.locator("[name=ask]").fill(PHRASE)
    page.locator("[name=ask]").press("Enter")
    page.locator(".chip", has_text="Dach").click()
    expect(page.get_by_role("link", name="Nordhalle").first).to_be_visible()
    assert "q" not in asked(page)


def open_place(page):
    page.goto(LIST)
    field = page.locator("place-suggest [role=combobox]")
    page.locator("details[data-section=place]").evaluate("section => { section.open = true }")
    return field


def test_a_place_is_chosen_by_keyboard(page):
    field = open_place(page)
    field.press_sequentially("Lei")
    options = page.locator("place-suggest [role=option]")
    expect(options).to_have_count(3)
    expect(page.locator("place-suggest [role=status]")).to_contain_text("3")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    assert violations(page, "suggestions") == []
    chosen = options.first.inner_text()
    field.press("Enter")
    expect(field).to_have_value(chosen)
    expect(page.locator("place-suggest [role=listbox]")).to_be_hidden()
    expect(page.locator(".chip")).to_have_count(1)
    assert asked(page)["place"][0].startswith("area:")


def test_escape_closes_the_suggestions_and_keeps_what_is_typed(page):
    field = open_place(page)
    field.press_sequentially("Lei")
    expect(page.locator("place-suggest [role=listbox]")).to_be_visible()
    field.press("Escape")
    expect(page.locator("place-suggest [role=listbox]")).to_be_hidden()
    expect(field).to_have_value("Lei")


def test_without_script_an_ambiguous_place_gives_links(plain_page):
    plain_page.goto(f"{LIST}?place=Lei")
    plain_page.locator(".place-choices a", has_text="Leisnig").click()
    plain_page.wait_for_url("**14729080**")
    assert asked(plain_page)["place"] == ["area:14729080"]
    assert "ask" not in asked(plain_page)
