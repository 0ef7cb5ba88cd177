"""A visitor looks for a place in the pool: list, map and filters, with and without script."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

LIST, MAP = "/flaechenpool/liste/", "/flaechenpool/karte/"


@pytest.fixture(autouse=True)
def reader(demo):
    """All these journeys only read."""


def count(page):
    """How many objects the page says it has."""
    return int(page.locator("[data-results]").get_attribute("data-count"))


def asked(page):
    """The filters in the page's address."""
    return parse_qs(urlsplit(page.url).query)


def open_map(page, address=MAP):
    """The map page with its markers drawn; the number of objects the map got."""
    with page.expect_response(lambda response: "karte.geojson" in response.url) as answer:
        page.goto(address)
    page.locator(".marker").first.wait_for()
    settle(page)
    return answer.value.json()["numberMatched"]


def shown_on_map(page):
    """How many objects the markers stand for, clusters included."""
    names = page.locator("space-map .marker").evaluate_all(
        "all => all.map(one => [one.className, one.innerText])"
    )
    return sum(int(text) if "marker--cluster" in classes else 1 for classes, text in names)


def results_of(page, action):
    """Do something that changes the results and wait for the new ones."""
    page.locator("[data-results]").evaluate("old => old.classList.add('old')")
    action()
    page.locator("[data-results].old").wait_for(state="detached")


def zoom_in(page):
    page.get_by_role("button", name="Vergrößern", exact=True).click()
    settle(page)


def settle(page):
    """Wait until nothing on the map moves any more."""
    page.locator(".leaflet-cluster-anim, .leaflet-zoom-anim").first.wait_for(state="detached")


def test_filters_work_without_script(plain_page):
    plain_page.goto(LIST)
    everything = count(plain_page)
    plain_page.locator("[name=area_min]").fill("20000")
    plain_page.get_by_role("button", name="Filter anwenden").click()
    plain_page.wait_for_url("**area_min=20000**")
    assert asked(plain_page)["area_min"] == ["20000"]
    assert 0 < count(plain_page) < everything
    plain_page.get_by_role("list", name="Aktive Filter").get_by_role("link").first.click()
    expect(plain_page.locator("[data-results]")).to_have_attribute("data-count", str(everything))


def test_pages_of_the_list_keep_the_filters_without_script(plain_page):
    plain_page.goto(f"{LIST}?kind=plot")
    first = plain_page.locator("[data-number]").first.get_attribute("data-number")
    plain_page.get_by_role("navigation", name="Seiten").get_by_role("link", name="2").first.click()
    plain_page.wait_for_url("**page=2**")
    assert asked(plain_page)["page"] == ["2"]
    assert plain_page.locator("[data-number]").first.get_attribute("data-number") != first


def test_map_page_shows_the_list_without_script(plain_page):
    plain_page.goto(MAP)
    assert plain_page.locator("[data-results] [data-number]").count() > 0
    assert plain_page.get_by_text("Die Karte braucht JavaScript").is_visible()
    plain_page.set_viewport_size({"width": 768, "height": 900})
    assert plain_page.locator("space-map").bounding_box()["height"] < 100  # px: no empty map above the list
    plain_page.goto(LIST)
    listed = count(plain_page)
    plain_page.goto(MAP)
    assert count(plain_page) == listed


def test_filter_changes_results_address_and_counts_without_a_new_page(page):
    page.goto(LIST)
    everything = count(page)
    page.evaluate("window.samePage = true")
    page.locator("[name=area_min]").fill("20000")
    results_of(page, lambda: page.get_by_role("button", name="Filter anwenden").click())
    assert asked(page) == {"area_min": ["20000"]}
    filtered = count(page)
    assert 0 < filtered < everything
    assert page.evaluate("window.samePage")
    page.reload()
    assert count(page) == filtered


def test_chip_takes_its_filter_away(page):
    page.goto(f"{LIST}?area_min=20000&status=free")
    results_of(page, lambda: page.locator(".chip", has_text="ab 2,0").click())
    assert asked(page) == {"status": ["free"]}
    assert page.locator("[name=area_min]").input_value() == ""


def test_back_and_forward_walk_through_the_filters(page):
    page.goto(LIST)
    everything = count(page)
    page.locator("[name=area_min]").fill("20000")
    results_of(page, lambda: page.get_by_role("button", name="Filter anwenden").click())
    filtered = count(page)
    results_of(page, page.go_back)
    assert count(page) == everything
    assert page.locator("[name=area_min]").input_value() == ""
    results_of(page, page.go_forward)
    assert count(page) == filtered
    assert page.locator("[name=area_min]").input_value() == "20000"


