"""The mail about strangers' guesses has a link whose page frees the account by one button, and does nothing else."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils import timezone

from accounts import audit, login_throttle, second_factor, unlocking
from accounts.models import Brake, LoginEvent
from mailing.models import OutgoingMail
from tests.factories.accounts import UserFactory
from tests.logging_in import PASSWORD, events, is_in, log_in, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def user(rf):
    """Somebody at whose password strangers guessed until it was locked."""
    user = UserFactory()
    for number in range(14):
        Brake.objects.update(open_at=timezone.now())
        login_throttle.begin_attempt(rf.post("/", REMOTE_ADDR=f"203.0.{number}.9"), user.email)
    LoginEvent.objects.create(kind="locked", user=user)
    return user


@pytest.fixture
def link(user):
    audit.notify_owners()
    return urlsplit(re.search(r"https?://\S+/unlock/\S+", OutgoingMail.objects.get().body)[0]).path


def test_the_button_of_the_mailed_page_frees_the_account(client, user, link):
    log_in(client, user)
    assert not is_in(client)
    for _scanner in range(2):
        assert "<button" in client.get(link).content.decode()
    log_in(client, user)
    assert not is_in(client), "what only looks at the page changes nothing"
    page = client.post(link)
    assert "aufgehoben" in page.content.decode()
    log_in(client, user)
    assert is_in(client)
    assert "unlocked" in events(user=user)


def test_it_logs_nobody_in_and_leaves_password_and_second_step_as_they_are(client, user, link):
    app = with_app(user)
    client.post(link)
    assert not is_in(client)
    assert {*client.cookies} <= {"csrftoken"}
    log_in(client, user, PASSWORD)
    assert not is_in(client), "the code is still asked for"
    assert second_factor.devices_of(user) == [app]


def test_guesses_at_codes_go_on_counting(client, user, link, rf):
    for _number in range(6):
        login_throttle.begin_attempt(rf.post("/"), user.email, "code")
    client.post(link)
    assert login_throttle.begin_attempt(rf.post("/"), user.email, "code").blocked_until


def test_it_may_be_pressed_again_until_it_is_too_old(client, user, link, monkeypatch):
    assert [client.post(link).status_code for _press in range(2)] == [200, 200]
    later = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 1)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    assert client.get(link).status_code == client.post(link).status_code == 404


def test_no_answer_says_whether_there_is_an_account(client, user, link):
    gone = UserFactory()
    tokens = [
        unlocking.make_token(gone),
        unlocking.make_token(UserFactory(is_active=False)),
        "x",
        "%00",
        "ä:ö:ü",
    ]
    gone.delete()
    addresses = [link[:-2] + "x/", *(f"/admin/unlock/{token}/" for token in tokens)]
    for method in (client.get, client.post):
        found = {
            (answer.status_code, re.search(r'id="content".*?</main>', answer.content.decode(), re.DOTALL)[0])
            for answer in map(method, addresses)
        }
        assert len(found) == 1
        assert "gilt nicht mehr" in found.pop()[1]
    assert Brake.objects.filter(key__contains="account").exists()


def test_the_browser_in_which_the_button_is_pressed_is_freed_as_well(client):
    """Its owner has mistyped there: wrong passwords of a known browser count apart."""
    user = UserFactory()
    log_in(client, user)
    client.post("/admin/logout/")
    for _number in range(14):
        Brake.objects.update(open_at=timezone.now())
        log_in(client, user, "falsch")
    log_in(client, user)
    assert not is_in(client)
    client.post(f"/admin/unlock/{unlocking.make_token(user)}/")
    log_in(client, user)
    assert is_in(client)


def test_the_page_says_that_wrong_codes_still_count(client, user, link):
    assert "falsche Codes des zweiten Schritts" in client.post(link).content.decode()
