"""The page of a form as it is typed: beside the form, or in a new tab."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article
from tests.browser.accessibility import violations
from tests.browser.unsaved import add_form, form_of, opened, state, type_into
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory
from tests.factories.sites import SpaceFactory


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True, name="Erika Muster")


@pytest.fixture
def article(editor):
    return ArticleFactory(title_de="Alt", title_en="Old", body_de="<p>Satz.</p>" * 80, workflow_state="draft")


def button(page):
    return page.locator("button[name=_preview]")


def panel(page):
    return page.locator("preview-panel")


def shown(page):
    return page.frame_locator("preview-panel iframe:not([data-comes])")


def is_current(page):
    return expect(panel(page).get_by_role("status")).to_contain_text("Vorschau ist aktuell")


def test_the_panel_shows_what_is_typed_in_the_language_and_width_that_is_chosen(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    button(page).click()
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Neuer Titel")
    is_current(page)
    expect(button(page)).to_be_focused()
    expect(shown(page).get_by_role("note")).to_contain_text("noch nicht gesichert")
    scrolled = "() => (document.querySelector('preview-panel iframe').contentWindow.scrollTo(0, 400))"
    page.evaluate(scrolled)
    type_into(page, "title_de", "Noch neuerer Titel")
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Noch neuerer Titel")
    expect(page.locator("#id_title_de")).to_be_focused()
    assert page.evaluate("document.querySelector('preview-panel iframe').contentWindow.scrollY") == 400
    panel(page).get_by_role("button", name="Englisch").click()
    expect(shown(page).get_by_role("heading", level=1)).to_have_text("Old")
    panel(page).get_by_role("button", name="Bildschirm").click()
    wide = page.locator("preview-panel iframe[title='Vorschau: Englisch, Bildschirm']:not([data-comes])")
    expect(wide).to_be_visible()
    assert page.evaluate("document.querySelector('preview-panel iframe').contentWindow.innerWidth") > 1200
    assert Article.objects.get().title_de == "Alt"


def test_it_follows_the_typing_and_keeps_the_form_unsaved(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    expect(state(page)).to_contain_text("aufgehoben")
    button(page).click()
    is_current(page)
    type_into(page, "title_de", "Noch neuer")
    expect(state(page)).to_contain_text("aufgehoben")
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    asked = []
    page.goto(form_of(article))
    assert asked == ["beforeunload"]


def test_esc_and_the_button_close_it(device, article):
    page = opened(device, form_of(article))
    button(page).click()
    is_current(page)
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    button(page).click()
    panel(page).get_by_role("button", name="Schließen").click()
    expect(panel(page)).to_be_hidden()
    expect(button(page)).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_panel_keeps_the_rules_of_accessibility(device, editor, scheme):
    plot = SpaceFactory(name_de="Alt", workflow_state="draft")
    page = device.new_page()
    page.emulate_media(color_scheme=scheme)
    page.goto(reverse("admin:sites_plot_change", args=[plot.pk]))
    button(page).click()
    is_current(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_follows_a_text_and_a_chosen_file(device, article):
    page = opened(device, form_of(article))
    button(page).click()
    is_current(page)
    page.get_by_role("textbox", name="Text [de]:").click()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Ganz neu: ")
    expect(shown(page).get_by_text("Ganz neu: Satz.")).to_be_visible()
    file = {"name": "werk.jpg", "mimeType": "image/jpeg", "buffer": b"kein Bild"}
    page.locator("#id_photos-0-upload").set_input_files(file)
    expect(shown(page).get_by_role("note")).to_contain_text("Foto 1: Neue Datei")


def test_a_new_window_shows_it_in_the_chosen_language(device, article):
    page = opened(device, form_of(article))
    type_into(page, "title_en", "New title")
    button(page).click()
    panel(page).get_by_role("button", name="Englisch").click()
    with device.expect_page() as tab:
        panel(page).get_by_role("button", name="Neues Fenster").click()
    expect(tab.value.get_by_role("heading", level=1)).to_have_text("New title")
    assert Article.objects.get().title_en == "Old"


def test_something_new_is_shown_before_it_is_stored(device, editor):
    page = opened(device, add_form("sites_plot"))
    type_into(page, "name_de", "Neue Fläche")
    button(page).click()
    expect(shown(page).get_by_role("heading", level=1)).to_contain_text("Neue Fläche")
    type_into(page, "name_de", "Andere Fläche")
    expect(shown(page).get_by_role("heading", level=1)).to_contain_text("Andere Fläche")


@pytest.mark.parametrize(
    "options", [{"java_script_enabled": False}, {"viewport": {"width": 1000, "height": 800}}]
)
def test_without_script_or_room_it_opens_in_a_new_tab(new_context, log_in, article, editor, options):
    context = new_context(**options)
    log_in(context, editor)
    page = opened(context, form_of(article))
    type_into(page, "title_de", "Neuer Titel")
    with context.expect_page() as tab:
        button(page).click()
    expect(tab.value.get_by_role("heading", level=1)).to_have_text("Neuer Titel")
    assert page.locator("#id_title_de").input_value() == "Neuer Titel"
    assert Article.objects.get().title_de == "Alt"
