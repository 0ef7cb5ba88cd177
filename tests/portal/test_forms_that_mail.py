"""Every form outside the administration that has mails sent gives a network its share of the hour, and no more.

The forms come from the resolver: a new one that stands in neither list fails.
"""

import re

import pytest
from django.core import signing
from django.tasks import default_task_backend
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone

from mailing.models import OutgoingMail
from sites.freshness.forms import NewLinkForm
from tests.factories.accounts import ContactFactory, UserFactory
from tests.factories.checking import CheckRequestFactory, DueSpaceFactory
from tests.factories.portal import SiteProfileFactory
from tests.factories.sites import SpaceFactory
from tests.investors import test_enquiry, test_saved_search
from tests.portal import test_feedback

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

TRIES = 30
MOST = 10
"""What any of them may send in an hour; some less."""
SPOKEN = re.compile(r"in einer Stunde")


@pytest.fixture(autouse=True)
def queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django.tasks.backends.dummy.DummyBackend"}}
    default_task_backend.clear()


def ask_for_password(client, number):
    UserFactory(email=f"person{number}@example.org")
    return client.post("/admin/password_reset/", {"email": f"person{number}@example.org"})


def enquire(client, number):
    space = SpaceFactory(contact=ContactFactory())
    data = test_enquiry.entries(space, email=f"person{number}@example.org", message=f"Frage {number}")
    return client.post(test_enquiry.form_address(space), data)


def save_search(client, number):
    return test_saved_search.send(client, email=f"person{number}@example.org")


def give_feedback(client, number):
    return client.post(test_feedback.FORM, test_feedback.entries(message=f"Nummer {number} fehlt."))


def ask_for_check(client, number):
    contact = ContactFactory(email=f"person{number}@example.org")
    CheckRequestFactory(recipient=contact, spaces=[DueSpaceFactory(contact=contact)])
    opened = signing.dumps(timezone.now().timestamp() - 60, salt=NewLinkForm.SALT)
    return client.post(reverse("sites:check_new_link"), {"email": contact.email, "opened": opened})


MAILING = {
    "admin_password_reset": ask_for_password,
    "investors:enquiry": enquire,
    "investors:saved_search": save_search,
    "portal:feedback": give_feedback,
    "sites:check_new_link": ask_for_check,
}
QUIET = {
    "account_unlock": "behind a link that one mailbox got; mails nobody",
    "investors:saved_search_confirm": "behind a link that one mailbox got",
    "investors:saved_search_end": "behind a link that one mailbox got",
    "investors:saved_search_manage": "behind a link that one mailbox got",
    "password_reset_confirm": "behind a link that works once",
    "map_layers": "for who is logged in; mails nobody",
    "passkey_add_begin": "for who is logged in; mails nobody",
    "passkey_add_complete": "for who is logged in; one mail to themselves for each passkey",
    "passkey_login_begin": "mails nobody",
    "passkey_login_complete": "mails nobody",
    "sites:check": "behind a link that one contact got; each object is answered once",
    "sites:check_changes": "behind a link that one contact got; each object is answered once",
}


def forms(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from forms(entry, entry.namespace or namespace)
        elif namespace != "admin" and hasattr(getattr(entry.callback, "view_class", None), "post"):
            yield f"{namespace}:{entry.name}" if namespace else entry.name


def mails():
    links = [result for result in default_task_backend.results if result.task.name == "mail_link"]
    return OutgoingMail.objects.count() + len(links)


def test_every_form_is_known():
    assert set(forms()) == MAILING.keys() | QUIET.keys()


@pytest.mark.parametrize("name", MAILING)
def test_one_network_has_its_share(client, name):
    SiteProfileFactory(email="amt@example.org")
    first = MAILING[name](client, 0)
    assert first.status_code == 302
    each = mails()
    assert each >= 1
    for number in range(1, TRIES):
        last = MAILING[name](client, number)
    assert mails() <= MOST * each
    assert last.status_code == 200
    assert SPOKEN.search(last.content.decode())
