"""A search alert from the mail's link to its end: the forms as a browser sends them, with its own Origin header."""

import pytest

from investors import subscribing
from tests.browser.accessibility import violations_everywhere
from tests.factories.investors import SavedSearchFactory


def test_a_search_alert_is_confirmed_changed_and_ended(empty_site, page):
    from investors.models import SavedSearch

    search = SavedSearchFactory(unconfirmed=True)
    page.goto(f"/suchauftrag/bestaetigen/{subscribing.sign_search(search, subscribing.CONFIRM)}/")
    page.get_by_role("button", name="Bestätigen").click()
    page.get_by_role("link", name="Suchauftrag ändern oder beenden").wait_for()
    page.goto(f"/suchauftrag/aendern/{subscribing.sign_search(search, subscribing.MANAGE)}/")
    page.get_by_label("einmal in der Woche").check()
    page.get_by_role("button", name="Änderung speichern").click()
    page.get_by_text("Ihre Änderung ist gespeichert.").wait_for()
    assert SavedSearch.objects.get().frequency == SavedSearch.Frequency.WEEKLY
    page.goto(f"/suchauftrag/beenden/{subscribing.sign_search(search, subscribing.END)}/")
    page.get_by_role("button", name="Suchauftrag beenden").click()
    page.get_by_role("button", name="Suchauftrag beenden").wait_for(state="detached")
    assert not SavedSearch.objects.exists()


def link(deed, purpose, **fields):
    return f"/suchauftrag/{deed}/{subscribing.sign_search(SavedSearchFactory(**fields), purpose)}/"


def test_the_form_and_its_errors_are_accessible(empty_site, page):
    page.goto("/suchauftrag/?area_min=20000&status=free")
    found = violations_everywhere(page, "form")
    page.get_by_label("E-Mail", exact=False).first.fill("jana@")
    page.locator("main form button").first.click()
    page.get_by_role("alert").wait_for()
    found += violations_everywhere(page, "errors")
    page.goto("/suchauftrag/?area_min=viel")
    assert found + violations_everywhere(page, "wrong filter") == []


def test_the_pages_behind_a_mail_are_accessible(empty_site, page):
    pages = {
        "confirm": link("bestaetigen", subscribing.CONFIRM, unconfirmed=True),
        "manage": link("aendern", subscribing.MANAGE),
        "end": link("beenden", subscribing.END),
        "sent": "/suchauftrag/gesendet/",
    }
    found = []
    for name, address in pages.items():
        assert page.goto(address).status == 200, name
        found += violations_everywhere(page, name)
    assert found == []


@pytest.mark.parametrize("deed", ["bestaetigen", "aendern", "beenden"])
def test_a_link_that_leads_nowhere_is_answered_accessibly(empty_site, page, watch, deed):
    watch.expect("console error: Failed to load resource: the server responded with a status of 404*")
    assert page.goto(f"/suchauftrag/{deed}/forged:token/").status == 404
    assert violations_everywhere(page) == []
