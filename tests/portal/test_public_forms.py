"""The four forms that anybody may send: what a browser sends back of their pages is taken, and machines find a trap."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import ContactFactory, OrganisationFactory
from tests.factories.sites import SpaceFactory

pytestmark = pytest.mark.django_db

TEMPLATES = settings.BASE_DIR / "templates"
PERSON = {"name": "Jana Kern", "email": "jana@example.org"}
WITHOUT_TOKEN = {
    # Behind a signed link of a mail: the link is the secret, and no cookie is needed.
    "investors/saved_search_end.html",
    "sites/freshness/_card.html",
    "sites/freshness/changes.html",
    "sites/freshness/check.html",
    "sites/freshness/message.html",
    # Sends once more what was sent, with the token among it.
    "portal/_message_alone.html",
}
FORMS = {
    "investors:enquiry": PERSON | {"message": "Wann können wir die Halle ansehen?", "consent": "on"},
    "investors:saved_search": {"email": "jana@example.org", "frequency": "weekly", "consent": "on"},
    "portal:feedback": {"topic": "mistake", "message": "Die Nummer stimmt nicht."},
    "sites:check_new_link": {"email": "jana@example.org"},
}


@pytest.fixture(autouse=True)
def a_region(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    monkeypatch.setattr("mailing.spam_guard.MIN_FORM_SECONDS", 0)  # no person is as fast as a test
    OrganisationFactory(kind="region", email="region@example.org")


@pytest.fixture
def browser():
    """A client that is refused without the token, as browsers are."""
    return Client(enforce_csrf_checks=True)


def address_of(name):
    space = SpaceFactory(contact=ContactFactory())
    return f"{reverse(name)}?ids={space.number}" if name == "investors:enquiry" else reverse(name)


def form_on(page):
    """The page's form that is posted."""
    [form] = re.findall(r'<form[^>]* method="post".*?</form>', page, re.DOTALL)
    return form


def carried_by(form):
    """What its hidden fields send."""
    fields = re.findall(r'<input type="hidden"[^>]*>', form)
    return {
        re.search(r'name="([^"]*)"', field).group(1): (re.search(r'value="([^"]*)"', field) or ["", ""])[1]
        for field in fields
    }


@pytest.mark.parametrize("name", FORMS)
def test_what_a_browser_sends_is_taken(browser, name):
    address = address_of(name)
    sent = carried_by(form_on(browser.get(address).content.decode())) | FORMS[name]
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent | {"csrfmiddlewaretoken": ""}).status_code == 403


@pytest.mark.parametrize("name", FORMS)
def test_machines_find_a_field_that_people_do_not_see(browser, name):
    address = address_of(name)
    form = form_on(browser.get(address).content.decode())
    assert re.search(r'<div hidden>.*?<input[^>]* name="homepage"[^>]*>', form, re.DOTALL)
    answer = browser.post(address, carried_by(form) | FORMS[name] | {"homepage": "https://spam.example"})
    assert list(answer.context["form"].errors) == ["homepage"]


def test_every_form_of_every_template_that_changes_something_carries_the_token():
    """The administration's too; a form that reads (GET) has none, for it would set a cookie."""
    forms = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        found = re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL)
        forms |= {f"{path.relative_to(TEMPLATES)} {number}": form for number, form in enumerate(found)}
    posted = {name for name, form in forms.items() if re.search(r'method="post"', form, re.IGNORECASE)}
    assert len(posted) > 20
    without = {name for name in posted if "{% csrf_token %}" not in forms[name]}
    assert {name.split()[0] for name in without} == WITHOUT_TOKEN
    assert [name for name in forms.keys() - posted if "{% csrf_token %}" in forms[name]] == []


@pytest.mark.parametrize("name", FORMS)
def test_what_is_wrong_can_take_the_focus(browser, name):
    address = address_of(name)
    page = browser.post(address, carried_by(form_on(browser.get(address).content.decode()))).content.decode()
    assert '<div class="notice notice--error" role="alert" tabindex="-1" data-form-errors>' in page
    assert "js/elements/form-errors.js" in page
