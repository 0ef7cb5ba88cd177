"""A form of the administration comes back: what is wrong with it has the focus, and leads to every field."""

import pytest

from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.sites import OfferFactory, SpaceFactory


@pytest.fixture
def open_form(empty_site, logged_in):
    """Opens the form of a plot with one offer, as an administrator."""

    def open_(**options):
        plot = SpaceFactory()
        OfferFactory(space=plot)
        page = logged_in(UserFactory(administrator=True), size=(1440, 900), **options)
        page.goto(f"/admin/sites/plot/{plot.pk}/change/")
        return page

    return open_


def send_wrong(page):
    page.locator("#id_name_de").fill("")
    page.locator("#id_offers-0-price_m2").fill("-5")
    page.locator("input[name=_save]").first.click()
    page.locator(".form-faults").wait_for()
    page.wait_for_load_state()


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_the_summary_has_the_focus_and_leads_into_the_row_and_into_closed_groups(open_form):
    page = open_form()
    send_wrong(page)
    assert focused(page) == "form-faults"
    links = page.locator(".form-faults a")
    assert links.count() == 2
    groups = "for (const group of document.querySelectorAll('#content-main details')) group.open = false"
    page.evaluate(groups)
    links.nth(1).click()
    assert focused(page) == "id_offers-0-price_m2"
    assert page.locator("#id_offers-0-price_m2").is_visible()


def test_without_script_the_summary_is_the_first_thing_and_its_links_work(open_form):
    page = open_form(java_script_enabled=False)
    send_wrong(page)
    assert page.locator("#content .form-faults").bounding_box()["y"] < 400
    page.locator(".form-faults a").first.click()
    page.wait_for_url("**#id_name_de")
    assert page.locator("#id_name_de").bounding_box()["y"] >= 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_refused_form_has_no_barriers_on_any_width(open_form, scheme):
    page = open_form(color_scheme=scheme)
    send_wrong(page)
    found = []
    for width in (390, 768, 1440):  # px
        page.set_viewport_size({"width": width, "height": 900})
        found += violations(page, f"{width} px") + overflow(page, f"{width} px")
    assert found == []
