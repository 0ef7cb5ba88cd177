"""What strangers may send to the addresses of passkeys, and who may add one (real ones: browser/test_login.py)."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django_otp_webauthn.models import WebAuthnCredential

from accounts import passkeys, sessions
from tests.factories.accounts import UserFactory
from tests.logging_in import log_in, with_app

pytestmark = pytest.mark.django_db

NAMES = ["passkey_login_begin", "passkey_login_complete", "passkey_add_begin", "passkey_add_complete"]
LOGIN_BEGIN, LOGIN_COMPLETE, ADD_BEGIN, ADD_COMPLETE = NAMES
BAD = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b'"x"',
    b"null",
    b"{}",
    b'{"id": 1, "rawId": [], "response": "x", "type": null}',
    b'{"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}',
    b'{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "!", "attestationObject": "!",'
    b' "authenticatorData": "AA", "signature": "AA", "userHandle": 7}}',
    b'{"id": "\\u0000", "rawId": "\\ud800", "type": "public-key", "response": {"clientDataJSON": "e30",'
    b' "attestationObject": "oA", "authenticatorData": "AA", "signature": "AA"}}',
]


def send(client, name, data=b"{}"):
    return client.post(reverse(name), data, content_type="application/json")


@pytest.mark.parametrize("name", NAMES)
def test_they_are_asked_by_post_only(client, name):
    client.force_login(UserFactory())
    assert client.get(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", NAMES)
def test_they_want_the_token_of_a_form(name):
    assert send(Client(enforce_csrf_checks=True), name).status_code == 403


@pytest.mark.parametrize("data", BAD)
@pytest.mark.parametrize(("begin", "name"), [(LOGIN_BEGIN, LOGIN_COMPLETE), (ADD_BEGIN, ADD_COMPLETE)])
def test_bad_input_gets_an_answer_and_opens_nothing(client, begin, name, data):
    client.force_login(UserFactory())
    assert send(client, begin).status_code == 200
    answer = send(client, name, data)
    assert 400 <= answer.status_code < 500
    assert answer.json()["detail"]
    assert not WebAuthnCredential.objects.exists()


@pytest.mark.parametrize("name", [LOGIN_COMPLETE, ADD_COMPLETE])
def test_nothing_is_completed_that_was_not_begun(client, name):
    client.force_login(UserFactory())
    assert send(client, name).status_code == 400


def test_strangers_add_none(client):
    assert send(client, ADD_BEGIN).status_code == 403


def test_who_knows_the_password_alone_adds_none_beside_the_app(client):
    user = UserFactory()
    with_app(user)
    log_in(client, user)
    assert send(client, ADD_BEGIN).status_code == 403


def test_a_while_after_the_login_none_is_added_without_the_password(client):
    client.force_login(UserFactory())
    session = client.session
    session["sure"] = sessions.unix_seconds() - sessions.REAUTH_SECONDS
    session.save()
    assert send(client, ADD_BEGIN).json()["code"] == "not_sure"


def test_strangers_are_told_of_no_account(client):
    options = send(client, LOGIN_BEGIN).json()
    assert options["userVerification"] == "required"
    assert options.get("allowCredentials", []) == []
    assert "erika" not in json.dumps(options)


def test_logins_are_not_begun_without_end(client):
    for _number in range(passkeys.MAX_CEREMONIES_PER_HOUR):
        assert send(client, LOGIN_BEGIN).status_code == 200
    assert send(client, LOGIN_BEGIN).status_code == 429


@pytest.mark.parametrize(
    ("is_active", "is_staff", "is_let_in"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_passkey_opens_to_nobody_who_is_locked_out(is_active, is_staff, is_let_in):
    user = UserFactory.build(is_active=is_active, is_staff=is_staff)
    passkey = WebAuthnCredential(user=user, confirmed=True)
    if is_let_in:
        passkeys.LoginComplete().check_device_usable(passkey)
        return
    with pytest.raises(passkeys.exceptions.UserDisabled):
        passkeys.LoginComplete().check_device_usable(passkey)


# --- What the browser is allowed


@pytest.mark.parametrize("address", ["/admin/login/", "/en/admin/login/"])
def test_the_login_may_ask_for_passkeys(client, address):
    policy = client.get(address)["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in policy


def test_so_may_the_login_that_carries_a_form_and_ones_own_access(client):
    assert "get=(self)" in client.post("/admin/news/article/add/", {"title_de": "x"})["Permissions-Policy"]
    client.force_login(UserFactory())
    assert "create=(self)" in client.get("/admin/access/")["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/admin/", "/kontakt/rueckmeldung/"])
def test_no_other_page_may(client, address):
    client.force_login(UserFactory())
    policy = client.get(address)["Permissions-Policy"]
    assert "publickey-credentials-get=()" in policy
    assert "publickey-credentials-create=()" in policy
