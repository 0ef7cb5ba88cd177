"""What a marker opens can be used: at every point of its links and buttons stands the link or button itself."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("demo")]

HALLS = "/flaechenpool/hallen/karte/"
NARROW = [(320, 640), (390, 844), (768, 1024)]
CLOSER = "#map=9/51.34000/12.37000"
"""A view of single objects: on the smallest screen the whole region is one cluster."""
WIDE = [(1024, 768), (1280, 800), (1440, 900), (1920, 1080)]
ASKS_AGAIN = 300  # ms after a move in which the map has asked for other markers, if it does
POPUP = ".leaflet-popup, .map-view__selected:not([hidden])"

COVERED = """
(controls) => {
  const covered = [];
  for (const control of controls) {
    // Not scrollIntoView: it would scroll the map's own box, which clips.
    const outermost = control.closest(".leaflet-popup, .map-view__selected, .map");
    for (let box = control.parentElement; box !== outermost; box = box.parentElement) {
      const below = control.getBoundingClientRect().top - box.getBoundingClientRect().top;
      if (box.scrollHeight > box.clientHeight) box.scrollTop += below - 8;
    }
    scrollBy({ top: control.getBoundingClientRect().top - innerHeight / 2, behavior: "instant" });
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const inset = 3;
    for (const x of [left + inset, (left + right) / 2, right - inset]) {
      for (const y of [top + inset, (top + bottom) / 2, bottom - inset]) {
        const there = document.elementFromPoint(x, y);
        if (there?.closest("a, button") !== control) {
          covered.push(`${control.textContent.trim()} at ${x}, ${y}: ${there?.outerHTML.slice(0, 80)}`);
        }
      }
    }
  }
  scrollTo(0, 0);
  return covered;
}
"""


def opened(page, address, size):
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    page.locator("space-map .marker").first.wait_for()
    page.wait_for_load_state("networkidle")


def settled(page):
    page.locator(POPUP).locator(".popup").wait_for()
    expect(page.locator(POPUP)).to_have_count(1)  # one that closes fades away
    expect(page.locator(".leaflet-pan-anim")).to_have_count(0)


def covered(page):
    settled(page)
    controls = page.locator(POPUP).locator("a:visible, button:visible")
    assert controls.count() >= 2
    return controls.evaluate_all(COVERED)


AT_THE_EDGES = """
(markers) => {
  const places = markers.map((marker) => ({ marker, ...marker.getBoundingClientRect().toJSON() }));
  const [byX, byY] = ["x", "y"].map((axis) => places.toSorted((one, other) => one[axis] - other[axis]));
  const chosen = [byX[0], byX.at(-1), byY[0], byY.at(-1), byX[Math.floor(byX.length / 2)]];
  return [...new Set(chosen.map(({ marker }) => marker))];
}
"""
"""The single markers farthest up, down, left and right, and one more."""
OPEN = f"""
(markers, place) => {{
  const edges = ({AT_THE_EDGES})(markers);
  const marker = edges[Math.min(place, edges.length - 1)];
  marker.focus();
  marker.dispatchEvent(new KeyboardEvent("keydown", {{ key: "Enter", bubbles: true }}));
  return marker.getAttribute("aria-label");
}}
"""
"""In one go: an answer for the view that comes meanwhile may join markers. Real keys: test_map_keys.py."""
HAS_TAKEN_THE_SIZE = """() => {
  const { width, height, offsetWidth, offsetHeight } = document.querySelector("space-map");
  return width === offsetWidth && height === offsetHeight;
}"""


@pytest.mark.parametrize("size", [*NARROW, *WIDE], ids=lambda size: "x".join(map(str, size)))
def test_nothing_lies_over_what_a_marker_opens(page, size):
    opened(page, HALLS + CLOSER * (size == NARROW[0]), size)
    view = page.locator("space-map").evaluate("one => [one.map.getCenter(), one.map.getZoom()]")
    singles = page.locator("space-map .marker:not(.marker--cluster)")
    for place in range(singles.evaluate_all(f"markers => ({AT_THE_EDGES})(markers).length")):
        page.locator("space-map").evaluate(
            "(one, view) => void one.map.setView(...view, { animate: false })", view
        )
        page.wait_for_timeout(ASKS_AGAIN)
        page.wait_for_load_state("networkidle")
        name = singles.evaluate_all(OPEN, place)
        settled(page)
        assert page.locator(POPUP).evaluate("popup => popup.contains(document.activeElement)")
        assert covered(page) == [], name
        page.keyboard.press("Escape")
        expect(page.locator(POPUP)).to_have_count(0)


@pytest.mark.parametrize("size", [NARROW[0], *WIDE], ids=lambda size: "x".join(map(str, size)))
def test_nothing_lies_over_a_list_of_objects_in_any_corner(page, size):
    opened(page, HALLS, size)
    numbers = page.locator("[data-results] [data-number]").evaluate_all(
        "cards => [...new Set(cards.map((card) => card.dataset.number))].slice(0, 20)"
    )
    for corner in ("NorthWest", "NorthEast", "SouthWest", "SouthEast"):
        page.locator("space-map").evaluate(
            """(map, [numbers, corner]) => {
              map.popup.open(numbers, { latlng: map.map.getBounds()[`get${corner}`]() });
            }""",
            [numbers, corner],
        )
        expect(page.locator(POPUP).locator("li")).to_have_count(len(numbers))
        assert covered(page) == [], corner
        page.locator("space-map").evaluate("element => element.popup.close()")
        expect(page.locator(POPUP)).to_have_count(0)


def test_popup_stays_clear_when_the_window_changes(page):
    opened(page, HALLS, (1920, 1080))
    page.locator("space-map .marker:not(.marker--cluster)").first.focus()
    page.keyboard.press("Enter")
    for width, height in [(1024, 640), (1366, 768), (390, 844), (1280, 800)]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function(HAS_TAKEN_THE_SIZE)
        expect(
            page.locator(".leaflet-popup" if width >= 1024 else ".map-view__selected .popup")
        ).to_be_visible()
        assert (width, covered(page)) == (width, [])
        assert page.locator(POPUP).evaluate("popup => popup.contains(document.activeElement)"), width


def test_popup_and_panels_make_way_for_each_other(page):
    opened(page, HALLS, (1024, 768))
    panel = page.locator(".map-tools")
    panel.locator("summary").click()
    page.locator("space-map .marker:not(.marker--cluster)").first.focus()
    page.keyboard.press("Enter")
    settled(page)
    expect(panel).not_to_have_attribute("open", re.compile(".*"))
    expect(page.locator(".map__legend")).to_be_in_viewport()
    panel.locator("summary").click()
    expect(page.locator(".leaflet-popup")).to_have_count(0)
    expect(page.locator(".map__legend")).to_be_visible()


def test_popup_stays_clear_of_the_buttons_that_zoom(page):
    opened(page, HALLS, (1024, 768))
    page.locator("space-map .marker:not(.marker--cluster)").last.focus()
    page.keyboard.press("Enter")
    settled(page)
    before = page.url
    page.locator(".leaflet-control-zoom-out").click()
    page.wait_for_url(lambda address: address != before)
    page.locator(".leaflet-zoom-anim").wait_for(state="detached")
    page.wait_for_load_state("networkidle")
    assert covered(page) == []


def test_nothing_lies_over_the_controls_of_the_small_map(page):
    page.goto(HALLS.replace("karte/", ""))
    page.locator(".space-card__title a").first.click()
    for width, height in [*NARROW, *WIDE]:
        page.set_viewport_size({"width": width, "height": height})
        page.locator(".map--mini").scroll_into_view_if_needed()
        page.locator(".map--mini .leaflet-control-zoom-in").wait_for()
        controls = page.locator(".map--mini").locator("a:visible, button:visible")
        assert controls.count() >= 3
        assert (width, controls.evaluate_all(COVERED)) == (width, [])
