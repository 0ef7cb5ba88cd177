"""What a command asks of the operator and does at their word, and what hinders it, in one sentence."""

from collections import Counter

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from portal.demo.removing import Removal
from portal.management.commands import remove_demo
from portal.server import data_lock
from tests.factories.accounts import UserFactory


def fail_with(error):
    def fail(*arguments, **options):
        raise error

    return fail


@pytest.fixture
def removals(monkeypatch):
    """The `areas` with which the demo was removed, each time."""
    asked = []

    def remove(*, areas, progress):
        asked.append(areas)
        return Removal(Counter(plot=2, hall=1), ["Nordpark (used by Halle 1)"])

    monkeypatch.setattr(remove_demo, "remove_demo", remove)
    monkeypatch.setattr(remove_demo.drafts, "create_missing", lambda: 7)
    return asked


@pytest.mark.parametrize(
    ("answer", "is_removed"),
    [
        ("y", True),
        (" Yes ", True),
        ("J", True),
        ("ja", True),
        ("", False),
        ("n", False),
        ("yesterday", False),
    ],
)
def test_the_demo_goes_when_somebody_says_yes(removals, monkeypatch, answer, is_removed):
    monkeypatch.setattr("builtins.input", lambda prompt: answer)
    if is_removed:
        call_command("remove_demo")
    else:
        with pytest.raises(CommandError, match=r"Nothing was removed\."):
            call_command("remove_demo")
    assert removals == [False] * is_removed


def test_the_demo_stays_where_nobody_can_be_asked(removals, monkeypatch):
    monkeypatch.setattr("builtins.input", fail_with(EOFError))
    with pytest.raises(CommandError, match=r"Nothing was removed\."):
        call_command("remove_demo")
    assert removals == []


@pytest.mark.django_db
def test_who_cannot_be_erased_is_told_in_a_sentence(settings):
    settings.VAR_DIR.mkdir(exist_ok=True)
    UserFactory(administrator=True, email="eva@example.org")
    with pytest.raises(CommandError, match="only administrator|einzige Person mit Administrationsrechten"):
        call_command("subject_request", "eva@example.org", "--erase")


@pytest.mark.parametrize("command", [["run_due", "--every", "1"], ["run_tasks", "--no-reload"], ["prepare"]])
def test_nothing_works_on_data_that_are_just_being_restored(monkeypatch, settings, command):
    settings.VAR_DIR.mkdir()
    in_use = data_lock.DataInUse("The data are just being restored.")
    monkeypatch.setattr(data_lock, "hold_shared", fail_with(in_use))
    with pytest.raises(CommandError, match=r"^The data are just being restored\.$"):
        call_command(*command)
