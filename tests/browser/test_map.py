"""The map beside the list: clusters, drawing, measuring, overlays, and what stands in its address."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.templatetags.static import static
from playwright.sync_api import expect

from tests.browser.accessibility import BOTH_ENDS, violations, violations_everywhere

MAP = "/flaechenpool/karte/"
NARROW = {"width": 320, "height": 720}


@pytest.fixture(autouse=True)
def reader(demo):
    """All these journeys only read."""


@pytest.fixture
def the_map(page):
    """The map page with its markers."""
    return opened(page, MAP)


def opened(page, address):
    page.goto(address)
    page.locator("space-map .marker").first.wait_for()
    page.wait_for_load_state("networkidle")
    return page


def tool(page, name):
    page.locator(".map-tools > summary").click()
    page.get_by_role("button", name=name).click()
    expect(page.locator("space-map")).to_be_focused()


def answered(page):
    return page.expect_response(lambda response: "karte.geojson" in response.url)


def set_corners(page, *shares):
    """Click on the map, at shares of its width and height."""
    box = page.locator("space-map").bounding_box()
    for x, y in shares:
        page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])


def test_states_districts_and_cities_are_drawn_without_asking_another_host(the_map):
    for kind in ("state", "district"):
        the_map.locator(f"space-map .map__area--{kind}").nth(1).wait_for(state="attached")
    named = "[...document.querySelector('space-map').map.baseLayer.names.stands.keys()].includes('Leipzig')"
    the_map.wait_for_function(named)


def test_cluster_opens_by_keyboard_and_keeps_the_focus_on_the_map(the_map):
    cluster = the_map.locator("space-map .marker--cluster").first
    assert re.fullmatch(r"\d+ Objekte, vergrößern", cluster.get_attribute("aria-label"))
    cluster.focus()
    with answered(the_map) as answer:
        the_map.keyboard.press("Enter")
    assert int(parse_qs(urlsplit(answer.value.url).query)["zoom"][0]) > 6
    the_map.wait_for_load_state("networkidle")
    assert the_map.evaluate("document.querySelector('space-map').contains(document.activeElement)")


def test_drawn_area_limits_list_and_map_and_can_be_taken_back(the_map):
    everything = int(the_map.locator("[data-results]").get_attribute("data-count"))
    tool(the_map, "Suchgebiet zeichnen")
    set_corners(the_map, (0.4, 0.4), (0.6, 0.4), (0.6, 0.6))
    with answered(the_map):
        the_map.keyboard.press("Enter")
    the_map.wait_for_url("**polygon=**")
    expect(the_map.locator("[data-results]")).not_to_have_attribute("data-count", str(everything))
    the_map.locator(".map__search--drawn").wait_for(state="attached")
    expect(the_map.locator("[data-legend-area=drawn]")).to_be_visible()
    the_map.go_back()
    expect(the_map.locator("[data-results]")).to_have_attribute("data-count", str(everything))


def test_rectangle_is_drawn_by_keyboard_alone(the_map):
    tool(the_map, "Rechteck zeichnen")
    the_map.keyboard.press("Space")
    the_map.keyboard.press("ArrowRight")
    the_map.keyboard.press("ArrowDown")
    expect(the_map.locator(".leaflet-pan-anim")).to_have_count(0)
    the_map.keyboard.press("Space")
    the_map.wait_for_url("**polygon=**")
    polygon = parse_qs(urlsplit(the_map.url).query)["polygon"][0]
    assert len(polygon.split(";")) == 4


def test_escape_gives_a_drawing_up(the_map):
    address = the_map.url
    tool(the_map, "Suchgebiet zeichnen")
    set_corners(the_map, (0.4, 0.4), (0.6, 0.4))
    the_map.keyboard.press("Escape")
    expect(the_map.locator(".map-status")).to_be_hidden()
    assert the_map.locator(".map__drawn").count() == 0
    assert the_map.url == address


def test_measuring_tells_length_and_area(the_map):
    tool(the_map, "Länge und Fläche messen")
    set_corners(the_map, (0.4, 0.4), (0.6, 0.4))
    expect(the_map.locator(".map-status")).to_contain_text(re.compile(r"Länge [\d.,]+\s(km|m)"))
    set_corners(the_map, (0.6, 0.6))
    the_map.keyboard.press("Enter")
    expect(the_map.locator(".map-status")).to_contain_text(re.compile(r"Fläche.*km²"))
    the_map.get_by_role("button", name="Messung entfernen").click()
    assert the_map.locator(".map__drawn").count() == 0


def test_selection_survives_a_reload(page):
    opened(page, f"{MAP}?area_min=150000")
    page.locator("space-map .marker:not(.marker--cluster)").first.focus()
    page.keyboard.press("Enter")
    name = page.locator(".popup h3").inner_text()
    page.wait_for_url(re.compile(r"object=\d+"))
    page.reload()
    expect(page.locator(".popup h3")).to_have_text(name)
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup-close-button").click()
    expect(page.locator(".popup")).to_have_count(0)
    assert "object=" not in page.url


def test_narrow_screen_shows_map_and_list_and_each_of_them_alone(page):
    page.set_viewport_size(NARROW)
    opened(page, MAP)
    card, marker = page.locator("[data-results] .space-card").first, page.locator("space-map .marker").first
    expect(card).to_be_in_viewport()
    expect(marker).to_be_in_viewport()
    button = page.locator(".list-sheet__button")
    button.click()
    page.wait_for_url("**show=list**")
    page.reload()
    expect(card).to_be_in_viewport()
    button.click()
    expect(card).not_to_be_in_viewport()
    expect(marker).to_be_in_viewport()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))


def test_narrow_screen_shows_an_object_below_the_map(page):
    page.set_viewport_size(NARROW)
    opened(page, f"{MAP}?area_min=150000")
    marker = page.locator("space-map .marker:not(.marker--cluster)").first
    marker.focus()
    page.keyboard.press("Enter")
    panel = page.locator("[data-selected]")
    expect(panel.locator("h3 a")).to_be_focused()
    assert violations(page) == []
    panel.get_by_role("button", name="Schließen").click()
    expect(panel).to_be_hidden()
    expect(marker).to_be_focused()


def test_overlays_are_ticked_and_stay_in_the_address(the_map):
    the_map.locator(".map-layers > summary").click()
    with the_map.expect_response(lambda response: "landmarken.geojson" in response.url):
        the_map.locator(".map-layers").get_by_label("Flughafen").check()
    the_map.locator(".leaflet-pane .landmark--airport").first.wait_for(state="attached")
    the_map.locator(".map-layers").get_by_label("Kreisgrenzen").uncheck()
    the_map.wait_for_url("**layers=airport**")
    the_map.reload()
    the_map.locator(".leaflet-pane .landmark--airport").first.wait_for(state="attached")
    assert "map--no-districts" in the_map.locator("space-map").get_attribute("class")


def test_radius_is_drawn_and_measured(page):
    opened(page, f"{MAP}?place=point:51.34,12.37&radius=15")
    expect(page.locator(".map__radius")).to_have_text("Umkreis 15\u00a0km")
    page.locator(".map__search--reach").wait_for(state="attached")


def test_place_of_the_visitor_is_asked_for_only_on_a_click(new_context):
    context = new_context(
        viewport={"width": 1440, "height": 900},
        permissions=["geolocation"],
        geolocation={"latitude": 51.34, "longitude": 12.37},
    )
    page = opened(context.new_page(), MAP)
    page.get_by_role("button", name="Meinen Standort zeigen").click()
    page.get_by_role("button", name="Im Umkreis von 10 km suchen").click()
    page.wait_for_url("**radius=10**")
    assert parse_qs(urlsplit(page.url).query)["place"] == ["point:51.34,12.37"]


def test_refused_place_is_explained(the_map):
    the_map.get_by_role("button", name="Meinen Standort zeigen").click()
    expect(the_map.locator(".map-status")).to_contain_text("nicht freigegeben")


@pytest.mark.parametrize("panel", [".map-layers", ".map-tools"])
def test_open_panel_is_accessible(the_map, panel):
    the_map.locator(f"{panel} > summary").click()
    assert violations_everywhere(the_map, colours_at=BOTH_ENDS) == []


def test_map_with_a_drawing_under_way_is_accessible(the_map):
    tool(the_map, "Suchgebiet zeichnen")
    set_corners(the_map, (0.4, 0.4), (0.6, 0.4))
    assert violations_everywhere(the_map, colours_at=BOTH_ENDS) == []


def test_boundary_is_measured_in_words_and_by_hand(page):
    page.goto("/flaechenpool/gewerbeflaechen/")
    page.locator("[data-number] a").first.click()
    page.wait_for_url(re.compile("/gewerbeflaechen/\\d+"))
    expect(page.get_by_text("Der gezeichnete Umriss umschließt")).to_be_visible()
    page.evaluate("customElements.whenDefined('boundary-map').then(() => true)")
    assert page.locator("boundary-map .map-panel").count() == 0  # drawn when a reader comes near it
    assert page.locator("boundary-map .map__outline path").count() == 1
    page.locator("boundary-map").scroll_into_view_if_needed()
    expect(page.locator("boundary-map .map__outline")).to_have_count(0)
    page.locator("boundary-map").get_by_role("button", name="Länge und Fläche messen").click()
    expect(page.locator("boundary-map")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".leaflet-pan-anim")).to_have_count(0)
    page.keyboard.press("Space")
    expect(page.locator("boundary-map .map-status")).to_contain_text("Länge")


def test_a_drawn_area_has_no_more_corners_than_a_search_takes(page):
    page.goto(MAP)
    page.locator(".map-tools").wait_for()
    polygon = page.evaluate(
        """async (drawing) => {
          const { toPolygon } = await import(drawing);
          const turns = Array.from({ length: 1000 }, (_, corner) => (2 * Math.PI * corner) / 1000);
          return toPolygon(turns.map((turn) => L.latLng(51.3 + 0.3 * Math.sin(turn), 12.4 + 0.5 * Math.cos(turn))));
        }""",
        static("js/lib/drawing.js"),
    )
    assert 50 < len(polygon.split(";")) <= 200
    page.goto(f"{MAP}?polygon={polygon}")
    expect(page.locator(".chip")).to_have_text(re.compile("auf der Karte gezeichnetes Gebiet"))
