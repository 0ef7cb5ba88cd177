"""Drawing along what lies beside: corners land on those of neighbours, and the map says how large it is."""

import json
import re

import pytest
from django.contrib.gis.geos import GEOSGeometry
from playwright.sync_api import expect

from regions.crs import to_storage
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory, square

MAP = ".field-boundary .geometry-field__map"
ASIDE = 5  # px


@pytest.fixture
def neighbour(empty_site):
    area = square(*LEIPZIG, metres=60_000)
    MunicipalityFactory(name="Leipzig", boundary=area, outline=area)
    return SpaceFactory(steward=OrganisationFactory(), draft=True, boundary=square(*LEIPZIG, metres=300))


@pytest.fixture
def form(neighbour, logged_in):
    plot = SpaceFactory(steward=neighbour.steward, draft=True, at=LEIPZIG)
    page = logged_in(MembershipFactory(organisation=plot.steward, role="editor").user, size=(1024, 1000))
    page.goto(f"/en/admin/sites/plot/{plot.pk}/change/")
    page.locator(MAP).evaluate("map => map.scrollIntoView({ block: 'center' })")
    return page


def test_corners_near_a_neighbour_land_on_its_boundary(form, neighbour):
    box = form.locator(f"{MAP} .geometry-field__neighbour").bounding_box()
    left, top = box["x"], box["y"]
    right, bottom = left + box["width"], top + box["height"]
    form.locator(MAP).get_by_role("link", name="Draw the boundary").click()
    for x, y in (
        (right + ASIDE, top + ASIDE),
        (right + 100, (top + bottom) / 2),
        (right - ASIDE, bottom + ASIDE),
    ):
        form.mouse.move(x, y, steps=3)
        form.mouse.down()
        form.mouse.up()
        form.wait_for_timeout(100)  # Leaflet.draw takes no corner for 50 ms after the last one
    expect(form.locator(".geometry-field__measure")).to_contain_text("Corners set: 3")
    expect(form.locator(".geometry-field__measure")).to_contain_text("ha")
    form.mouse.click(right + ASIDE, top + ASIDE)  # near the first corner, which closes
    expect(form.locator(".geometry-field__measure")).to_contain_text("Drawn: ")
    shape = GEOSGeometry(json.dumps(json.loads(form.locator("#id_boundary").input_value())), srid=4326)
    corners = [to_storage(GEOSGeometry(f"POINT ({x} {y})", srid=4326)) for x, y in shape.coords[0][0][:-1]]
    apart = sorted(corner.distance(neighbour.boundary.boundary) for corner in corners)
    assert apart[1] < 0.02  # metres: two of three corners
    assert apart[2] > 10


def test_the_boundary_of_the_form_s_own_object_is_no_neighbour(form, neighbour):
    with form.expect_response(re.compile(f"/admin/neighbours/.*space%3A{neighbour.pk}$")) as answer:
        form.goto(f"/en/admin/sites/plot/{neighbour.pk}/change/")
    assert answer.value.json()["features"] == []
