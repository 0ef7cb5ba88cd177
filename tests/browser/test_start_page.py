"""The start page of the administration in a browser: what needs an editor, and the search one key away."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.checking import DueSpaceFactory

WIDTHS = (390, 768, 1440)  # px


@pytest.fixture
def plot(empty_site):
    town = OrganisationFactory(name="Stadt Musterhausen")
    return DueSpaceFactory(steward=town, name_de="Nordfeld am Kanal")


@pytest.fixture
def desk(plot, logged_in):
    """An editor's page."""
    return logged_in(MembershipFactory(organisation=plot.steward, role="editor").user, size=(768, 1024))


def test_the_start_page_and_the_search_have_no_barrier_on_any_width(desk, plot):
    shown = {"/admin/": ".start__notice a", f"/admin/search/?q={plot.number}": ".start__list a"}
    for path, link in shown.items():
        for scheme in SCHEMES:
            desk.emulate_media(color_scheme=scheme)
            for width in WIDTHS:
                desk.set_viewport_size({"width": width, "height": 900})
                desk.goto(path)  # again: Django's links glide from colour to colour
                expect(desk.locator(link).first).to_be_visible()
                where = f"{path} {width} px {scheme}"
                assert violations(desk, where, scheme) + overflow(desk, where) == []


def test_an_editor_comes_from_the_start_page_to_what_is_due(desk):
    desk.goto("/en/admin/")
    desk.get_by_role("link", name="1 plot is due to be checked.").click()
    expect(desk.get_by_role("link", name="Nordfeld am Kanal")).to_be_visible()


def test_one_key_leads_to_the_search_unless_somebody_types_or_switched_it_off(desk, plot):
    desk.goto("/en/admin/")
    field = desk.get_by_role("searchbox", name="Search everything")
    desk.keyboard.press("/")
    expect(field).to_be_focused()
    desk.keyboard.type(f"{plot.number}/")
    expect(field).to_have_value(f"{plot.number}/")
    field.fill(str(plot.number))
    desk.keyboard.press("Enter")
    desk.get_by_role("link", name="Nordfeld am Kanal").click()
    expect(desk.locator("#id_name_de")).to_have_value("Nordfeld am Kanal")

    desk.goto("/en/admin/")
    desk.get_by_label("leads to the search field").uncheck()
    desk.keyboard.press("Escape")
    desk.locator("#start-needs").click()
    desk.keyboard.press("/")
    expect(field).not_to_be_focused()
    desk.goto("/en/admin/")
    expect(desk.get_by_label("leads to the search field")).not_to_be_checked()
