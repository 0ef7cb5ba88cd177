"""The map of a form in a browser: found places move it, coordinates set the point."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import overflow, violations
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, SpaceFactory, square


@pytest.fixture
def plot(empty_site):
    area = square(*LEIPZIG, metres=60_000)
    MunicipalityFactory(name="Schkeuditz", boundary=area, outline=area)
    return SpaceFactory(steward=OrganisationFactory(), draft=True, at=LEIPZIG, address="Am Anger 3")


@pytest.fixture
def form(plot, logged_in):
    page = logged_in(MembershipFactory(organisation=plot.steward, role="editor").user, size=(768, 1024))
    page.goto(f"/en/admin/sites/plot/{plot.pk}/change/")
    return page


def test_an_editor_sets_the_point_by_utm_coordinates_without_saving_by_mistake(form):
    field = form.locator(".field-boundary")
    text = form.locator("#id_location")
    before = text.input_value()
    field.get_by_role("searchbox").fill("33 317000 5690000")
    field.get_by_role("searchbox").press("Enter")
    expect(field.locator("place-finder [role=status]")).to_have_text("UTM 33: 317000.00 5690000.00")
    expect(text).to_have_value(before)  # there is a point already, which nobody wants to lose to a search
    field.get_by_role("button", name="Set the point here").click()
    expect(text).to_have_value('{"type":"Point","coordinates":[12.37305279,51.33180112]}')
    assert "/change/" in form.url


def test_an_editor_chooses_among_the_places_found(form):
    field = form.locator(".field-boundary")
    written = form.locator("#id_boundary").input_value()
    field.get_by_role("searchbox").fill("Anger Schkeuditz")
    field.get_by_role("button", name="Find on the map").click()
    expect(field.locator("place-finder [role=status]")).to_contain_text("Am Anger 3")
    field.get_by_role("searchbox").fill("s")
    field.get_by_role("button", name="Find on the map").click()
    field.get_by_role("button", name=re.compile("^Schkeuditz – municipality")).click()
    expect(form.locator("#id_boundary")).to_have_value(written)
    assert violations(form, "form") == []
    for width in (390, 768):
        form.set_viewport_size({"width": width, "height": 900})
        assert overflow(form, f"{width} px") == []


def test_a_search_for_nothing_says_so(form):
    field = form.locator(".field-boundary")
    field.get_by_role("searchbox").fill("Nirgendwo")
    field.get_by_role("button", name="Find on the map").click()
    expect(field.locator("place-finder [role=status]")).to_contain_text("Nothing found")
