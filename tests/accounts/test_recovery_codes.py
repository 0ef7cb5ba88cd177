"""Recovery codes stand in the database as hashes only, and each works once."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from accounts import recovery_codes, second_factor
from accounts.models import RecoveryCode
from portal.operations.subject_requests.address_patterns import text_columns, unfiltered_rows
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def texts():
    """Every text that the database holds."""
    return [
        str(text)
        for model, field in text_columns()
        for text in unfiltered_rows(model).values_list(field.name, flat=True)
    ]


def test_no_recovery_code_can_be_read_in_the_database():
    codes = second_factor.make_recovery_codes(None, UserFactory())
    everything = "\n".join(texts())
    assert not [code for code in codes if code in everything or "".join(code.split()) in everything]


@pytest.mark.once
def test_a_recovery_code_is_too_long_to_be_guessed_and_is_typed_as_one_likes():
    user = UserFactory()
    codes = second_factor.make_recovery_codes(None, user)
    assert all(len(recovery_codes.ALPHABET) ** len("".join(code.split())) > 2**54 for code in codes)
    assert second_factor.find_device(user, codes[0].replace(" ", "").upper())
    assert second_factor.find_device(user, f" {codes[1]} ")


def test_of_two_who_type_the_same_code_at_the_same_moment_one_gets_in(monkeypatch):
    user = UserFactory()
    code = second_factor.make_recovery_codes(None, user)[-1]
    verify, other = recovery_codes.HASHER.verify, []

    def verify_while_another_logs_in(typed, stored):
        if not other:
            other.append(None)
            other.append(second_factor.find_device(user, code))
        return verify(typed, stored)

    monkeypatch.setattr(recovery_codes.HASHER, "verify", verify_while_another_logs_in)
    assert second_factor.find_device(user, code) is None
    assert other[1] == StaticDevice.objects.get()
    assert second_factor.codes_left(user) == 9


def test_codes_from_before_are_hashed_by_the_migration_and_go_on_working():
    user = UserFactory()
    device = StaticDevice.objects.create(user=user, name=second_factor.RECOVERY_NAME)
    StaticToken.objects.create(device=device, token="efgh5678")
    migration = import_module("accounts.migrations.0003_recovery_codes_as_hashes")
    migration.hash_codes(apps, SimpleNamespace(connection=connection))
    assert not StaticToken.objects.exists()
    assert "efgh5678" not in RecoveryCode.objects.get().hash
    assert second_factor.find_device(user, "EFGH 5678") == device
    assert second_factor.find_device(user, "efgh5678") is None
