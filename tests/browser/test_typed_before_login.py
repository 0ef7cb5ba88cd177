"""An editor is logged out while they write; they log in and go on, also without script."""

import pytest
from playwright.sync_api import expect

from accounts.models import Session
from news.models import Article
from tests.browser.accessibility import overflow, violations
from tests.browser.unsaved import ON_DEVICE, save
from tests.factories.accounts import UserFactory
from tests.factories.news import ArticleFactory

WORDS = "Ein „neuer“ Titel & <mehr>"


@pytest.mark.parametrize("script", [True, False])
def test_who_is_logged_out_while_writing_goes_on_after_the_login(empty_site, logged_in, watch, script):
    watch.expect("*the server responded with a status of 403*")
    editor = UserFactory(administrator=True)
    article = ArticleFactory(title_de="Alt")
    page = logged_in(editor, java_script_enabled=script, size=(768, 1024))
    page.goto(f"/admin/news/article/{article.pk}/change/")
    page.locator("#id_title_de").fill(WORDS)
    Session.objects.all().delete()
    page.locator("input[name=_save]").first.click()
    page.locator("#id_password").fill("ein-langes-passwort")
    page.locator("#id_username").fill(editor.email)
    if script:
        assert violations(page, "login") + overflow(page, "login") == []
    page.locator("#login-form input[type=submit]").click()
    expect(page.locator("#id_title_de")).to_have_value(WORDS)
    assert page.url.endswith(f"/admin/news/article/{article.pk}/change/")
    assert Article.objects.get().title_de == "Alt"
    save(page)
    assert Article.objects.get().title_de == WORDS
    expect(page.locator(".unsaved-form__found")).to_have_count(0)
    if script:
        assert page.evaluate(ON_DEVICE) == []
