"""Drawing by keyboard alone: a boundary, its corners, the point, and the way back."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory, square

MAP = ".field-boundary .geometry-field__map"
MOST_TABS = 80
A_POINT = re.compile(r'^\{"type":"Point","coordinates":\[12\.\d+,51\.\d+\]\}$')


@pytest.fixture
def plot(empty_site):
    area = square(*LEIPZIG, metres=60_000)
    municipality = MunicipalityFactory(name="Leipzig", boundary=area, outline=area)
    return SpaceFactory(steward=OrganisationFactory(area=municipality), draft=True, at=LEIPZIG)


@pytest.fixture
def form(plot, logged_in):
    page = logged_in(MembershipFactory(organisation=plot.steward, role="editor").user)
    page.goto(f"/en/admin/sites/plot/{plot.pk}/change/")
    page.locator(MAP).scroll_into_view_if_needed()
    return page


def test_a_boundary_is_drawn_moved_and_taken_back_by_keyboard(form, plot):
    form.locator(".field-boundary").get_by_role("searchbox").focus()
    tab_to(form, tool(form, "Draw the boundary"))
    form.keyboard.press("Enter")
    expect(form.locator(MAP)).to_be_focused()
    expect(form.locator(f"{MAP} .map__cross")).to_have_css("opacity", "1")
    start = ("ArrowUp", "ArrowLeft") * 3
    for keys in (start, ("ArrowRight",) * 6, ("ArrowDown",) * 6, ("ArrowDown", "ArrowLeft")):
        for key in keys:
            form.keyboard.press(key)
        form.keyboard.press("Space")
    expect(told(form)).to_contain_text("Corners set: 4")
    form.keyboard.press("Backspace")
    expect(told(form)).to_contain_text("Corners set: 3")
    form.keyboard.press("Control+z")
    expect(told(form)).to_contain_text("Corners set: 2")
    form.keyboard.press("Enter")
    expect(told(form)).to_contain_text("at least three corners")
    form.keyboard.press("Shift+ArrowDown")
    for _step in range(3):
        form.keyboard.press("ArrowLeft")
    form.keyboard.press("Space")
    form.keyboard.press("Enter")
    expect(told(form)).to_contain_text("3 corners")
    before = written(form)
    assert len(before["coordinates"][0][0]) == 4
    assert violations(form, "form") == []

    tab_to(form, tool(form, "Move corners"))
    form.keyboard.press("Enter")
    assert violations(form, "form") == []
    tab_to(form, form.get_by_role("button", name="Corner 1"))
    for _step in range(2):
        form.keyboard.press("Shift+ArrowUp")
    form.keyboard.press("ArrowUp")
    moved = written(form)
    assert moved["coordinates"][0][0][0][1] > before["coordinates"][0][0][0][1]
    form.keyboard.press("Delete")
    assert len(written(form)["coordinates"][0][0]) == 4  # a triangle keeps its corners
    tab_to(form, form.get_by_role("button", name="Between two corners").first)
    form.keyboard.press("Enter")
    expect(told(form)).to_contain_text("4 corners")
    form.keyboard.press("Control+z")
    expect(told(form)).to_contain_text("3 corners")
    assert written(form) == moved

    save(form)
    plot.refresh_from_db()
    assert [len(ring) for polygon in plot.boundary for ring in polygon] == [4]


def test_a_point_is_set_by_keyboard_on_the_map_of_the_boundary(form, plot):
    before = plot.location
    tab_to(form, tool(form, "Set the point"))
    form.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowRight", "Space"):
        form.keyboard.press(key)
    expect(form.locator("#id_location")).to_have_value(A_POINT)
    save(form)
    plot.refresh_from_db()
    assert plot.location.distance(before) > 1


def test_escape_gives_a_drawing_up_and_the_form_stays_as_it_was(form):
    text = form.locator("#id_boundary").input_value()
    tab_to(form, tool(form, "Draw the boundary"))
    form.keyboard.press("Enter")
    for key in ("Space", "ArrowRight", "Space", "Escape"):
        form.keyboard.press(key)
    expect(form.locator(f"{MAP} .map__cross")).to_have_count(0)
    expect(form.locator("#id_boundary")).to_have_value(text)
    expect(told(form)).to_be_empty()


def tool(page, name):
    return page.locator(MAP).get_by_role("link", name=name)


def told(page):
    return page.locator(".field-boundary .geometry-field__measure [role=status]")


def written(page):
    return json.loads(page.locator("#id_boundary").input_value())


def tab_to(page, locator):
    """Press Tab until the element has the focus, which must be seen."""
    for _press in range(MOST_TABS):
        if locator.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(locator).to_be_focused()
    expect(locator).to_be_in_viewport()


def save(page):
    with page.expect_navigation():
        page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
