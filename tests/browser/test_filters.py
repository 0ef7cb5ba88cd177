"""The form of filters, its chips and wishes, and the way out of an empty result, as a visitor sees them."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import NARROWEST, SCHEMES, WIDEST, colour, overflow, violations

LIST, MAP = "/flaechenpool/liste/", "/flaechenpool/karte/"
IMPOSSIBLE = "?area_min=500000&zoning=GI&price_m2_max=5"
WISHES = "?area_min=20000&zoning=GI&nice=zoning&power_min=1000000&nice=power_min"
WRONG = "?area_min=viel&price_m2_max=1.2.3&grz_min=x&crane_min=y"


@pytest.fixture(autouse=True)
def reader(demo):
    """All these visits only read."""


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def open_filters(page):
    """All that folds in the form, opened, with its fields."""
    page.locator(".filters, .filters details").evaluate_all("all => all.forEach(one => (one.open = true))")
    expect(page.locator(".filters details[data-unfetched]")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
@pytest.mark.parametrize("view", [LIST, MAP], ids=["list", "map"])
def test_the_two_ends_of_a_range_stand_side_by_side_below_their_histogram(page, view, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(view)
    open_filters(page)
    group = page.locator(".filter-range", has=page.locator("[name=price_m2_min]"))
    low = group.locator("[name=price_m2_min]").bounding_box()
    high = group.locator("[name=price_m2_max]").bounding_box()
    bars = group.locator(".histogram").bounding_box()
    assert low["width"] == pytest.approx(high["width"], abs=1)
    assert low["width"] > 100
    assert low["y"] == pytest.approx(high["y"], abs=1)
    assert low["x"] == pytest.approx(bars["x"], abs=1)
    assert high["x"] + high["width"] == pytest.approx(bars["x"] + bars["width"], abs=1)
    labels = [label.bounding_box() for label in group.locator("label:has(+ .unit)").all()]
    assert labels[0]["x"] + labels[0]["width"] <= labels[1]["x"]


def test_only_the_first_section_and_those_in_use_are_open(page):
    page.goto(f"{LIST}?crane_min=5")
    opened = page.locator(".filter-section[open] > summary").all_inner_texts()
    assert [text.split("\n")[0].strip().rstrip(" 0123456789") for text in opened] == [
        "Größe und Preis",
        "Halle",
    ]


def test_objects_without_a_figure_are_offered_once_it_is_asked_for(page):
    page.goto(LIST)
    choice = page.locator("label", has=page.locator("[name=unknown][value=price_m2]"))
    expect(choice).to_be_hidden()
    page.get_by_label("Kaufpreis bis").fill("40")
    page.keyboard.press("Enter")
    expect(choice).to_be_visible()
    choice.click()
    expect(page.locator(".chip")).to_have_count(2)
    assert asked(page) == {"price_m2_max": ["40"], "unknown": ["price_m2"]}


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_a_filter_becomes_a_wish_and_a_must_again(new_context, with_script):
    page = new_context(java_script_enabled=with_script, viewport={"width": 1440, "height": 900}).new_page()
    page.goto(f"{LIST}?zoning=GI")
    page.get_by_role("link", name="nur wünschenswert").click()
    page.wait_for_url("**nice=zoning**")
    expect(page.locator(".chip")).to_contain_text("Wunsch: GI")
    expect(page.locator(".wishes").first).to_contain_text("1 von 1 Wunsch erfüllt")
    page.get_by_role("link", name="wieder zur Bedingung").click()
    expect(page.locator(".wishes")).to_have_count(0)
    assert "nice" not in asked(page)


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_the_first_wish_after_a_phrase_ranks(new_context, with_script):
    page = new_context(java_script_enabled=with_script, viewport={"width": 1440, "height": 900}).new_page()
    page.goto(LIST)
    page.locator("[name=ask]").fill("GI ab 2 ha")
    page.locator("[name=ask]").press("Enter")
    page.locator(".chip").first.wait_for()
    if not with_script:
        page.locator(".sort button").click()
        page.wait_for_url("**sort=newest**")
        assert asked(page)["sort"] == ["newest"]
    page.get_by_role("link", name="nur wünschenswert").first.click()
    page.wait_for_url("**nice=**")
    expect(page.locator("#sort")).to_have_value("relevance")
    assert "sort" not in asked(page)


def test_the_newest_first_can_be_chosen_beside_wishes(page):
    page.goto(LIST + WISHES)
    page.locator("#sort").select_option("newest")
    page.wait_for_url("**sort=newest**")
    expect(page.locator("#sort")).to_have_value("newest")


@pytest.mark.parametrize("with_script", [True, False], ids=["with script", "without script"])
def test_an_empty_result_offers_only_what_leads_to_objects(new_context, with_script):
    page = new_context(java_script_enabled=with_script, viewport={"width": 1440, "height": 900}).new_page()
    page.goto(LIST + IMPOSSIBLE)
    links = page.locator("[data-results] .notice li > a:first-child, .way-out__head a").all()
    assert len(links) > 1
    for query in [link.get_attribute("href") for link in links]:
        page.goto(LIST + query)
        assert page.locator("[data-results] .rows .space-card").count() > 0


def test_all_filters_as_wishes_show_the_best_matches_first(page):
    page.goto(LIST + IMPOSSIBLE)
    page.get_by_role("link", name="Alle Filter als Wünsche").click()
    expect(page.locator(".wishes__sum").first).to_be_visible()
    sums = page.locator(".wishes__sum").all_inner_texts()
    met = [int(re.match(r"\d", text)[0]) for text in sums]
    assert met == sorted(met, reverse=True)


def test_mistakes_in_several_fields_open_their_sections(page):
    page.goto(LIST)
    open_filters(page)
    page.locator("[name=crane_min]").fill("y")
    page.locator(".filter-section").evaluate_all("all => all.forEach(one => (one.open = false))")
    page.get_by_role("button", name="Filter anwenden").click()
    expect(page.locator("#error-crane_min")).to_be_visible()
    expect(page.locator("[name=crane_min]")).to_have_attribute("aria-invalid", "true")


def test_the_panel_above_the_map_scrolls_and_closes_by_escape(page):
    page.goto(MAP)
    summary = page.locator(".filters > summary")
    summary.focus()
    page.keyboard.press("Enter")
    panel = page.locator(".filter-panel")
    expect(panel).to_be_visible()
    open_filters(page)
    assert panel.bounding_box()["height"] < page.viewport_size["height"]
    panel.locator("[name=fibre_min]").focus()
    expect(panel.locator("[name=fibre_min]")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(summary).to_be_focused()
    expect(page.get_by_label("Was suchen Sie?")).to_be_visible()


@pytest.mark.parametrize(
    ("view", "query"),
    [(LIST, WRONG), (LIST, IMPOSSIBLE), (LIST, WISHES), (MAP, ""), (MAP, IMPOSSIBLE), (MAP, WISHES)],
    ids=["list-wrong", "list-nothing", "list-wishes", "map-all", "map-nothing", "map-wishes"],
)
def test_axe_finds_nothing_with_open_filters(page, view, query):
    """The list without filters: tests/browser/test_states.py."""
    found = []
    for width, schemes in [(NARROWEST, ["light"]), (WIDEST, SCHEMES)]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(view + query)
        if view == MAP:
            page.wait_for_load_state("networkidle")  # the map draws its markers
        open_filters(page)
        found += overflow(page, f"{width} px")
        for scheme in schemes:
            colour(page, scheme)
            found += violations(page, f"{width} px {scheme}", scheme)
    assert found == []


def test_the_other_kinds_filters_go_with_the_choice_of_a_kind_and_come_back(page):
    page.goto("/flaechenpool/liste/")
    zoning = page.locator("[data-of-kind=zoning]")
    halls = page.locator("details[data-section=hall]")
    page.locator("details.filter-section > summary", has_text="Baurecht").click()
    expect(zoning).to_be_visible()
    page.get_by_role("radio", name=re.compile("^Hallenobjekt")).check()
    expect(zoning).to_be_hidden()
    expect(halls).to_be_visible()
    expect(page.locator("[data-link=plots] .num")).not_to_have_text("0")
    page.get_by_role("radio", name=re.compile("^Gewerbefläche")).check()
    expect(zoning).to_be_visible()
    expect(halls).to_be_hidden()
    page.go_back()
    page.go_back()
    expect(halls).to_be_visible()
    expect(zoning).to_be_visible()


def test_a_section_gets_its_fields_when_it_is_opened(page):
    page.goto(f"{LIST}?area_min=2000")
    hall = page.locator("[data-section=hall]")
    expect(page.locator("[name=crane_min]")).to_have_count(0)
    hall.locator("summary").press("Enter")
    hall.locator("[name=crane_min]").fill("5")
    hall.locator("[name=crane_min]").press("Enter")
    page.wait_for_url("**crane_min=5**")
    expect(hall.locator(".count")).to_have_text("1")
    assert asked(page) == {"area_min": ["2000"], "crane_min": ["5"]}


def test_a_place_asked_for_on_the_map_stays_while_its_field_is_not_there(page):
    page.goto(MAP)
    ask = "document.dispatchEvent(new CustomEvent('map:asked', {detail: {place: 'point:51.34,12.37', radius: '30'}}))"
    page.evaluate(ask)
    page.wait_for_url("**radius=30**")
    page.locator("#sort").select_option("area")
    page.wait_for_url("**sort=area**")
    assert asked(page)["place"] == ["point:51.34,12.37"]
    page.locator(".filters > summary").click()
    page.locator("[data-section=place] > summary").click()
    expect(page.locator("[name=radius]")).to_have_value("30")


def test_without_script_a_section_comes_by_its_button_with_all_that_was_typed(new_context):
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 900}).new_page()
    page.goto(LIST)
    page.locator(".filters > summary").click()
    page.locator("[name=area_min]").fill("2.000")
    page.locator("[data-section=hall] > summary").click()
    page.locator("[data-section=hall]").get_by_role("button", name="Diese Filter zeigen").click()
    page.wait_for_url("**section=hall**")
    expect(page.locator("[name=area_min]")).to_have_value("2.000")
    page.locator("[name=crane_min]").fill("5")
    page.get_by_role("button", name="Filter anwenden").click()
    page.wait_for_url("**crane_min=5**")
    assert asked(page)["area_min"] == ["2.000"]
    assert "section" not in asked(page)
    expect(page.locator(".chip")).to_have_count(2)


def towns(page):
    """The municipalities that the form offers, by whether they are ticked."""
    boxes = page.locator("[name=municipality]")
    return boxes.evaluate_all("all => Object.fromEntries(all.map(one => [one.value, one.checked]))")


def test_municipalities_come_with_the_results_and_stay_under_the_focus(page):
    page.goto(f"{LIST}?district=14713")
    assert towns(page) == {"14713000": False}
    page.get_by_role("link", name=re.compile("Filter entfernen")).first.click()
    page.wait_for_url(re.compile(r"/liste/$"))
    expect(page.locator("[name=municipality]")).not_to_have_count(1)
    assert not any(towns(page).values())
    open_filters(page)
    page.locator("[name=municipality][value='14713000']").check()
    page.wait_for_url(re.compile("municipality=14713000"))
    expect(page.locator("[data-results] .chip")).to_have_count(1)
    expect(page.locator("[name=municipality][value='14713000']")).to_be_focused()
    page.go_back()
    page.wait_for_url(re.compile(r"/liste/$"))
    expect(page.locator("[name=municipality]:checked")).to_have_count(0)


def test_back_brings_also_what_was_taken_in_without_a_statement(page):
    page.goto(f"{LIST}?price_m2_max=40&unknown=price_m2")
    page.get_by_role("link", name=re.compile("Filter entfernen")).first.click()
    page.wait_for_url(re.compile(r"/liste/$"))
    taken_in = page.locator("[name=unknown][value=price_m2]")
    expect(taken_in).to_be_hidden()
    page.go_back()
    open_filters(page)
    expect(taken_in).to_be_checked()


def test_a_unit_that_is_typed_stands_alone(page):
    page.goto(f"{LIST}?area_min=5+ha")
    field = page.locator("[name=area_min]")
    unit = field.locator("+ span")
    expect(unit).to_be_hidden()
    field.fill("5000")
    expect(unit).to_be_visible()
    field.fill("5000 qm")
    expect(unit).to_be_hidden()