def test_going_back_to_the_list_shows_a_whole_page(page):
    page.goto(LIST)
    results_of(page, lambda: page.get_by_label("Sortieren nach").select_option("-area"))
    page.locator("[data-number] a").first.click()
    page.wait_for_url(re.compile("/(gewerbeflaechen|hallen)/"))
    page.go_back()
    assert page.locator("header.site-header").count() == 1
    assert asked(page) == {"sort": ["-area"]}


@pytest.mark.parametrize("query", ["", "?kind=hall", "?area_min=20000", "?status=free&zoning=GI"])
def test_list_and_map_count_the_same(page, query):
    page.goto(LIST + query)
    listed = count(page)
    assert open_map(page, MAP + query) == listed == count(page)


def test_map_fits_all_matches(page):
    matched = open_map(page)
    assert shown_on_map(page) == matched


def test_filter_on_the_map_keeps_its_view(page):
    open_map(page)
    zoom_in(page)
    page.wait_for_url("**#map=**")
    view = urlsplit(page.url).fragment
    with page.expect_response(lambda response: "karte.geojson?kind=hall" in response.url):
        page.get_by_text("Alle Filter").click()
        page.locator("#filters label", has_text="Hallenobjekt").first.click()
    assert urlsplit(page.url).fragment == view


def test_coming_back_from_an_object_restores_the_map(page):
    open_map(page, f"{MAP}?area_min=20000")
    zoom_in(page)
    page.wait_for_url("**#map=**")
    before = page.url
    page.locator("[data-results] [data-number] a").first.click()
    page.wait_for_url(re.compile("/(gewerbeflaechen|hallen)/"))
    page.go_back()
    page.locator(".marker").first.wait_for()
    assert page.url == before


def test_card_lights_its_marker(page):
    open_map(page)
    card = page.locator("[data-results] [data-number]").first
    card.hover()
    assert page.locator(".marker[aria-current=true]").count() == 1
    page.locator("h1").evaluate("one => one.scrollIntoView()")
    page.mouse.move(0, 0)
    assert page.locator(".marker[aria-current=true]").count() == 0
    card.locator("a").first.focus()
    assert page.locator(".marker[aria-current=true]").count() == 1


def test_marker_opens_by_keyboard_and_leads_to_its_object(page):
    open_map(page, f"{MAP}?area_min=150000")
    page.locator(".marker:not(.marker--cluster)").first.focus()
    page.keyboard.press("Enter")
    popup = page.locator(".leaflet-popup .popup")
    popup.wait_for()
    name = popup.locator("h3").inner_text()
    page.keyboard.press("Escape")
    popup.wait_for(state="detached")
    page.keyboard.press("Enter")
    popup.get_by_role("link", name="Objekt ansehen").click()
    page.wait_for_url(re.compile(r"/\d+-"))
    assert page.locator("h1").inner_text().replace("\u00ad", "") == name.replace("\u00ad", "")


def test_cluster_shows_that_it_has_the_focus(page):
    open_map(page)
    page.keyboard.press("Tab")  # from now on focus is shown
    page.locator(".marker--cluster").first.focus()
    assert (
        page.locator(".marker--cluster").first.evaluate("one => getComputedStyle(one).outlineStyle")
        == "solid"
    )


def test_search_follows_the_map_when_asked_to(page):
    everything = open_map(page)
    page.get_by_label("Beim Verschieben suchen").check()
    page.wait_for_url("**bbox=**")
    for _step in range(3):
        with page.expect_response(lambda response: "karte.geojson" in response.url):
            zoom_in(page)
    page.wait_for_url("**bbox=**")
    expect(page.locator("[data-results]")).not_to_have_attribute("data-count", str(everything))
    assert count(page) < everything
    page.get_by_label("Beim Verschieben suchen").uncheck()
    expect(page.locator("[data-results]")).to_have_attribute("data-count", str(everything))
    assert "bbox" not in asked(page)


def test_federal_maps_load_only_after_the_visitor_asks_and_stay_chosen(new_context, watch):
    requested = []

    def stub(route):
        requested.append(route.request.url)
        route.fulfill(status=200, content_type="image/png", body=PIXEL)

    context = new_context(viewport={"width": 1440, "height": 900})
    context.route(lambda url: "geodatenzentrum.de" in url, stub)
    page = context.new_page()
    open_map(page)
    page.wait_for_load_state("networkidle")
    assert requested == []
    page.locator(".map-tiles summary").click()
    with page.expect_request(lambda request: "geodatenzentrum.de" in request.url):
        page.get_by_role("button", name=re.compile("TopPlusOpen")).click()
    with page.expect_request(lambda request: "geodatenzentrum.de" in request.url):
        open_map(page)
    watch.foreign.clear()


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fea135c8790000000049454e44ae426082"
)
