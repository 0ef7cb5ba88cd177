"""What a whole visit leaves on a device, and asks of whom, is what the privacy notice says; forms open by a release."""

import re

from playwright.sync_api import expect

from portal.legal import drafts, stored
from tests.browser.recording import Recorder
from tests.browser.test_editors import save
from tests.browser.test_login import type_password
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.portal import PageFactory
from tests.factories.sites import SpaceFactory

KEYS = "() => Object.keys(localStorage)"


def is_named(name, named):
    return any(
        name.startswith(one.name.removesuffix("…")) if one.name.endswith("…") else name == one.name
        for one in named
    )


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


# --- All of a visit, as reader, investor and editor

CARRIED = {
    "/anfrage/": {
        "name": "Name, E-Mail-Adresse, Nachricht",
        "email": "Name, E-Mail-Adresse, Nachricht",
        "message": "Name, E-Mail-Adresse, Nachricht",
        "told": "die das Formular vor dem Absenden nennt",
        "company": "Unternehmen und Telefonnummer",
        "phone": "Unternehmen und Telefonnummer",
        "consent": "Wortlaut, dem Sie zugestimmt haben",
    },
    "/suchauftrag/": {
        "email": "E-Mail-Adresse, Suche, Häufigkeit und Sprache",
        "frequency": "E-Mail-Adresse, Suche, Häufigkeit und Sprache",
        "consent": "der Wortlaut der Einwilligung",
    },
}
"""What a form sends, and the words of the notice that name it."""
OF_ALL_FORMS = {"csrfmiddlewaretoken", "opened"}
"""Against forged forms and spam: nothing about a person."""
PERSONAL = ("jana@example.org", "Geheimwort", "Kern", "0341")


def test_all_of_a_visit_is_in_the_table_of_the_notice_and_nothing_of_the_table_is_idle(
    empty_site, new_context, address, watch, monkeypatch
):
    monkeypatch.setattr("mailing.spam_guard.MIN_FORM_SECONDS", 0)
    notice = PageFactory(key="privacy", **drafts.draft_fields("privacy"))
    spaces = SpaceFactory.create_batch(2, contact=ContactFactory(), area=50_000)
    context = new_context(viewport={"width": 1440, "height": 900})
    record = Recorder(context, address.removeprefix("http://"))
    page = context.new_page()
    read(page)
    invest(page, spaces)
    watch.expect("*net::ERR_*")  # what cannot be sent stays on the device
    edit(page, UserFactory(administrator=True), notice)
    page.goto("/datenschutz/")
    told = page.locator("main").inner_text()
    assert record.cookies() == {name_of(record.cookies(), one) for one in stored.cookies()}
    assert record.keys == {name_of(record.keys, one) for one in stored.device_storage()}
    assert all(one.name.rstrip("…") in told for one in [*stored.cookies(), *stored.device_storage()])
    assert record.hosts
    assert all(host in told for host in record.hosts)
    watch.foreign.clear()  # they are in the notice, and were answered here
    sent = {path: names - OF_ALL_FORMS for path, names in record.fields().items() if "/admin/" not in path}
    assert {path: sorted(names) for path, names in sent.items()} == {
        path: sorted(words) for path, words in CARRIED.items()
    }
    assert [words for fields in CARRIED.values() for words in fields.values() if words not in told] == []
    assert [url for url in record.addresses() if any(word in url for word in PERSONAL)] == []


def name_of(seen, named):
    """The one of those seen that the table means by it; what nobody saw stays what the table says."""
    return next((name for name in seen if is_named(name, [named])), named.name)


def read(page):
    page.goto("/aktuelles/")
    page.get_by_role("button", name="Dunkel").click()
    page.goto("/flaechenpool/karte/")
    page.locator(".map-tiles > summary").click()
    page.locator(".map-tiles").get_by_role("button").first.click()
    page.locator("space-map .marker").first.wait_for()


def invest(page, spaces):
    page.goto("/flaechenpool/liste/?area_min=20000")
    for number in range(2):
        page.get_by_label(re.compile("^Vergleichen")).nth(number).check()
    page.locator("watch-toggle button").first.click()
    page.get_by_role("link", name="Merkliste").first.click()
    page.locator("[data-note] textarea").first.fill("Geheimwort")
    page.goto(f"/anfrage/?ids={spaces[0].number}")
    words = {
        "Nachricht": "Wann?",
        "Name": "Jana Kern",
        "Unternehmen": "Kern GmbH",
        "E-Mail": "jana@example.org",
    }
    for label, value in (words | {"Telefon": "0341 1"}).items():
        page.locator("main").get_by_label(re.compile(label)).first.fill(value)
    page.locator("main input[type=checkbox]").last.check()
    page.get_by_role("button", name="Anfrage senden").click()
    page.get_by_role("heading", name="Vielen Dank").wait_for()
    page.goto("/suchauftrag/?area_min=20000")
    page.locator("main").get_by_label(re.compile("E-Mail")).first.fill("jana@example.org")
    page.locator("main input[type=checkbox]").last.check()
    page.locator("main form button").last.click()
    page.wait_for_url("**/gesendet/**")


def edit(page, user, entry):
    page.goto("/admin/")
    type_password(page, user)
    page.locator(".admin-search-key input").uncheck()
    page.goto("/admin/sites/plot/")
    page.locator("#toggle-nav-sidebar").click()
    page.locator("#toggle-nav-sidebar").click()
    page.locator("#nav-filter").fill("Seiten")
    page.locator("#changelist-filter details > summary").first.click()
    page.goto(f"/admin/portal/page/{entry.pk}/change/")
    page.route("**/admin/unsaved/", lambda route: route.abort())
    page.locator("#id_title_de").fill("Datenschutz hier")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('unsaved-form'))")
    save(page)
