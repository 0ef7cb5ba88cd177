"""An editor's whole way without a mouse: log in, find a plot, correct a figure, hand it in."""

from playwright.sync_api import expect

from editing.models import PendingChange
from tests.browser.test_keyboard_journey import choose, tab_to
from tests.factories.accounts import MembershipFactory, OrganisationFactory
from tests.factories.sites import SpaceFactory
from tests.logging_in import PASSWORD


def log_in(page, user):
    page.goto("/admin/")
    expect(page.locator("#id_username")).to_be_focused()  # no key is needed to get there
    page.keyboard.type(user.email)
    page.keyboard.press("Tab")
    expect(page.locator("#id_password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator(".admin-own__name").wait_for()


def find(page, number, name):
    page.locator(
        "[data-search-field][aria-keyshortcuts]"
    ).wait_for()  # the module that hears the key has come
    page.keyboard.press("/")
    page.keyboard.type(str(number))
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/search/**")
    choose(page, page.get_by_role("link", name=name))
    page.wait_for_url("**/change/")


def correct(page, field, figure):
    tab_to(page, page.locator(field))
    page.keyboard.press("Control+A")
    page.keyboard.type(figure)


def test_a_figure_is_corrected_and_handed_in_without_a_mouse(empty_site, page):
    town = OrganisationFactory()
    plot = SpaceFactory(name_de="Nordfeld am Kanal", steward=town, area=40_000)
    log_in(page, MembershipFactory(organisation=town, role="editor").user)
    find(page, plot.number, "Nordfeld am Kanal")
    correct(page, "#id_area", "46200")
    choose(page, page.locator(".submit-row input[name=_save]").first)
    page.locator(".messagelist .success").wait_for()
    change = PendingChange.objects.get()
    assert (change.state, change.snapshot["fields"]["area"]) == ("open", "46200.00")
    plot.refresh_from_db()
    assert plot.area == 40_000
