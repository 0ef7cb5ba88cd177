"""What a whole visit leaves on a device, and asks of whom, is what the privacy notice says; forms open by a release."""

import re

import pytest
from django.test import Client
from playwright.sync_api import expect

from portal.legal import drafts, stored
from portal.legal.gaps import GAP
from portal.models import Page
from tests.browser.test_editors import save
from tests.factories.accounts import UserFactory
from tests.factories.portal import SiteProfileFactory

KEYS = "() => Object.keys(localStorage)"


def is_named(name, named):
    return any(
        name.startswith(one.name.removesuffix("…")) if one.name.endswith("…") else name == one.name
        for one in named
    )


def log_in(context, address, user):
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def test_a_visit_leaves_what_the_notice_names_and_tells_our_server_no_exact_place(demo, new_context, address):
    exact = {"latitude": 51.3456789, "longitude": 12.3456789}
    context = new_context(
        viewport={"width": 1440, "height": 900}, permissions=["geolocation"], geolocation=exact
    )
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/flaechenpool/liste/", "/aktuelles/", "/datenschutz/"):
        page.goto(path)
    assert (context.cookies(), page.evaluate(KEYS)) == ([], [])
    page.goto("/flaechenpool/liste/")
    page.locator("watch-toggle button").first.click()
    page.get_by_role("link", name="Merkliste").first.click()
    page.wait_for_url("**/merkliste/?ids=*")
    note = page.locator("[data-note] textarea").first
    note.fill("Nur für mich: Geheimwort")
    page.goto("/flaechenpool/karte/")
    page.get_by_role("button", name="Meinen Standort zeigen").click()
    page.get_by_role("button", name="Im Umkreis von 10 km suchen").click()
    page.wait_for_url("**radius=10**")
    page.locator(".map-tiles > summary").click()
    expect(page.locator(".map-tiles").get_by_role("link", name="Datenschutz")).to_be_visible()
    for form in ("/anfrage/", "/suchauftrag/", "/kontakt/rueckmeldung/", "/darstellung/?theme=dark"):
        page.goto(form)
    cookies = {cookie["name"] for cookie in context.cookies()}
    assert cookies == {"csrftoken", "theme"}
    assert all(is_named(name, stored.cookies()) for name in cookies)
    assert page.evaluate(KEYS) == ["watch-list"]
    assert all(is_named(key, stored.device_storage()) for key in page.evaluate(KEYS))
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert [url for url in asked if "Geheimwort" in url or "51.345" in url or "12.345" in url] == []


@pytest.fixture
def opening(settings):
    settings.PRIVACY_NOTICE = "portal.legal.opening.is_notice_published"


def test_an_administrator_fills_the_gaps_and_the_forms_open(empty_site, opening, new_context, address):
    drafts.create_missing()
    SiteProfileFactory(street="Musterstraße 12", postcode="04109", phone="0341 555 01-00")
    context = new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto("/kontakt/rueckmeldung/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noch nicht geöffnet")
    log_in(context, address, UserFactory(administrator=True))
    page.goto("/admin/")
    page.get_by_role("link", name="Die Formulare für Anfragen").click()
    page.get_by_role("link", name="Datenschutzerklärung").click()
    expect(page.get_by_text("Eine Lücke ist offen: Ort der Sicherungen")).to_be_visible()
    fill_the_gaps("privacy")
    page.reload()
    expect(page.get_by_text("Eine Lücke ist offen")).to_have_count(0)
    save(page, "_release")
    page.goto("/kontakt/rueckmeldung/")
    expect(page.get_by_role("button", name="Rückmeldung senden")).to_be_visible()
    page.goto("/datenschutz/")
    expect(page.get_by_text("Musterstraße 12, 04109 Musterhausen")).to_be_visible()
    expect(page.get_by_text(re.compile(r"\[(Lücke|Wert):"))).to_have_count(0)


def fill_the_gaps(key):
    """As somebody does in the text editor, whose own journeys are told elsewhere."""
    entry = Page.objects.get(key=key)
    entry.body_de, entry.body_en = (GAP.sub("Musterstadt", body) for body in (entry.body_de, entry.body_en))
    entry.save()
