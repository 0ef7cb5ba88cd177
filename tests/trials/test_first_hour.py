"""From an empty machine to published legal pages: an installation without a demo, in a browser, as an administrator."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect, sync_playwright

from portal.models import Page
from tests.browser.conftest import CHROMIUM, CHROMIUM_ARGUMENTS, PATIENCE
from tests.trials.served import ServedPortal

ADDRESS, PASSWORD = "chefin@example.org", "ein-langes-passwort"
PROFILE = {
    "name_de": "Metropolregion Musterland",
    "name_en": "Musterland Region",
    "organisation": "Musterland e. V.",
    "street": "Musterstraße 12",
    "postcode": "04109",
    "city": "Musterhausen",
    "phone": "0341 555 01-00",
    "email": "info@example.org",
    "press_email": "presse@example.org",
}
SELECT_A_GAP = r"""() => {
    for (const editor of document.querySelectorAll(".ProseMirror")) {
        const walker = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            // No state is known to the empty portal, so its enforcement bodies are a gap as well.
            const found = /\[(?:(?:Lücke|Gap):[^\]]*|Wert: Durchsetzungsstellen|Value: enforcement bodies)\]/
                .exec(walker.currentNode.data);
            if (!found) continue;
            editor.focus();
            getSelection().setBaseAndExtent(
                walker.currentNode, found.index, walker.currentNode, found.index + found[0].length);
            return found[0];
        }
    }
    return null;
}"""


def test_an_administrator_publishes_all_legal_pages_of_an_empty_installation(tmp_path, database_url):
    portal = ServedPortal(tmp_path, database_url).prepare(demo="0")
    try:
        made = portal.call(
            "createsuperuser",
            "--no-input",
            DJANGO_SUPERUSER_EMAIL=ADDRESS,
            DJANGO_SUPERUSER_NAME="Chefin",
            DJANGO_SUPERUSER_PASSWORD=PASSWORD,
        )
        assert made.returncode == 0, made.stderr
        portal.serve()
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
            context = chromium.new_context(
                base_url=f"http://127.0.0.1:{portal.port}",
                locale="de-DE",
                viewport={"width": 1440, "height": 900},
            )
            context.set_default_timeout(PATIENCE)
            walk(context.new_page())
            chromium.close()
    finally:
        portal.end()


def walk(page):
    page.goto("/kontakt/rueckmeldung/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noch nicht geöffnet")
    page.goto("/admin/")
    page.locator("#id_username").fill(ADDRESS)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#login-form input[type=submit]").click()
    expect(page.get_by_role("link", name="Die Formulare für Anfragen")).to_be_visible()
    tell_who_we_are(page)
    page.goto("/admin/portal/page/")
    drafts = page.locator("#result_list tbody th a").evaluate_all("links => links.map(link => link.href)")
    assert len(drafts) == len(Page.Key)
    for draft in drafts:
        publish(page, urlsplit(draft).path)
    page.goto("/kontakt/rueckmeldung/")
    expect(page.get_by_role("button", name="Rückmeldung senden")).to_be_visible()
    for path in ("/datenschutz/", "/impressum/", "/barrierefreiheit/", "/en/privacy/"):
        assert page.goto(path).status == 200, path
        expect(page.get_by_text(re.compile(r"\[(Lücke|Gap|Wert|Value):"))).to_have_count(0)
    page.goto("/datenschutz/")
    expect(page.get_by_text("Musterstraße 12, 04109 Musterhausen").first).to_be_visible()
    page.goto("/admin/")
    expect(page.get_by_role("link", name="Die Formulare für Anfragen")).to_have_count(0)


def tell_who_we_are(page):
    page.goto("/admin/portal/siteprofile/add/")
    for name, value in PROFILE.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def publish(page, path):
    """Fills each gap in the text editor, whose group may be folded, and releases the page."""
    page.goto(path)
    page.locator(".ProseMirror").first.wait_for(state="attached")
    page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true")
    while page.evaluate(SELECT_A_GAP):
        page.keyboard.insert_text("Musterstadt")
    page.locator("input[name=_release]").first.click()
    page.locator(".messagelist .success, .form-faults").first.wait_for()
    assert page.locator(".form-faults").all_inner_texts() == [], path
