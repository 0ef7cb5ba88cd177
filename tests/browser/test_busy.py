"""Somebody else holds the lock of the database while an editor saves; they press once more, also without script."""

import pytest
from django.core import signing
from django.utils import timezone

from database import locking
from investors.forms.enquiry import EnquiryForm
from investors.models import Enquiry
from mailing.models import OutgoingMail
from sites.models import Space
from tests.browser.accessibility import overflow, violations
from tests.factories.accounts import UserFactory
from tests.factories.sites import SpaceFactory
from tests.holding import lock_held

WORDS = "Ein „neues“ Feld & <mehr>"


@pytest.fixture(autouse=True)
def web(monkeypatch, watch):
    """The server waits as one in production does."""
    watch.expect("*the server responded with a status of 503*")
    monkeypatch.setattr(locking, "_is_web_process", True)


@pytest.mark.parametrize("script", [True, False])
def test_a_plots_form_that_met_the_lock_is_saved_by_pressing_once_more(empty_site, logged_in, script):
    editor = UserFactory(administrator=True)
    space = SpaceFactory(name_de="Alt")
    page = logged_in(editor, java_script_enabled=script, size=(768, 1024))
    page.goto(f"/admin/sites/plot/{space.pk}/change/")
    page.locator("#id_name_de").fill(WORDS)
    with lock_held():
        page.locator("[name=_save]").first.click()
        page.get_by_text("Der Server ist gerade beschäftigt").first.wait_for()
        assert page.locator("#id_name_de").input_value() == WORDS
        if script:
            assert violations(page, "busy form") + overflow(page, "busy form") == []
        assert Space.objects.get().name_de == "Alt"
    page.locator("[name=_save]").first.click()
    page.locator(".messagelist .success").wait_for()
    assert Space.objects.get().name_de == WORDS


def test_an_enquiry_that_met_the_lock_is_sent_by_pressing_once_more(empty_site, page):
    page.goto("/anfrage/")
    page.locator("[name=message]").fill(WORDS)
    page.locator("[name=name]").fill("Jana")
    page.locator("[name=email]").fill("jana@example.org")
    page.locator("[name=consent]").check()
    opened = signing.dumps(timezone.now().timestamp() - 60, salt=EnquiryForm.SALT)
    page.locator("[name=opened]").evaluate("(field, value) => { field.value = value; }", opened)
    with lock_held():
        page.get_by_role("button", name="Anfrage senden").click()
        page.get_by_role("alert").get_by_text("Der Server ist gerade beschäftigt").wait_for()
        assert page.locator("[name=message]").input_value() == WORDS
        assert violations(page, "busy enquiry") + overflow(page, "busy enquiry") == []
        assert not Enquiry.objects.exists()
    page.get_by_role("button", name="Anfrage senden").click()
    page.wait_for_url("**/anfrage/danke/**")
    assert Enquiry.objects.get().message == WORDS
    assert OutgoingMail.objects.count() == 2
