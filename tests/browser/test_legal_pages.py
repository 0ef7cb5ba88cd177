"""From an empty portal to seven published legal pages, as the region's staff work: text by text, release by release."""

import re

import pytest
from playwright.sync_api import expect

from portal.legal import drafts
from portal.models import Page
from portal.placeholders import GAP
from tests.browser.test_editors import save
from tests.factories.accounts import UserFactory

FILLING = "Büro Beispiel, Am Markt 3, 06108 Beispielstadt"

SELECT_THE_FIRST_GAP = """(editor) => {
  const mark = /\\[(?:(?:Lücke|Gap):[^\\]]*|Wert: Durchsetzungsstellen|Value: enforcement bodies)\\]/;
  const texts = document.createTreeWalker(editor, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const gap = mark.exec(texts.currentNode.data);
    if (!gap) continue;
    editor.focus();
    const range = document.createRange();
    range.setStart(texts.currentNode, gap.index);
    range.setEnd(texts.currentNode, gap.index + gap[0].length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return gap[0];
  }
  return "";
}"""


@pytest.fixture
def page(empty_site, settings, logged_in):
    settings.PRIVACY_NOTICE = "portal.legal.opening.is_notice_published"
    drafts.create_missing()
    return logged_in(UserFactory(name="Erika Muster", region_staff=True))


PROFILE = {
    "name_de": "Metropolregion Musterland",
    "short_name": "Musterland",
    "organisation": "Metropolregion Musterland e. V.",
    "street": "Rathausplatz 1",
    "postcode": "04109",
    "city": "Musterhausen",
    "phone": "0341 555 01-00",
    "email": "kontakt@example.org",
    "press_email": "presse@example.org",
}


def say_who_we_are(page):
    page.goto("/admin/portal/siteprofile/")
    for name, words in PROFILE.items():
        page.locator(f"#id_{name}").fill(words)
    save(page)


def fill(page):
    """Types over each gap of both texts, and over the value that is one while no state is known; returns how many."""
    filled = 0
    expect(page.get_by_role("toolbar")).to_have_count(2)
    for text in page.locator(".prose-editor > .ProseMirror").all():
        while text.evaluate(SELECT_THE_FIRST_GAP):
            page.keyboard.insert_text(FILLING)
            filled += 1
    return filled


def bodies_of(key):
    return [drafts.draft_fields(key)[f"body_{language}"] for language in drafts.draft_languages(key)]


def test_the_regions_staff_publish_the_seven_pages_and_the_forms_open(page):
    page.goto("/kontakt/rueckmeldung/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Noch nicht geöffnet")
    say_who_we_are(page)
    page.goto("/admin/")
    page.get_by_role("link", name="Die Formulare für Anfragen").click()
    page.get_by_role("link", name="Datenschutzerklärung").click()
    expect(page.get_by_text("Eine Lücke ist offen: Ort der Sicherungen")).to_be_visible()
    gaps = 0
    for key in Page.Key.values:
        page.goto("/admin/portal/page/")
        title = Page.objects.get(key=key).title_de
        page.get_by_role("link", name=title, exact=True).first.click()
        gaps += fill(page)
        save(page, "_release")
    assert Page.objects.published().count() == len(Page.Key)
    page.goto("/kontakt/rueckmeldung/")
    expect(page.get_by_role("button", name="Rückmeldung senden")).to_be_visible()
    page.goto("/datenschutz/")
    expect(page.get_by_text("Rathausplatz 1, 04109 Musterhausen").first).to_be_visible()
    for path in ("/impressum/", "/datenschutz/", "/barrierefreiheit/", "/en/imprint/", "/en/privacy/"):
        page.goto(path)
        expect(page.get_by_text(re.compile(r"\[(Lücke|Wert|Gap|Value):"))).to_have_count(0)
        expect(page.get_by_text(FILLING).first).to_be_visible()
    bodies = [body for key in Page.Key.values for body in bodies_of(key)]
    unknown = sum(
        body.count("[Wert: Durchsetzungsstellen]") + body.count("[Value: enforcement bodies]")
        for body in bodies
    )
    assert unknown == 2
    assert gaps == sum(len(GAP.findall(body)) for body in bodies) + unknown
