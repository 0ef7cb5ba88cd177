"""Users made by a command or by code, and who of them are administrators."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_first_administrator_logs_in_with_the_password_that_the_command_was_given(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "Elster und Pleisse 7")
    call_command("createsuperuser", interactive=False, email="Chefin@EXAMPLE.org", name="Anna Berg")
    user = User.objects.get()
    assert user.email == "Chefin@example.org"
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert "Elster" not in user.password
    assert authenticate(username="chefin@example.org", password="Elster und Pleisse 7") == user
    assert authenticate(username="chefin@example.org", password="Elster und Pleisse 8") is None


def test_a_user_made_without_a_password_cannot_log_in_by_one():
    user = User.objects.create_user("anna@example.org")
    assert not user.has_usable_password()
    assert authenticate(username="anna@example.org", password="") is None
    assert not user.is_superuser


def test_the_last_administrator_is_the_only_one_who_can_get_in():
    first = User.objects.create_superuser("a@example.org")
    assert list(User.objects.last_administrator()) == [first]
    second = User.objects.create_superuser("b@example.org")
    assert not User.objects.last_administrator().exists()
    for lacking in ({"is_active": False}, {"is_staff": False}, {"is_superuser": False}):
        User.objects.filter(pk=second.pk).update(
            **{"is_active": True, "is_staff": True, "is_superuser": True} | lacking
        )
        assert list(User.objects.last_administrator()) == [first]
