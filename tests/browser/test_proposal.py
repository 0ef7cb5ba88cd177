"""Maps of all objects of a page (proposal, comparison, watch list): they lead to their entries and ask for no more."""

from itertools import combinations
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from investors.models import Proposal
from investors.models.proposal import new_token
from sites.models import Space
from tests.browser.accessibility import violations_everywhere
from tests.factories.sites import SpaceFactory

OF_ANY_MAP = ("/static/", "/gebiete/", "/media/", "/kacheln/")
PLACES = [(12.24, 51.42), (11.98, 51.31), (12.47, 51.36)]


@pytest.fixture
def proposal(empty_site):
    proposal = Proposal.objects.create(title="Drei Standorte für Ihr Werk", language="de", token=new_token())
    names = ["Kursdorfer Wiesen", "Feld C", "Kühlhalle"]
    for order, (name, place) in enumerate(zip(names, PLACES, strict=True)):
        space = SpaceFactory(name=name, at=place, hall=name == "Kühlhalle")
        proposal.rows.create(space=space, order=order)
    Space.objects.filter(name_de="Feld C").update(workflow_state=Space.WorkflowState.DRAFT)
    return proposal


@pytest.fixture
def asked(page, proposal):
    """The paths the page asked the server for, besides static files."""
    paths = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    page.goto(proposal.get_absolute_url())
    expect(page.locator(".marker")).to_have_count(3)
    return paths


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_marker_leads_to_its_object_even_to_an_unpublished_one(page, proposal, by, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(proposal.get_absolute_url())
    for space in Space.objects.all():
        marker = page.get_by_role("button", name=space.name, exact=True)
        if by == "mouse":
            marker.click()
        else:
            marker.focus()
            page.keyboard.press("Enter")
        entry = page.get_by_role("article", name=space.name)
        expect(entry).to_be_focused()
        expect(entry).to_be_in_viewport()


def test_the_map_of_a_proposal_asks_the_public_map_for_nothing(page, asked, proposal):
    for marker in page.locator(".marker").all():
        marker.click()
    page.wait_for_load_state("networkidle")
    pages = [path for path in asked if not path.startswith(OF_ANY_MAP)]
    assert pages == [proposal.get_absolute_url()]


def test_axe_finds_nothing_on_a_proposal(page, asked):
    assert violations_everywhere(page, "proposal") == []


def is_inside(inner, outer):
    return all(
        outer[start] <= inner[start] and inner[start] + inner[size] <= outer[start] + outer[size]
        for start, size in (("x", "width"), ("y", "height"))
    )


@pytest.mark.parametrize("count", [3, 12])
def test_objects_at_one_point_have_markers_of_their_own_within_the_map(page, proposal, count):
    for order in range(3, count):
        proposal.rows.create(space=SpaceFactory(at=PLACES[0]), order=order)
    Space.objects.update(location=Space.objects.first().location)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(proposal.get_absolute_url())
    markers = page.locator(".marker")
    expect(markers).to_have_count(count)
    boxes = [marker.bounding_box() for marker in markers.all()]
    assert all(is_inside(box, page.locator("places-map").bounding_box()) for box in boxes)
    for one, other in combinations(boxes, 2):
        assert abs(one["y"] - other["y"]) >= 24 or abs(one["x"] - other["x"]) >= 24


def both(path):
    published = Space.objects.published().order_by("number")
    return f"{path}?ids={','.join(str(space.number) for space in published)}", list(published)


@pytest.mark.parametrize("path", ["/merkliste/", "/vergleich/"])
def test_a_marker_leads_to_its_entry_on_watch_list_and_comparison(page, proposal, path):
    address, spaces = both(path)
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(address)
    expect(page.locator(".marker")).to_have_count(2)
    for space in spaces:
        page.get_by_role("button", name=space.name, exact=True).click()
        entry = page.locator(f"#object-{space.number}")
        expect(entry).to_be_focused()
        expect(entry).to_be_in_viewport()
    page.evaluate(
        "scrollTo(0, 0)"
    )  # else axe takes what is just leaving below the heads of columns for too small
    assert violations_everywhere(page, path) == []


@pytest.mark.parametrize("path", ["/merkliste/", "/vergleich/"])
def test_the_map_of_a_list_tells_nobody_which_objects_are_on_it(page, proposal, path):
    address, spaces = both(path)
    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url)))
    page.goto(address)
    expect(page.locator(".marker")).to_have_count(2)
    page.wait_for_load_state("networkidle")
    assert [one.path for one in asked if one.query] == [path]
    numbers = [str(space.number) for space in spaces]
    assert [one.path for one in asked if any(f"/{number}" in one.path for number in numbers)] == []


@pytest.mark.parametrize("path", ["/merkliste/", "/vergleich/"])
def test_without_script_there_is_no_map_of_a_list(new_context, proposal, path):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(both(path)[0])
    expect(page.locator("places-map")).to_be_hidden()
    expect(page.get_by_role("heading", name="Wo sie liegen")).to_be_hidden()
