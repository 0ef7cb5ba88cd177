"""Keys of apps stand in the database encrypted, and a login says what to do when they cannot be read any more."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import app_keys, second_factor
from accounts.models import AuthenticatorApp
from tests.accounts.test_recovery_codes import texts
from tests.accounts.test_second_factor import app_with, give_code, key_on
from tests.factories.accounts import UserFactory
from tests.logging_in import code_of, is_in, log_in, with_app

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PAGE = "/admin/access/app/"


def test_no_key_of_an_app_can_be_read_in_the_database(client):
    user = UserFactory()
    client.force_login(user)
    shown = key_on(client.get(PAGE))
    app = app_with(shown)
    assert not {app.key, shown} & {*client.session.values()}, "while it is being set up"
    client.post(PAGE, {"code": code_of(app)})
    everything = "\n".join(texts())
    assert app.key not in everything
    assert shown not in everything
    client.logout()
    log_in(client, user)
    give_code(client, code_of(app, 1))
    assert is_in(client)


def test_a_login_says_what_to_do_when_the_key_that_opens_them_is_another(client, settings):
    user = UserFactory()
    app = with_app(user)
    codes = second_factor.make_recovery_codes(None, user)
    code = code_of(app)
    settings.SECOND_FACTOR_KEY = "another"
    log_in(client, user)
    page = client.post("/en/admin/login/", {"code": code}).content.decode()
    assert "can no longer check the codes of your app" in page
    give_code(client, codes[0])
    assert is_in(client)
    assert "no longer works" in client.get("/en/admin/access/").content.decode()
    again = app_with(key_on(client.get(PAGE)))
    client.post(PAGE, {"code": code_of(again)})
    client.logout()
    log_in(client, user)
    give_code(client, code_of(again, 1))
    assert is_in(client), "beside the one that cannot be read"


def test_a_setup_that_another_key_began_begins_anew(client, settings):
    client.force_login(UserFactory())
    before = key_on(client.get(PAGE))
    settings.SECOND_FACTOR_KEY = "another"
    assert key_on(client.get(PAGE)) != before


@pytest.mark.parametrize("stored", ["", "ä", "abc", "0" * 40, "cut"])
def test_what_was_not_encrypted_by_this_key_is_never_taken_for_a_key(stored):
    if stored == "cut":
        stored = app_keys.generate_key()[:-4] + "AAA="
    assert not AuthenticatorApp(key=stored).is_readable


def test_a_key_is_encrypted_differently_each_time():
    assert app_keys.decrypt(app_keys.encrypt(b"key")) == b"key"
    assert app_keys.encrypt(b"key") != app_keys.encrypt(b"key")
    assert len(app_keys.generate_key()) <= TOTPDevice._meta.get_field("key").max_length


def test_keys_from_before_are_encrypted_by_the_migration_and_the_apps_go_on_working(client):
    user = UserFactory()
    plain = TOTPDevice.objects.create(user=user, name="App")
    migration = import_module("accounts.migrations.0004_keys_of_apps_encrypted")
    migration.encrypt_keys(apps, type("Editor", (), {"connection": connection}))
    assert plain.key not in TOTPDevice.objects.get().key
    assert second_factor.find_device(user, code_of(plain)).pk == plain.pk


def test_an_app_of_before_keeps_its_login_open(client):
    """Sessions name the device by the library's own model."""
    user = UserFactory()
    app = with_app(user)
    log_in(client, user)
    session = client.session
    session["otp_device_id"] = f"otp_totp.totpdevice/{app.pk}"
    session.save()
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_wrong_code_is_only_wrong_where_another_app_can_be_read(client, settings):
    user = UserFactory()
    with_app(user)
    settings.SECOND_FACTOR_KEY = "another"
    with_app(user)
    log_in(client, user)
    page = client.post("/en/admin/login/", {"code": "000000"}).content.decode()
    assert "can no longer check" not in page
    assert "This code is not right" in page
