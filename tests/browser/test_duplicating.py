"""The page that asks how many copies of an entry are wanted."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sites.models import Plot
from tests.browser.accessibility import violations_everywhere
from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceFactory


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True)


def test_the_names_follow_the_number_and_the_list_shows_the_copies(device, editor):
    plot = SpaceFactory(name="Nordfeld", name_en="North field", draft=True)
    page = device.new_page()
    page.goto(reverse("admin:sites_plot_change", args=[plot.pk]))
    page.get_by_role("link", name="Duplizieren").click()
    lines = page.locator("copy-names li:visible")
    expect(lines).to_have_text(["Nordfeld 2 · North field 2"])
    page.get_by_label("Anzahl der Kopien").fill("3")
    expect(lines).to_have_count(3)
    expect(lines.last).to_have_text("Nordfeld 4 · North field 4")
    assert violations_everywhere(page) == []
    page.get_by_label("Anzahl der Kopien").fill("31")
    page.get_by_role("button", name="Kopien anlegen").click()
    expect(page.locator(".errorlist")).to_be_visible()
    assert Plot.objects.count() == 1
    page.get_by_label("Anzahl der Kopien").fill("3")
    page.get_by_role("button", name="Kopien anlegen").click()
    expect(page.locator("#result_list tbody tr")).to_have_count(3)
