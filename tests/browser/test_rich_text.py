"""The text of an article as it is written: each button by pointer and keys, quotations, and pictures in the text."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.browser.accessibility import SCHEMES, overflow, violations
from tests.browser.unsaved import save
from tests.browser.writing import open_text, stored, tool, write
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory, ArticlePhotoFactory
from tests.factories.publishing import picture_upload

WIDTHS = (390, 768, 1440)
AT_THE_END = """() => {
  const { $from } = document.querySelector(".prose-editor > .ProseMirror").editor.state.selection;
  return $from.parent.textContent === "Danach." && $from.parentOffset === $from.parent.content.size;
}"""
MARKED = '() => !document.querySelector(".prose-editor > .ProseMirror").editor.state.selection.empty'
DRAWN = """async use => {
  const { href, hash } = new URL(use.getAttribute("href"), location);
  const drawing = new DOMParser().parseFromString(await (await fetch(href)).text(), "image/svg+xml");
  return drawing.querySelectorAll(`${hash} > :is(path, circle)`).length;
}"""


@pytest.fixture
def page(empty_site, logged_in):
    return logged_in(UserFactory(name="Erika Muster", region_staff=True))


@pytest.fixture
def article(empty_site):
    return ArticleFactory(body_de="<p>Ein Satz.</p>")


@pytest.mark.parametrize(
    ("name", "markup"),
    [
        ("Überschrift", "<h2>Wort</h2>"),
        ("Zwischenüberschrift", "<h3>Wort</h3>"),
        ("Fett", "<p><strong>Wort</strong></p>"),
        ("Kursiv", "<p><em>Wort</em></p>"),
        ("Liste", "<ul><li><p>Wort</p></li></ul>"),
        ("Nummern", "<ol><li><p>Wort</p></li></ol>"),
        ("Zitat", "<blockquote><p>Wort</p></blockquote>"),
    ],
)
def test_a_button_shapes_the_text_says_so_and_takes_it_back(page, article, name, markup):
    text = open_text(page, article)
    write(page, text, "Wort")
    text.press("Control+a")
    button = tool(page, name)
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    assert stored(page) == markup
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    assert stored(page) == "<p>Wort</p>"
    expect(button).to_have_attribute("aria-pressed", "false")


def test_every_button_has_an_icon_a_name_and_a_tip_in_both_languages(page, article):
    names = {}
    for language, start in (("de", ""), ("en", "/en")):
        page.goto(f"{start}/admin/news/article/{article.pk}/change/")
        bar = page.get_by_role("toolbar").first
        bar.wait_for()
        buttons = bar.get_by_role("button").all()
        assert len(buttons) == 14
        for button in buttons:
            assert button.locator("svg use").evaluate(DRAWN)
            assert button.get_attribute("title").startswith(button.text_content().strip())
        names[language] = [button.text_content().strip() for button in buttons]
    assert names["de"][:4] == ["Überschrift", "Zwischenüberschrift", "Fett", "Kursiv"]
    assert names["en"][:4] == ["Heading", "Subheading", "Bold", "Italic"]
    assert len({*names["de"], *names["en"]}) == 27  # “Link” is the same in both


def test_the_toolbar_is_one_stop_and_the_arrows_lead_through_it(page, article):
    text = open_text(page, article)
    text.press("Shift+Tab")
    expect(tool(page, "Überschrift")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Zwischenüberschrift")).to_be_focused()
    page.keyboard.press("End")
    expect(tool(page, "Wiederholen")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tool(page, "Überschrift")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert stored(page) == "<h2>Ein Satz.</h2>"
    expect(text).to_be_focused()


def test_what_a_button_cannot_do_here_it_says_and_leaves(page, article):
    text = open_text(page, article)
    for name in ("Rückgängig", "Wiederholen", "Link entfernen", "Zählweise", "Quelle"):
        expect(tool(page, name)).to_have_attribute("aria-disabled", "true")
        tool(page, name).click(force=True)
    assert stored(page) == "<p>Ein Satz.</p>"
    text.press("End")
    page.keyboard.type(" Noch einer.")
    tool(page, "Rückgängig").click()
    assert stored(page) == "<p>Ein Satz.</p>"
    tool(page, "Wiederholen").click()
    assert stored(page) == "<p>Ein Satz. Noch einer.</p>"


def test_a_link_is_set_corrected_and_removed(page, article):
    text = open_text(page, article)
    text.press("Control+a")
    text.press("Control+k")
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Adresse").fill("Programm der Messe")
    dialog.get_by_label("Adresse").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("Das ist keine Adresse")
    assert violations(page, "dialog") == []
    dialog.get_by_label("Adresse").fill("www.example.org/messe")
    dialog.get_by_role("button", name="Link setzen").click()
    assert stored(page) == '<p><a href="https://www.example.org/messe">Ein Satz.</a></p>'
    expect(text).to_be_focused()
    text.press("Home")
    text.press("ArrowRight")
    tool(page, "Link").click()
    expect(dialog.get_by_label("Adresse")).to_have_value("https://www.example.org/messe")
    dialog.get_by_label("Adresse").fill("name@example.org")
    dialog.get_by_role("button", name="Link setzen").click()
    assert stored(page) == '<p><a href="mailto:name@example.org">Ein Satz.</a></p>'
    tool(page, "Link entfernen").click()
    assert stored(page) == "<p>Ein Satz.</p>"


def test_a_link_without_marked_words_asks_for_them(page, article):
    text = open_text(page, article)
    text.press("End")
    tool(page, "Link").click()
    dialog = page.get_by_role("dialog", name="Link")
    dialog.get_by_label("Worte des Links").fill("Zu den Projekten")
    dialog.get_by_label("Adresse").fill("/projekte/")
    dialog.get_by_label("Adresse").press("Enter")
    assert stored(page) == '<p>Ein Satz.<a href="/projekte/">Zu den Projekten</a></p>'
    tool(page, "Link").click()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert "/projekte/" in stored(page)


def test_the_kind_of_numbers_is_chosen_in_a_dialog(page, article):
    open_text(page, article)
    tool(page, "Nummern").click()
    tool(page, "Zählweise").click()
    dialog = page.get_by_role("dialog", name="Zählweise")
    assert violations(page, "dialog") == []
    dialog.get_by_role("combobox").select_option("a, b, c, ...")
    dialog.get_by_role("spinbutton").fill("3")
    dialog.locator("[type=submit]").click()
    assert stored(page) == '<ol data-type="lower-alpha" start="3" type="a"><li><p>Ein Satz.</p></li></ol>'
    save(page)
    kept = Article.objects.get().body_de
    assert all(each in kept for each in ('start="3"', 'type="a"', 'data-type="lower-alpha"'))


def test_the_source_of_a_quotation_is_a_last_line_with_a_dash(page, article):
    text = open_text(page, article)
    write(page, text, "Wir kommen wieder.")
    tool(page, "Zitat").click()
    tool(page, "Quelle").click()
    page.keyboard.type("Anna Berg, Bürgermeisterin")
    assert (
        stored(page)
        == "<blockquote><p>Wir kommen wieder.</p><p>– Anna Berg, Bürgermeisterin</p></blockquote>"
    )
    expect(tool(page, "Quelle")).to_have_attribute("aria-pressed", "true")
    expect(text.locator(".text-source")).to_have_text("– Anna Berg, Bürgermeisterin")
    save(page)
    page.goto(article.get_absolute_url())
    figure = page.locator(".prose figure.pull")
    expect(figure.locator("blockquote")).to_have_text("Wir kommen wieder.")
    expect(figure.locator("figcaption cite")).to_have_text("Anna Berg")
    expect(figure.locator("figcaption")).to_contain_text("Bürgermeisterin")


def test_a_photo_is_placed_in_the_text_and_stands_there_only(page, article):
    photos = [
        ArticlePhotoFactory(article=article, alt_de=alt, order=n) for n, alt in enumerate(("Tor", "Halle"))
    ]
    mark = f"[Bild {photos[1].picture_id}]"
    text = open_text(page, article)
    tool(page, "Bild").click()
    dialog = page.get_by_role("dialog", name="Welches Bild steht hier?")
    assert dialog.get_by_role("listitem").count() == 2
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert violations(page, "dialog", scheme) == []
    dialog.get_by_role("button", name=f"{mark} Halle").click()
    expect(page.locator("[data-dialog=picture]")).to_have_count(0)  # then the text has the cursor
    page.keyboard.type("Danach.")
    assert stored(page) == f"<p>Ein Satz.</p><p>{mark}</p><p>Danach.</p>"
    expect(text.get_by_role("img", name="Halle")).to_be_visible()
    save(page)
    page.goto(article.get_absolute_url())
    assert page.get_by_role("img", name="Halle").count() == 1
    expect(page.locator(".prose figure").get_by_role("img", name="Halle")).to_be_visible()
    expect(page.locator(".article > figure").get_by_role("img", name="Tor")).to_be_visible()


def test_a_picture_that_is_no_longer_among_the_photos_is_told_of_in_the_text(page, article):
    photo = ArticlePhotoFactory(article=article)
    Article.objects.update(body_de=f"<p>[Bild {photo.picture_id}]</p><p>Danach.</p>")
    text = open_text(page, article)
    expect(text.locator(".text-mark--missing")).to_have_count(0)
    page.get_by_role("checkbox", name="Löschen").check()
    expect(text.locator(".text-mark--missing")).to_contain_text("nicht unter den Fotos")


@pytest.mark.parametrize("width", WIDTHS)
def test_form_and_page_of_an_article_with_picture_and_source_are_accessible(page, article, width):
    photo = ArticlePhotoFactory(article=article, alt_de="Halle")
    body = (
        f"<p>Vorher.</p><p>[Bild {photo.picture_id}]</p><p>[Bild 999999]</p>"
        "<blockquote><p>Wort.</p><p>– Anna Berg, Bürgermeisterin</p></blockquote>"
    )
    Article.objects.update(body_de=body, body_en=body)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (f"/admin/news/article/{article.pk}/change/", article.get_absolute_url()):
        page.goto(address)
        if "admin" in address:
            page.get_by_role("toolbar").first.wait_for()
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert violations(page, f"{address} {width}", scheme) == []
        assert overflow(page) == []


def test_a_photo_that_was_just_added_can_be_placed_before_anything_is_saved(page, article):
    text = open_text(page, article)
    upload = picture_upload("hof.jpg", size=(1200, 800))
    file = {"name": "hof.jpg", "mimeType": "image/jpeg", "buffer": upload.read()}
    page.locator("#photos-many-files").set_input_files(file)
    page.locator("#id_photos-0-alt_de").fill("Der Hof")
    number = page.locator("#id_photos-0-picture").input_value()
    expect(page.locator("#photos-0 [data-mark]")).to_have_text(f"Im Text: [Bild {number}]")
    text.click()
    tool(page, "Bild").click()
    page.get_by_role("dialog").get_by_role("button", name="Der Hof").click()
    expect(text.get_by_role("img", name="Der Hof")).to_be_visible()
    page.locator("#id_photos-0-credit").fill("Foto: Anna Berg")
    save(page)
    page.goto(article.get_absolute_url())
    expect(page.locator(".prose figure").get_by_role("img", name="Der Hof")).to_be_visible()


def test_a_photo_is_cut_out_of_the_text_and_pasted_elsewhere_as_its_mark(page, article):
    photo = ArticlePhotoFactory(article=article, alt_de="Halle")
    mark = f"[Bild {photo.picture_id}]"
    Article.objects.update(body_de=f"<p>{mark}</p><p>Danach.</p>")
    text = open_text(page, article)
    text.locator(".text-mark").get_by_text(mark).click()
    for key in ("Home", "Shift+End"):
        page.keyboard.press(key)
    page.wait_for_function(MARKED)
    page.keyboard.press("Control+x")
    expect(text.locator(".text-mark")).to_have_count(0)
    text.get_by_text("Danach.").click()
    page.keyboard.press("End")
    page.wait_for_function(AT_THE_END)  # the browser tells the editor of a moved cursor a little later
    for key in ("Enter", "Control+v"):
        page.keyboard.press(key)
    assert stored(page) == f"<p></p><p>Danach.</p><p>{mark}</p>"
    expect(text.get_by_role("img", name="Halle")).to_be_visible()
