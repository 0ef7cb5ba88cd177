"""On a phone the list is a sheet over the map: head only, half or full, by its button or by a drag."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import overflow, violations

MAP = "/flaechenpool/karte/"
PHONE = {"width": 390, "height": 844}
ZOOMED = {"width": 320, "height": 256}
"""What a window of 1280 x 1024 is at 400 %."""
HEAD, HALF, FULL = 72, 340, 688  # px
CLOSE = 12  # px by which fonts of a machine may differ
MOST_TABS = 120

SEEN = """
() => {
  const one = document.activeElement;
  const { left, right, top, bottom } = one.getBoundingClientRect();
  const shown = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
  const isSeen = Boolean(shown) && (one.contains(shown) || shown.contains(one));
  return isSeen ? "" : `${one.outerHTML.slice(0, 120)} behind ${shown?.outerHTML.slice(0, 80)}`;
}
"""


@pytest.fixture(autouse=True)
def reader(demo):
    """All these journeys only read."""


@pytest.fixture
def phone(page):
    page.set_viewport_size(PHONE)
    return opened(page)


def opened(page, address=MAP):
    page.goto(address)
    page.locator("space-map .marker").first.wait_for(state="attached")  # the whole list hides the map
    page.wait_for_load_state("networkidle")
    return page


def height(page):
    """Of the sheet, once it has come to rest."""
    page.locator("list-sheet").evaluate(
        "sheet => Promise.all(sheet.getAnimations().map((one) => one.finished))"
    )
    return page.locator("list-sheet").bounding_box()["height"]


def rests(page, at):
    assert height(page) == pytest.approx(at, abs=CLOSE)


def drag(page, *steps):
    """The head of the sheet by so many px, down, step by step; the finger rests before it is lifted."""
    box = page.locator("[data-grip]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in steps:
        page.mouse.move(x, y + step)
    page.wait_for_timeout(150)  # ms
    page.mouse.up()


def test_the_button_walks_through_all_rests(phone):
    button = phone.locator(".list-sheet__button")
    rests(phone, HALF)
    for name, at, shown in (
        ("Ganze Liste zeigen", FULL, "show=list"),
        ("Nur die Karte zeigen", HEAD, "show=map"),
        ("Liste dazu zeigen", HALF, None),
    ):
        expect(button).to_have_attribute("aria-label", name)
        button.click()
        rests(phone, at)
        assert (shown in phone.url) if shown else ("show=" not in phone.url)
        assert violations(phone) + overflow(phone) == []


def test_a_drag_does_the_same(phone):
    drag(phone, -40, -200, -300)
    rests(phone, FULL)
    drag(phone, 60, 300, 350)
    rests(phone, HALF)
    drag(phone, 60, 200, 240)
    rests(phone, HEAD)
    assert "show=map" in phone.url
    drag(phone, -60, -240)
    rests(phone, HALF)


def test_a_drag_that_goes_nowhere_changes_nothing(phone):
    drag(phone, -30, -60, 20)
    rests(phone, HALF)
    assert "show=" not in phone.url
    assert phone.locator("[data-rest]").get_attribute("data-dragged") is None


def test_a_finger_drags_it_as_well(new_context):
    context = new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    phone = opened(context.new_page())
    box = phone.locator("[data-grip]").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    finger = context.new_cdp_session(phone)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in (40, 120, 240, 300):
        finger.send(
            "Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - step}]}
        )
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(phone.locator("[data-rest]")).to_have_attribute("data-rest", "full")
    rests(phone, FULL)
    assert phone.evaluate("scrollY") == 0


@pytest.mark.parametrize(("shown", "at"), [("list", FULL), ("map", HEAD)])
def test_its_rest_comes_back_with_reload_and_back(phone, shown, at):
    while f"show={shown}" not in phone.evaluate("location.hash"):
        phone.locator(".list-sheet__button").click()
    phone.reload()
    rests(phone, at)
    phone.goto("/aktuelles/")
    phone.go_back()
    rests(phone, at)


def test_it_glides_unless_motion_is_not_wanted(phone):
    duration = "getComputedStyle(document.querySelector('list-sheet')).transitionDuration"
    assert phone.evaluate(duration) == "0.22s"
    phone.emulate_media(reduced_motion="reduce")
    assert float(phone.evaluate(duration).removesuffix("s")) < 0.001  # s


def test_the_map_ends_where_the_sheet_begins(phone):
    def gap():
        sheet, the_map = (phone.locator(tag).bounding_box() for tag in ("list-sheet", "space-map"))
        return sheet["y"] - the_map["y"] - the_map["height"]

    assert gap() == pytest.approx(0, abs=2)
    drag(phone, 60, 200, 250)
    rests(phone, HEAD)
    assert gap() == pytest.approx(0, abs=2)


@pytest.mark.parametrize("rest", ["", "#show=map", "#show=list"])
def test_what_has_the_focus_is_never_hidden_behind_it(page, rest):
    page.set_viewport_size(PHONE)
    opened(page, f"{MAP}{rest}")
    hidden = []
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        height(page)
        hidden += filter(None, [page.evaluate(SEEN)])
        if page.evaluate("Boolean(document.activeElement.closest('.furniture'))"):
            break
    assert hidden == []


def test_an_opened_object_takes_its_place_and_brings_it_back(phone):
    body = phone.locator(".list-sheet__body")
    body.evaluate("body => (body.scrollTop = 300)")
    marker = phone.locator("space-map .marker:not(.marker--cluster)").first
    marker.focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("[data-selected] h3 a")).to_be_focused()
    expect(phone.locator("list-sheet")).to_be_hidden()
    expect(marker).to_be_in_viewport()
    assert violations(phone) == []
    phone.keyboard.press("Escape")
    expect(phone.locator("list-sheet")).to_be_visible()
    assert body.evaluate("body => body.scrollTop") == 300


def test_filters_are_set_and_lead_back_to_the_list(phone):
    everything = phone.locator("[data-results]").get_attribute("data-count")
    phone.locator(".filters > summary").click()
    phone.get_by_role("radio", name=re.compile("^Hallenobjekt")).check()
    phone.get_by_role("button", name="Filter anwenden").click()
    expect(phone.locator(".filter-panel")).to_be_hidden()
    expect(phone.locator("#results-heading")).to_be_focused()
    expect(phone.locator("[data-results]")).not_to_have_attribute("data-count", everything)
    rests(phone, HALF)


def test_at_400_percent_map_and_list_stand_below_each_other(page):
    page.set_viewport_size(ZOOMED)
    opened(page)
    expect(page.locator(".list-sheet__button")).to_be_hidden()
    the_map, sheet = (page.locator(tag).bounding_box() for tag in ("space-map", "list-sheet"))
    assert the_map["y"] + the_map["height"] <= sheet["y"]
    assert the_map["height"] < ZOOMED["height"]
    assert page.locator(".list-sheet__body").evaluate("body => body.scrollHeight === body.clientHeight")
    page.locator("[data-results] .space-card__title a").last.focus()
    expect(page.locator("[data-results] .space-card__title a").last).to_be_in_viewport()
    assert overflow(page) + violations(page) == []


def test_beside_the_map_there_is_no_sheet(page):
    opened(page, f"{MAP}#show=map")
    expect(page.locator(".list-sheet__button")).to_be_hidden()
    expect(page.locator("[data-results] .space-card").first).to_be_in_viewport()
