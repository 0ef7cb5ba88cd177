"""The map of a form in a browser: what is drawn counts as soon as it is drawn, also when its tool is still open."""

import json

import pytest
from playwright.sync_api import expect

from sites.models import Space
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory, square

BOUNDARY = ".field-boundary .geometry-field__map"


@pytest.fixture
def plot(empty_site):
    area = square(*LEIPZIG, metres=60_000)
    MunicipalityFactory(name="Leipzig", boundary=area, outline=area)
    boundary = square(*LEIPZIG, metres=90)  # 0.8 ha
    return SpaceFactory(steward=OrganisationFactory(), draft=True, at=LEIPZIG, boundary=boundary)


@pytest.fixture
def form(plot, logged_in):
    page = logged_in(MembershipFactory(organisation=plot.steward, role="editor").user, size=(768, 1024))
    page.goto(f"/en/admin/sites/plot/{plot.pk}/change/")
    page.locator(BOUNDARY).scroll_into_view_if_needed()
    return page


def test_a_corner_that_was_dragged_is_saved_without_a_press_on_apply(form, plot):
    before = plot.boundary.area
    drag_a_corner(form)
    expect(text(form)).not_to_have_value(typed(plot))
    save(form)
    plot.refresh_from_db()
    assert plot.boundary.area > before * 1.1


def test_cancel_gives_back_every_corner_and_the_text_as_it_was(form, plot):
    before = text(form).input_value()
    drag_a_corner(form)
    expect(text(form)).not_to_have_value(before)
    form.locator(BOUNDARY).get_by_role("link", name="Cancel").click()
    expect(text(form)).to_have_value(before)


def test_what_was_moved_is_kept_when_another_tool_is_chosen_and_given_up(form, plot):
    before = plot.boundary.area
    drag_a_corner(form)
    tool(form, "Draw the boundary")
    form.locator(BOUNDARY).get_by_role("link", name="Cancel").locator("visible=true").click()
    save(form)
    plot.refresh_from_db()
    assert plot.boundary.area > before * 1.1


def test_a_boundary_that_was_deleted_is_gone_without_a_press_on_apply_and_back_after_cancel(form, plot):
    before = text(form).input_value()
    tool(form, "Delete shapes")
    middle_click(form)
    expect(text(form)).to_have_value("")
    form.locator(BOUNDARY).get_by_role("link", name="Cancel").click()
    expect(text(form)).to_have_value(before)
    tool(form, "Delete shapes")
    middle_click(form)
    save(form)
    plot.refresh_from_db()
    assert plot.boundary is None


def test_a_boundary_of_three_corners_is_closed_by_saving(form, plot):
    Space.objects.filter(pk=plot.pk).update(boundary=None)
    form.reload()
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    draw(form, (-60, 60), (60, 60), (0, -80))
    save(form)
    assert asked == []  # nothing is left unsaved
    plot.refresh_from_db()
    assert [len(ring) for polygon in plot.boundary for ring in polygon] == [4]


def test_a_boundary_of_two_corners_is_told_of_beside_the_map_and_nothing_is_sent(form, plot):
    form.locator("#id_name_de").fill("Typed meanwhile")
    draw(form, (-150, 90), (-150, -90))
    before = text(form).input_value()
    form.locator("input[name=_save]").first.click()
    warning = form.locator(".field-boundary .geometry-field__unfinished")
    expect(warning).to_contain_text("fewer than three corners")
    expect(warning).to_be_in_viewport()
    expect(form.locator("#id_name_de")).to_have_value("Typed meanwhile")
    expect(text(form)).to_have_value(before)
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    form.reload()
    assert asked == ["beforeunload"]


def test_a_boundary_of_two_corners_can_be_given_up_and_the_rest_is_saved(form, plot):
    form.locator("#id_name_de").fill("Typed meanwhile")
    draw(form, (-150, 90), (-150, -90))
    form.locator("input[name=_save]").first.click()
    warning = form.locator(".field-boundary .geometry-field__unfinished")
    expect(warning).not_to_be_empty()
    form.locator(BOUNDARY).get_by_role("link", name="Cancel").click()
    expect(warning).to_be_empty()
    save(form)
    assert Space.objects.get(pk=plot.pk).name_de == "Typed meanwhile"


def test_a_small_plot_is_shown_large_enough_to_take_its_corners(form):
    box = form.locator(f"{BOUNDARY} path.leaflet-interactive").bounding_box()
    assert min(box["width"], box["height"]) >= 120  # px


def test_point_and_boundary_stand_on_one_map_each_with_its_own_text(form, plot):
    expect(form.locator(".geometry-field__map.leaflet-container")).to_have_count(1)
    expect(form.locator(f"{BOUNDARY} .marker")).to_have_count(1)
    before = form.locator("#id_location").input_value()
    drag_a_corner(form)
    expect(text(form)).not_to_have_value(typed(plot))
    expect(form.locator("#id_location")).to_have_value(before)


@pytest.mark.parametrize("width", [390, 768])
def test_the_hint_at_the_pointer_stays_inside_the_map(form, width):
    form.set_viewport_size({"width": width, "height": 1024})
    tool(form, "Move corners")
    box = form.locator(BOUNDARY).bounding_box()
    for share in (0.1, 0.45, 0.55, 0.9):
        form.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
        hint = form.locator(f"{BOUNDARY} .leaflet-draw-tooltip").bounding_box()
        assert box["x"] <= hint["x"], share
        assert hint["x"] + hint["width"] <= box["x"] + box["width"], share


def text(page):
    return page.locator("#id_boundary")


def typed(plot):
    return json.dumps(json.loads(plot.boundary.transform(4326, clone=True).geojson))


def tool(page, name):
    page.locator(BOUNDARY).get_by_role("link", name=name).click()


def drag_a_corner(page):
    """By 60 px away from the middle of the shape."""
    tool(page, "Move corners")
    corner = page.locator(f"{BOUNDARY} .leaflet-editing-icon").first.bounding_box()
    shape = page.locator(f"{BOUNDARY} path.leaflet-interactive").bounding_box()
    x, y = corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2
    middle_x = shape["x"] + shape["width"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + (60 if x > middle_x else -60), y, steps=8)
    page.mouse.up()


def middle_click(page):
    box = page.locator(f"{BOUNDARY} path.leaflet-interactive").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3)


def draw(page, *corners):
    """Corners in px from the middle of the map."""
    tool(page, "Draw the boundary")
    page.locator(BOUNDARY).evaluate("map => map.scrollIntoView({ block: 'center' })")
    box = page.locator(BOUNDARY).bounding_box()
    for x, y in corners:
        page.mouse.move(box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y, steps=3)
        page.mouse.down()
        page.mouse.up()
        page.wait_for_timeout(100)  # Leaflet.draw takes no corner for 50 ms after the last one


def save(page):
    with page.expect_navigation():
        page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
