"""A search alert from the mail's link to its end: the forms as a browser sends them, with its own Origin header."""

from investors import subscribing
from tests.factories.investors import SavedSearchFactory


def test_a_search_alert_is_confirmed_changed_and_ended(empty_site, page):
    from investors.models import SavedSearch

    search = SavedSearchFactory(unconfirmed=True)
    page.goto(f"/suchauftrag/bestaetigen/{subscribing.token(search, subscribing.CONFIRM)}/")
    page.get_by_role("button", name="Bestätigen").click()
    page.get_by_role("link", name="Suchauftrag ändern oder beenden").wait_for()
    page.goto(f"/suchauftrag/aendern/{subscribing.token(search, subscribing.MANAGE)}/")
    page.get_by_label("einmal in der Woche").check()
    page.get_by_role("button", name="Änderung speichern").click()
    page.get_by_text("Ihre Änderung ist gespeichert.").wait_for()
    assert SavedSearch.objects.get().frequency == SavedSearch.Frequency.WEEKLY
    page.goto(f"/suchauftrag/beenden/{subscribing.token(search, subscribing.END)}/")
    page.get_by_role("button", name="Suchauftrag beenden").click()
    page.get_by_role("button", name="Suchauftrag beenden").wait_for(state="detached")
    assert not SavedSearch.objects.exists()
