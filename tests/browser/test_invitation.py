"""How somebody gets in for the first time, and again when the password is forgotten: by a link in a mail."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts.models import User
from sites.models import Plot
from tests.browser.accessibility import overflow, violations
from tests.browser.test_login import type_password
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.sites import LEIPZIG, MunicipalityFactory, square
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
    page.wait_for_url("**/reset/done/")


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
    expect(page.locator(".admin-own__name")).to_contain_text("Neue")
    page.goto("/admin/sites/plot/add/")
    expect(page.locator("#id_name_de")).to_be_visible()
    page.goto(link)
    assert page.locator("#id_new_password1").count() == 0  # it opens once


class Clicks:
    """Counts what somebody presses beside typing."""

    def __init__(self):
        self.count = 0

    def on(self, locator, option=None):
        self.count += 1
        locator.click() if option is None else locator.select_option(option)


def test_a_new_municipality_comes_to_its_first_released_plot_in_a_dozen_clicks(page, logged_in):
    area = square(*LEIPZIG, metres=60_000)
    MunicipalityFactory(name="Delitzsch", boundary=area, outline=area)
    region = OrganisationFactory(kind="region")
    office, clicks = logged_in(MembershipFactory(organisation=region, role="reviewer").user), Clicks()
    office.goto("/admin/accounts/organisation/")
    clicks.on(office.get_by_role("link", name="Organisation hinzufügen"))
    expect(office.locator("#id_memberships-0-name")).to_be_visible()
    for width in (390, 768, 1440):
        office.set_viewport_size({"width": width, "height": 900})
        assert overflow(office, f"invite {width} px") == []
    assert violations(office, "invite") == []
    clicks.on(office.locator(".select2-selection"))
    office.locator(".select2-search__field").fill("Delitzsch")
    clicks.on(office.locator(".select2-results__option", has_text="Delitzsch"))
    office.locator("#id_name").fill("Stadt Delitzsch")
    office.locator("#id_memberships-0-name").fill("Karla Voigt")
    office.locator("#id_memberships-0-email").fill("voigt@delitzsch.example")
    clicks.on(office.locator("#id_memberships-0-role"), "reviewer")
    clicks.on(office.locator("input[name=_save]"))
    expect(office.locator(".messagelist .success").first).to_contain_text("Einladung geht an")

    clicks.count += 1  # in her mail
    page.goto(link_of_the_mail("voigt@delitzsch.example"))
    page.locator("#id_new_password1").fill(NEW)
    page.locator("#id_new_password2").fill(NEW)
    clicks.on(page.locator("main form input[type=submit]"))
    clicks.on(page.locator("main a[href$='/admin/'], main a[href*='login']").first)
    page.locator("#id_username").fill("voigt@delitzsch.example")
    page.locator("#id_password").fill(NEW)
    clicks.on(page.locator("#login-form input[type=submit]"))
    page.locator(".admin-own__name").wait_for()
    page.goto("/admin/")
    clicks.on(page.locator(".start__new a[href$='/plot/add/']"))
    page.locator("#id_name_de").fill("Nordfeld")
    page.locator("#id_area").fill("2 ha")
    clicks.on(page.locator("input[name=_release]"))
    expect(page.locator(".messagelist .success").first).to_contain_text("ist freigegeben")
    assert Plot.objects.published().get().steward.name == "Stadt Delitzsch"
    assert clicks.count <= 12


def test_whoever_forgot_the_password_gets_in_by_a_link_and_the_old_one_is_dead(page):
    user = UserFactory()
    page.goto("/admin/login/")
    page.get_by_role("link", name="vergessen").click()
    page.locator("#id_email").fill(user.email)
    page.locator("main form input[type=submit]").click()
    page.wait_for_url("**/password_reset/done/")
    set_password(page, link_of_the_mail(user.email))
    page.goto("/admin/")
    type_password(page, user)
    expect(page.locator(".errornote")).to_be_visible()
    page.locator("#id_password").fill(NEW)
    page.locator("#login-form input[type=submit]").click()
    page.locator(".admin-own__name").wait_for()
    assert not User.objects.get().check_password(PASSWORD)
