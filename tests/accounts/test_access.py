"""“Your access”: everybody's own second factors, recovery codes and logins."""

import re

import pytest
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import audit, second_factor, sessions
from accounts.models import LoginEvent, RecoveryCode, SecondFactorRule
from tests.accounts.test_second_factor import app_with, key_on
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.logging_in import PASSWORD, code_of, events, is_in, log_in, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.slow]

OVERVIEW, APP, CODES = (f"/admin/access/{page}" for page in ("", "app/", "codes/"))
PASSWORD_PAGE = "/admin/access/password/"


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def show_app(client, user):
    """Set up elsewhere, so that this login has to show it."""
    app = with_app(user)
    client.post("/admin/login/", {"code": code_of(app)})
    return app


def a_while_later(client):
    session = client.session
    session["sure"] = sessions.unix_seconds() - sessions.REAUTH_SECONDS
    session.save()


def test_an_app_is_set_up_and_recovery_codes_are_shown_once(client, user):
    app = app_with(key_on(client.get(APP)))
    answer = client.post(APP, {"code": code_of(app)})
    assert answer.url == CODES
    shown = re.findall(r"<code>([a-z ]+)</code>", client.post(CODES).content.decode())
    assert len(shown) == second_factor.codes_left(user) == 10
    page = client.get(CODES).content.decode()
    assert not [code for code in shown if code in page]
    assert events(user=user) == ["factor_added", "codes_made"]
    assert is_in(client)


def test_a_wrong_first_code_stores_nothing(client, user):
    client.get(APP)
    assert client.post(APP, {"code": "000000"}).context["form"].errors
    assert TOTPDevice.objects.count() == 0


def test_new_recovery_codes_take_the_place_of_the_old_ones(client, user):
    show_app(client, user)
    old = second_factor.make_recovery_codes(None, user)
    client.post(CODES)
    assert second_factor.find_device(user, old[0]) is None
    assert RecoveryCode.objects.count() == 10


def test_without_a_second_factor_there_are_no_recovery_codes(client, user):
    client.post(CODES)
    assert RecoveryCode.objects.count() == 0


@pytest.mark.parametrize("page", [APP, CODES])
def test_a_while_after_the_login_the_password_is_asked_again(client, user, page):
    show_app(client, user)
    a_while_later(client)
    answer = client.post(page)
    assert answer.url.startswith(PASSWORD_PAGE)
    assert RecoveryCode.objects.count() == 0
    wrong = client.post(PASSWORD_PAGE, {"password": "falsch", "next": page})
    assert wrong.context["form"].errors
    assert client.post(PASSWORD_PAGE, {"password": PASSWORD, "next": page}).url == page
    assert client.get(page).status_code == 200


def test_the_password_asked_again_leads_to_no_other_site(client, user):
    answer = client.post(PASSWORD_PAGE, {"password": PASSWORD, "next": "https://example.net/"})
    assert answer.url == OVERVIEW


def test_the_password_asked_again_cannot_be_guessed_either(client, user):
    for number in range(30):
        answer = client.post(PASSWORD_PAGE, {"password": f"falsch-{number}"})
    assert [error.code for error in answer.context["form"].errors.as_data()["password"]] == ["too_many"]


def test_the_old_password_cannot_be_guessed_when_a_new_one_is_chosen(client, user):
    data = {"new_password1": "ein-anderes-langes", "new_password2": "ein-anderes-langes"}
    for number in range(30):
        client.post("/admin/password_change/", data | {"old_password": f"falsch-{number}"})
    client.post("/admin/password_change/", data | {"old_password": PASSWORD})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_device_is_removed_with_the_password_only(client, user):
    app = show_app(client, user)
    second_factor.make_recovery_codes(None, user)
    page = reverse("admin:access_remove", args=[app.persistent_id])
    client.post(page, {"password": "falsch"})
    assert TOTPDevice.objects.count() == 1
    client.post(page, {"password": PASSWORD})
    assert TOTPDevice.objects.count() == RecoveryCode.objects.count() == 0
    assert audit.notify_owners() == 1


def test_nobody_removes_anothers_device(client, user):
    other = with_app(UserFactory())
    page = reverse("admin:access_remove", args=[other.persistent_id])
    assert client.post(page, {"password": PASSWORD}).status_code == 404
    assert TOTPDevice.objects.count() == 1


def test_who_removes_the_last_one_a_role_demands_has_to_set_up_another(client):
    SecondFactorRule.objects.create(role="editor", is_needed=True)
    user = MembershipFactory(role="editor").user
    log_in(client, user)
    app = show_app(client, user)
    client.post(reverse("admin:access_remove", args=[app.persistent_id]), {"password": PASSWORD})
    assert not is_in(client)
    assert "<svg" in client.get("/admin/login/").content.decode()


def test_everybody_sees_their_own_logins_and_no_others(client, user):
    LoginEvent.objects.create(kind="failed", user=user, network="192.0.2.0/24")
    LoginEvent.objects.create(kind="failed", user=UserFactory(), network="198.51.100.0/24")
    page = client.get(OVERVIEW).content.decode()
    assert "192.0.2.0/24" in page
    assert "198.51.100.0/24" not in page
