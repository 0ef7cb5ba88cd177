"""What stands in the first screen: the map on the map page, the first object on the list, all of it within reach."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import overflow, violations
from tests.factories.portal import SiteProfileFactory

LIST, MAP = "/flaechenpool/liste/", "/flaechenpool/karte/"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
ZOOMED = {"width": 320, "height": 256}
"""What a window of 1280 x 1024 is at 400 %."""
CLOSE = 12  # px by which fonts of a machine may move a position

PLACES = """
() => {
  const place = (selector) => {
    const { left, top, right, bottom } = document.querySelector(selector).getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const parts = { header: ".site-header", card: "[data-results] .space-card", actions: ".results-bar__actions" };
  const ofTheMap = { map: "space-map", foot: ".map-foot", list: "list-sheet" };
  if (document.querySelector("space-map")) Object.assign(parts, ofTheMap);
  return Object.fromEntries(Object.entries(parts).map(([name, selector]) => [name, place(selector)]));
}
"""
GLIDED = "sheet => Promise.all(sheet.getAnimations().map((one) => one.finished))"


def places(page, path, size):
    page.set_viewport_size(size)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page.evaluate(PLACES)


def test_on_a_phone_the_map_page_begins_with_the_map(page, demo):
    found = places(page, MAP, PHONE)
    assert found["header"]["bottom"] < 60
    assert found["map"]["top"] == pytest.approx(156, abs=CLOSE)
    assert found["map"]["bottom"] == pytest.approx(505, abs=CLOSE)
    assert (found["map"]["left"], found["map"]["right"]) == (0, 390)
    assert found["foot"]["bottom"] <= found["list"]["top"] + 1
    assert found["card"]["top"] == pytest.approx(577, abs=CLOSE)
    assert found["list"]["bottom"] <= PHONE["height"]


def test_on_a_phone_the_first_object_of_the_list_is_in_the_first_screen(page, demo):
    found = places(page, LIST, PHONE)
    assert found["card"]["top"] == pytest.approx(250, abs=CLOSE)
    assert found["actions"]["top"] < 180


def test_on_a_desk_map_legend_and_sources_fit_the_window(page, demo):
    found = places(page, MAP, DESK)
    assert found["map"]["top"] == pytest.approx(168, abs=CLOSE)
    assert found["map"]["bottom"] == pytest.approx(860, abs=CLOSE)
    assert DESK["height"] - CLOSE <= found["foot"]["bottom"] <= DESK["height"]
    assert found["card"]["top"] == pytest.approx(285, abs=CLOSE)
    foot = page.locator(".map-foot")
    for part in (".map__legend", ".leaflet-control-scale", ".leaflet-control-attribution"):
        expect(foot.locator(part)).to_be_in_viewport(ratio=1)


def test_on_a_desk_the_list_begins_with_its_count_and_what_to_do_with_it(page, demo):
    found = places(page, LIST, DESK)
    assert found["actions"]["top"] == pytest.approx(208, abs=CLOSE)
    assert found["card"]["top"] == pytest.approx(254, abs=CLOSE)


@pytest.mark.parametrize("path", [LIST, MAP])
def test_the_count_is_the_heading_and_says_of_what(page, demo, path):
    page.goto(path)
    assert page.locator("h1").count() == 1
    expect(page.locator("h1 [data-said]")).to_have_text(re.compile(r"^\s*\d+\s+Objekte\s*$"))
    expect(page.locator("h1")).to_contain_text("Flächenpool")
    assert "Flächenpool" in page.title()
    names = page.locator("main :is(h1, h2, h3)").evaluate_all("all => all.map(one => one.tagName)")
    assert names[:2] == ["H1", "H2"]


@pytest.mark.parametrize("path", [LIST, MAP])
@pytest.mark.parametrize("size", [PHONE, DESK, ZOOMED], ids=["phone", "desk", "400 percent"])
def test_the_first_stop_of_the_keyboard_leads_to_the_results(page, demo, path, size):
    page.set_viewport_size(size)
    page.goto(path)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zu den Ergebnissen springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#results-heading")).to_be_focused()
    expect(page.locator("#results-heading")).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_second_stop_leads_to_the_map_and_the_next_to_its_objects(page, demo, size):
    page.set_viewport_size(size)
    page.goto(f"{MAP}#show=list")
    page.locator("space-map .marker").first.wait_for(state="attached")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zur Karte springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("space-map")).to_be_focused()
    page.locator("list-sheet").evaluate(GLIDED)
    page.keyboard.press("Tab")
    focused = page.locator("space-map .marker:focus")
    expect(focused).to_be_in_viewport()
    assert focused.evaluate(
        """one => { const {x, y, width, height} = one.getBoundingClientRect();
                    return one.contains(document.elementFromPoint(x + width / 2, y + height / 2)); }"""
    )


def test_skipping_to_the_results_leaves_the_maps_state_in_the_address(page, demo):
    page.goto(f"{MAP}#map=9/51.34000/12.37000")
    page.locator("space-map .marker").first.wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#results-heading")).to_be_focused()
    assert "#map=9/" in page.url


@pytest.mark.parametrize("width", [1024, 1280, 1440, 1920])
@pytest.mark.parametrize("path", ["/", "/en/", LIST])
def test_brand_navigation_and_tools_share_one_row_on_a_wide_screen(page, demo, width, path):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert page.locator(".site-header").bounding_box()["height"] == pytest.approx(65, abs=1)
    middles = page.locator(".site-header").locator(".brand, .main-nav, .formats, .lang, .tools")
    boxes = [one.bounding_box() for one in middles.all()]
    assert {round(box["y"] + box["height"] / 2) for box in boxes} == {32}
    assert all(left["x"] + left["width"] <= right["x"] for left, right in zip(boxes, boxes[1:], strict=False))


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_a_region_with_a_long_name_keeps_its_header_together(page, empty_site, width):
    SiteProfileFactory(name_de="Europäische Metropolregion Rheinland-Nordpfalz", short_name="")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/aktuelles/")
    assert page.locator(".site-header").bounding_box()["height"] < 90
    assert overflow(page) == []
    assert page.locator(".brand__name").evaluate(
        "one => one.scrollHeight <= one.parentElement.parentElement.clientHeight"
    )


def test_accessible_formats_open_in_the_row_and_close_with_escape(page, demo):
    page.goto("/")
    summary = page.locator(".formats__toggle")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".formats").get_by_role("link", name="Leichte Sprache")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".formats").get_by_role("link", name="Leichte Sprache")).to_be_hidden()
    expect(summary).to_be_focused()


def test_formats_and_languages_stand_in_the_menu_of_a_phone(page, demo):
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.get_by_text("Menü", exact=True).click()
    for name in ("Leichte Sprache", "Gebärdensprache", "EN – English"):
        expect(page.locator(".site-header").get_by_role("link", name=name)).to_be_visible()


def test_the_map_page_leads_to_the_list_without_script(plain_page, demo):
    for size in (PHONE, DESK, ZOOMED):
        plain_page.set_viewport_size(size)
        plain_page.goto(f"{MAP}?area_min=20000")
        plain_page.get_by_role("heading", level=1).scroll_into_view_if_needed()
        expect(plain_page.get_by_role("heading", level=1)).to_be_in_viewport()
        expect(plain_page.locator(".list-sheet__button")).to_be_hidden()
        expect(plain_page.locator(".map-foot")).to_be_hidden()
        listed = plain_page.locator("[data-results]").get_attribute("data-count")
        plain_page.locator("[data-no-script]").get_by_role("link", name="Zur Liste").click()
        plain_page.wait_for_url(f"**{LIST}?area_min=20000")
        assert plain_page.locator("[data-results]").get_attribute("data-count") == listed


def test_files_of_the_results_are_one_step_from_the_count(page, demo):
    page.goto(f"{LIST}?kind=hall")
    page.locator(".download summary").focus()
    page.keyboard.press("Enter")
    for name, kind in (("Excel", "xlsx"), ("CSV", "csv"), ("PDF", "pdf"), ("Feed", "atom")):
        link = page.locator(".download").get_by_role("link", name=re.compile(name))
        expect(link).to_be_visible()
        assert kind in link.get_attribute("href")
        assert "kind=hall" in link.get_attribute("href")
    page.keyboard.press("Escape")
    expect(page.locator(".download__choices")).to_be_hidden()
    expect(page.locator(".download summary")).to_be_focused()
