"""Hints above a form: they follow the typing, lead to their fields, and hinder nobody."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sites.models import Hall, SpacePhoto
from tests.browser.accessibility import SCHEMES, violations
from tests.editing.test_readability import HARD
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import SpaceFactory


@pytest.fixture
def open_desk(empty_site, logged_in):
    administrator = UserFactory(administrator=True)
    return lambda **options: logged_in(administrator, size=(768, 1024), **options)


@pytest.fixture
def hall(empty_site):
    space = SpaceFactory(hall=True, draft=True, area=5000, energy_certificate="demand", description_de=HARD)
    SpacePhoto.objects.create(space=space, picture=PictureFactory(), alt_de="Halle von Süden")
    return Hall.objects.get(pk=space.pk)


def form_of(hall):
    return reverse("admin:sites_hall_change", args=[hall.pk])


def article_form():
    return reverse(
        "admin:news_article_change", args=[ArticleFactory(draft=True, body_de="<h3>Zu tief</h3>").pk]
    )


def test_share_and_hints_follow_what_is_typed(open_desk, hall):
    page = open_desk()
    page.goto(form_of(hall))
    share, hint = page.locator("space-completeness output"), page.locator("a[data-field=clear_height]")
    before = share.inner_text()
    expect(hint).to_be_visible()
    hint.click()
    expect(page.locator("#id_clear_height")).to_be_focused()
    page.keyboard.type("10.5")
    expect(hint).to_be_hidden()
    expect(share).not_to_have_text(before)
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(hint).to_be_visible()
    expect(share).to_have_text(before)


def test_a_link_to_a_rich_text_leads_into_its_editor(open_desk):
    page = open_desk()
    page.goto(article_form())
    page.locator("a[data-field=body_de]").first.click()
    expect(page.locator(".field-body_de [contenteditable=true]")).to_be_focused()


def test_who_is_in_a_text_before_its_editor_has_started_goes_on_in_the_editor(open_desk):
    page, held = open_desk(), []
    page.route("**/js/admin/rich-text*.js", lambda route: held.append(route))
    with page.expect_request("**/js/admin/rich-text*.js"):
        page.goto(article_form(), wait_until="commit")
    page.wait_for_function("""() => {
      document.querySelector("a[data-field=body_de]")?.click();
      return document.activeElement?.id === "id_body_de";
    }""")
    held[0].continue_()
    expect(page.locator(".field-body_de [contenteditable=true]")).to_be_focused()


def test_without_script_hints_and_links_are_there(open_desk, hall):
    page = open_desk(java_script_enabled=False)
    page.goto(form_of(hall))
    expect(page.locator("a[data-field=clear_height]")).to_be_visible()
    assert page.locator("a[data-field=energy_heat]").get_attribute("href") == "#id_energy_heat"


def test_axe_finds_nothing_in_the_panels(open_desk, hall):
    found = []
    for path in (form_of(hall), article_form()):
        for scheme in SCHEMES:
            page = open_desk(color_scheme=scheme)
            page.goto(path)
            for group in page.locator("details.admin-panel > summary, space-completeness summary").all():
                group.click()
            found += violations(page, f"{path} {scheme}", scheme)
            wider = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0
    assert found == []
