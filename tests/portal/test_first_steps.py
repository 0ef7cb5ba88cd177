import pytest
from django.core.management import call_command

from portal.management.commands import prepare
from portal.models import Page, SiteProfile
from portal.operations import first_steps
from tests.factories.accounts import UserFactory
from tests.factories.portal import PageFactory
from tests.factories.publishing import PictureFactory
from tests.factories.sites import MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reachable(settings):
    settings.IS_LOOPBACK = False
    settings.MAILERS = {"default": {"OPTIONS": {"host": "mail.example.org"}}}
    settings.DEFAULT_FROM_EMAIL = "portal@region.example"


def furnish():
    UserFactory(administrator=True)
    MunicipalityFactory()
    SiteProfile.objects.create(name="Elbe-Saale", email="office@region.example")
    for key in first_steps.REQUIRED_PAGES:
        PageFactory(key=key)


def test_an_empty_portal_is_told_to_make_an_administrator_first():
    assert first_steps.missing_steps() == [
        "Nobody can log in yet. Make the first administrator in another window: make admin",
        "The map has no areas. Import them: scripts/manage import_areas FILE (docs/another-region.md)",
        "Name, address and e-mail of the region are missing: administration, “Name and address of the region”",
        "Pages not published yet: imprint, privacy, accessibility. Administration, “Pages”",
    ]


def test_a_furnished_portal_lacks_nothing():
    furnish()
    assert first_steps.missing_steps() == []


def test_a_region_without_an_e_mail_address_is_told():
    furnish()
    SiteProfile.objects.update(email="")
    (step,) = first_steps.missing_steps()
    assert "e-mail of the region" in step


def test_a_page_that_is_still_a_draft_is_missing():
    furnish()
    Page.objects.filter(key="privacy").update(workflow_state="draft")
    (step,) = first_steps.missing_steps()
    assert "privacy" in step
    assert "imprint" not in step


def test_mails_that_only_become_files_are_told(settings):
    furnish()
    settings.MAILERS = {"default": {"OPTIONS": {"file_path": "var/mail"}}}
    (step,) = first_steps.missing_steps()
    assert "EMAIL_URL" in step


def test_the_sender_that_nobody_chose_is_told(settings):
    furnish()
    settings.DEFAULT_FROM_EMAIL = "portal@example.org"
    (step,) = first_steps.missing_steps()
    assert "DEFAULT_FROM_EMAIL" in step


def test_samples_are_told_only_where_strangers_can_see_them(settings):
    furnish()
    PictureFactory(is_sample=True)
    (step,) = first_steps.missing_steps()
    assert "remove_demo" in step
    settings.IS_LOOPBACK = True
    assert first_steps.missing_steps() == []


def test_make_run_says_them_and_other_commands_do_not(capsys, monkeypatch, settings):
    settings.VAR_DIR.mkdir()
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: None)
    monkeypatch.setattr(prepare.Command, "_collect_static", lambda command: None)
    call_command("prepare", first_steps=True)
    assert "make admin" in capsys.readouterr().out
    call_command("prepare")
    assert "make admin" not in capsys.readouterr().out
