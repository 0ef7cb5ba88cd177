"""Asking about an object: by keyboard, without script, and accessible in every state."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import violations_everywhere


@pytest.fixture
def form_address(demo):
    from sites.models import Space

    halls = Space.objects.published().on_offer().filter(kind="hall").exclude(contact=None)[:2]
    return f"/anfrage/?ids={','.join(str(hall.number) for hall in halls)},999999"


def test_the_form_is_accessible(page, form_address):
    page.goto(form_address)
    page.get_by_role("heading", name="Wer Ihre Anfrage erhält").wait_for()
    assert violations_everywhere(page) == []


def test_the_form_with_errors_is_accessible(page, form_address):
    page.goto(form_address)
    page.get_by_label("Ihre E-Mail-Adresse").fill("jana@")
    page.get_by_role("button", name="Anfrage senden").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label("Ihre E-Mail-Adresse").input_value() == "jana@"
    assert violations_everywhere(page) == []


def test_an_enquiry_is_sent_by_keyboard_alone_and_without_script(empty_site, plain_page, page, monkeypatch):
    from investors.models import Enquiry
    from tests.factories.accounts import ContactFactory
    from tests.factories.sites import SpaceFactory

    monkeypatch.setattr(
        "mailing.spam_guard.MIN_FORM_SECONDS", 0
    )  # keys are pressed faster here than by anybody
    space = SpaceFactory(contact=ContactFactory(name="Anna Berg"))
    plain_page.goto(space.get_absolute_url())
    plain_page.get_by_role("link", name="Anfrage senden").first.focus()
    plain_page.keyboard.press("Enter")
    plain_page.get_by_text("Anna Berg").first.wait_for()
    plain_page.get_by_label("Ihre Nachricht").focus()
    for words in ("Wann können wir sie ansehen?", "Jana Kern", "Kern GmbH", "jana@example.org", "0341 1"):
        plain_page.keyboard.type(words)
        plain_page.keyboard.press("Tab")
    plain_page.keyboard.press("Space")
    plain_page.keyboard.press("Enter")
    plain_page.get_by_role("heading", name="Vielen Dank").wait_for()
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.phone) == ("Jana Kern", "0341 1")
    expect(plain_page.get_by_role("status").last).to_contain_text(enquiry.reference)
    page.goto(plain_page.url)  # axe needs script
    assert violations_everywhere(page) == []


def test_what_is_wrong_has_the_focus_and_leads_to_its_field(page, form_address):
    page.goto(form_address)
    page.get_by_label("Ihre E-Mail-Adresse").fill("jana@")
    page.get_by_role("button", name="Anfrage senden").click()
    expect(page.locator("[data-form-errors]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('form :invalid, form [aria-invalid=true]')")
