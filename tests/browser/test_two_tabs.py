"""One editor with the same form in two tabs, and one who goes back after saving: nothing stored is lost unseen."""

import pytest
from playwright.sync_api import expect

from tests.browser.unsaved import form_of, opened
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory


@pytest.fixture
def editor(empty_site):
    return UserFactory(administrator=True, name="Erika Muster")


@pytest.fixture
def article(editor):
    return ArticleFactory(title_de="Alt", teaser_de="Alter Satz.", workflow_state="draft")


def save(page):
    with page.expect_navigation():
        page.locator("input[name=_save]").first.click()


def test_the_second_tab_of_a_form_adds_to_what_the_first_saved(device, article):
    first, second = opened(device, form_of(article)), opened(device, form_of(article))
    first.locator("#id_title_de").fill("Aus dem ersten")
    save(first)
    second.locator("#id_teaser_de").fill("Aus dem zweiten.")
    save(second)
    expect(second.locator(".messagelist")).to_contain_text("Beides ist gesichert")
    article.refresh_from_db()
    assert (article.title_de, article.teaser_de) == ("Aus dem ersten", "Aus dem zweiten.")


def test_back_after_saving_shows_what_is_stored_and_saves_on_from_there(device, article):
    page = opened(device, form_of(article))
    page.locator("#id_title_de").fill("Neuer Titel")
    save(page)
    page.go_back()
    expect(page.locator("#id_title_de")).to_have_value("Neuer Titel")
    page.locator("#id_teaser_de").fill("Neuer Satz.")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert (article.title_de, article.teaser_de) == ("Neuer Titel", "Neuer Satz.")


def test_back_after_saving_and_the_same_field_once_more_is_stored_without_a_question(device, article):
    page = opened(device, form_of(article))
    page.locator("#id_title_de").fill("Neuer Titel")
    save(page)
    page.go_back()
    page.locator("#id_title_de").fill("Noch neuerer Titel")
    save(page)
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    assert article.title_de == "Noch neuerer Titel"
