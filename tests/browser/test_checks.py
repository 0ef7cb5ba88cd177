"""The pages behind the link of a mail that asks whether objects are still as they stand in the pool."""

import re

import pytest
from playwright.sync_api import expect

from sites.freshness.links import sign_request
from tests.browser.accessibility import violations_everywhere
from tests.factories.accounts import ContactFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory

pytestmark = pytest.mark.usefixtures("empty_site")


@pytest.fixture
def spaces():
    contact = ContactFactory(name="Anna Berg")
    return [
        DueSpaceFactory(name="Nordfeld mit einem recht langen Namen", contact=contact, overdue=20),
        DueSpaceFactory(name="Südhalle", hall=True, contact=contact, overdue=60),
        DueSpaceFactory(name="Westfeld", contact=contact, marketing_status="reserved"),
    ]


@pytest.fixture
def link(spaces):
    token = sign_request(CheckRequestFactory(recipient=spaces[0].contact, spaces=spaces))
    return f"/flaechenpool/bestaetigung/{token}/"


def test_a_contact_answers_for_three_objects_without_a_login(page, link, spaces):
    from sites.models import SpaceCheck

    page.goto(link)
    assert violations_everywhere(page, "check") == []
    for answer in ("Stimmt noch.*Nordfeld", "Verkauft oder vermietet.*Südhalle"):
        button = page.get_by_role("button", name=re.compile(answer))
        button.click()
        expect(button).to_have_count(0)
    page.get_by_role("link", name=re.compile("Etwas hat sich geändert.*Westfeld")).click()
    expect(page.get_by_role("button", name="Änderungen absenden")).to_be_visible()
    assert violations_everywhere(page, "small form") == []
    page.get_by_role("button", name="Änderungen absenden").click()
    page.get_by_role("alert").first.wait_for()
    assert violations_everywhere(page, "small form with an error") == []
    page.get_by_label("Bemerkung").fill("Die Zufahrt ist jetzt im Norden.")
    page.get_by_role("button", name="Änderungen absenden").click()
    page.get_by_text("Nichts wartet mehr auf Ihre Antwort").wait_for()
    assert violations_everywhere(page, "answered") == []
    answers = SpaceCheck.objects.order_by("space__number").values_list("answer", flat=True)
    assert list(answers) == ["correct", "taken", "changed"]
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["/flaechenpool/bestaetigung/1:x/", "/flaechenpool/bestaetigung/"])
def test_a_wrong_link_and_the_form_for_a_new_one_are_accessible(page, watch, path):
    watch.expect("*404 (Not Found)*")
    page.goto(path)
    assert violations_everywhere(page, path) == []


def test_forty_objects_are_confirmed_with_one_press_on_a_phone(new_context):
    from sites.models import SpaceCheck

    contact = ContactFactory(name="Anna Berg")
    spaces = DueSpaceFactory.create_batch(40, contact=contact, overdue=20)
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(
        f"/flaechenpool/bestaetigung/{sign_request(CheckRequestFactory(recipient=contact, spaces=spaces))}/"
    )
    page.get_by_role("button", name=re.compile(f"Reserviert.*{spaces[3].name}$")).click()
    button = page.get_by_role("button", name="Alle 39 Objekte stimmen noch")
    expect(button).to_be_visible()
    page.get_by_role("link", name="Zur Schaltfläche für alle unter der Liste").click()
    expect(button).to_be_in_viewport()
    assert violations_everywhere(page, "for all") == []
    spaces[7].refresh_from_db()
    spaces[7].area = 99_000
    spaces[7].save()  # by an editor, meanwhile
    button.click(timeout=60_000)  # 38 entries of a history are written
    page.wait_for_url("**/?confirmed=*", timeout=60_000)
    said = page.get_by_role("status").filter(has_text="bestätigt")
    expect(said).to_contain_text("38 Objekte sind bestätigt.")
    expect(said).to_contain_text(
        f"Objekt {spaces[7].number} wurde geändert, seit Sie die Seite geöffnet haben."
    )
    expect(page.locator("form.space-check__answers")).to_have_count(1)
    assert violations_everywhere(page, "after all") == []
    assert sorted(SpaceCheck.objects.values_list("answer", flat=True)) == ["correct"] * 38 + ["reserved"]
