"""How somebody gets in for the first time, and again when the password is forgotten: by a link in a mail."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.models import User
from tests.browser.accessibility import violations
from tests.browser.test_login import type_password
from tests.factories.accounts import OrganisationFactory, UserFactory
from tests.logging_in import PASSWORD

NEW = "ein-neues-langes-wort"


@pytest.fixture(autouse=True)
def posted_at_once(empty_site, settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    mail.outbox.clear()


def link_of_the_mail(to):
    [message] = [message for message in mail.outbox if message.to == [to]]
    return urlsplit(re.search(r"https?://\S+/reset/\S+", message.body).group()).path


def set_password(page, path):
    page.goto(path)
    page.locator("#id_new_password1").fill(NEW)
    page.locator("#id_new_password2").fill(NEW)
    assert violations(page, "new password") == []
    page.locator("main form input[type=submit]").click()


def test_an_invited_editor_sets_a_password_and_finds_a_desk(new_context, page):
    OrganisationFactory(name="Stadt Musterhausen")
    office = new_context().new_page()
    office.goto("/admin/accounts/user/add/")
    type_password(office, UserFactory(administrator=True))
    office.locator("#id_email").fill("neu@example.org")
    office.locator("#id_name").fill("Neue Kollegin")
    office.locator("#id_memberships-0-role").select_option("editor")
    office.locator(".field-organisation .select2-selection").first.click()
    office.locator(".select2-search__field").fill("Muster")
    office.locator(".select2-results__option", has_text="Stadt Musterhausen").click()
    office.locator("input[name=_save]").click()
    expect(office.locator(".messagelist .success").first).to_contain_text("neu@example.org")

    set_password(page, link := link_of_the_mail("neu@example.org"))
    page.locator("main a[href$='/admin/'], main a[href*='login']").first.click()
    page.locator("#id_username").fill("neu@example.org")
    page.locator("#id_password").fill(NEW)
    page.locator("#login-form input[type=submit]").click()
    expect(page.locator("#user-tools")).to_contain_text("Neue")
    page.goto("/admin/sites/plot/add/")
    expect(page.locator("#id_name_de")).to_be_visible()
    page.goto(link)
    assert page.locator("#id_new_password1").count() == 0  # it opens once


def test_whoever_forgot_the_password_gets_in_by_a_link_and_the_old_one_is_dead(page):
    user = UserFactory()
    page.goto("/admin/login/")
    page.get_by_role("link", name="vergessen").click()
    page.locator("#id_email").fill(user.email)
    page.locator("main form input[type=submit]").click()
    set_password(page, link_of_the_mail(user.email))
    page.goto("/admin/")
    type_password(page, user)
    expect(page.locator(".errornote")).to_be_visible()
    page.locator("#id_password").fill(NEW)
    page.locator("#login-form input[type=submit]").click()
    page.locator("#logout-form").wait_for()
    assert not User.objects.get().check_password(PASSWORD)
