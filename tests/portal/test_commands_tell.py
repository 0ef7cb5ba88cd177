"""What a command tells the operator, asks of them and does at their word; the work itself is tried elsewhere."""

from collections import Counter
from types import SimpleNamespace as Given

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError
from django.utils import translation

from portal.backup import BackupFault
from portal.demo.removing import Removal
from portal.management.commands import (
    backup,
    load_demo,
    remove_demo,
    restore,
    run_due,
    run_tasks,
    subject_request,
)


def fail_with(error):
    def fail(*arguments, **options):
        raise error

    return fail


# --- The demo


@pytest.fixture
def removals(monkeypatch):
    """The `areas` with which the demo was removed, each time."""
    asked = []

    def remove(*, areas, progress):
        asked.append(areas)
        return Removal(Counter(plot=2, hall=1), ["Nordpark (used by Halle 1)"])

    monkeypatch.setattr(remove_demo, "remove", remove)
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


@pytest.mark.parametrize("word", ["--noinput", "--no-input"])
def test_what_went_and_what_stayed_of_the_demo_is_told(removals, capsys, word):
    call_command("remove_demo", word, "--areas")
    assert removals == [True]
    assert capsys.readouterr().out.splitlines() == [
        "Demo region removed: 2 plot, 1 hall.",
        "  kept: Nordpark (used by Halle 1)",
        "Drafts of the legal pages laid down: 7.",
    ]


def test_without_a_demo_that_is_told(removals, capsys, monkeypatch):
    monkeypatch.setattr(remove_demo, "remove", lambda **options: Removal())
    monkeypatch.setattr(remove_demo.drafts, "create_missing", lambda: 0)
    call_command("remove_demo", "--noinput")
    assert capsys.readouterr().out == "There was no sample content to remove.\n"


def test_what_was_loaded_is_told_with_the_logins_and_where_they_are_kept(capsys, monkeypatch, settings):
    monkeypatch.setattr(load_demo, "load", lambda progress: Counter(areas=3, plots=2))
    monkeypatch.setattr(load_demo, "create_logins", lambda: [("Editor", "e@example.org", "geheim")])
    monkeypatch.setattr(
        load_demo.people, "organisations", lambda: {"leipzig": "Stadt Leipzig", "region": "Büro"}
    )
    call_command("load_demo")
    assert capsys.readouterr().out.splitlines() == [
        "Demo region loaded: 3 areas, 2 plots.",
        "  Editor: e@example.org  geheim",
        "  (Reviewer and Editor belong to Stadt Leipzig.)",
        f"  (kept in {settings.VAR_DIR / 'demo-logins.txt'}; remove_demo takes them away)",
    ]


# --- Somebody asks what is stored


@pytest.fixture
def asked(monkeypatch):
    """What is told of and erased for whom, instead of doing it."""
    done = []
    monkeypatch.setattr(subject_request.telling, "found", lambda address: address)
    monkeypatch.setattr(subject_request.mentions, "unsent_mails", lambda address: [])
    for name in ("as_json", "as_text"):
        tell = lambda address, name=name: f"{name} {address} {translation.get_language()}"  # noqa: E731
        monkeypatch.setattr(subject_request.telling, name, tell)

    def erase(address):
        done.append(address)
        return Given(erased={"portal.Feedback": 2, "mentions": 1} if address == "eva@example.org" else {})

    monkeypatch.setattr(subject_request.erasing, "erase", erase)
    return done


@pytest.mark.parametrize(
    ("typed", "told", "erased"),
    [
        (["eva@example.org"], ["as_text eva@example.org de"], []),
        (["eva@example.org", "--json"], ["as_json eva@example.org de"], []),
        (["eva@example.org", "--language", "en"], ["as_text eva@example.org en"], []),
        (["eva@example.org", "--dry-run"], ["as_text eva@example.org de"], []),
        (["eva@example.org", "--erase", "--dry-run"], ["as_text eva@example.org de"], []),
        (
            ["eva@example.org", "--erase"],
            ["as_text eva@example.org de", "Erased: 2 portal.Feedback, 1 mentions"],
            ["eva@example.org"],
        ),
        (["x@example.org", "--erase"], ["as_text x@example.org de", "Erased: nothing"], ["x@example.org"]),
    ],
)
def test_a_person_is_told_as_they_wish_and_erased_only_on_demand(asked, capsys, typed, told, erased):
    call_command("subject_request", *typed)
    assert (capsys.readouterr().out.splitlines(), asked) == (told, erased)


def test_who_cannot_be_erased_is_told_in_a_sentence(asked, monkeypatch):
    refusal = ValidationError(["This is the only administrator.", "Make another one first."])
    monkeypatch.setattr(subject_request.erasing, "erase", fail_with(refusal))
    with pytest.raises(CommandError, match=r"^This is the only administrator\. Make another one first\.$"):
        call_command("subject_request", "eva@example.org", "--erase")


# --- What hinders is one sentence


@pytest.mark.parametrize(
    ("module", "name", "command"),
    [(backup, "save", ["backup", "/nowhere/x.tar"]), (restore, "restore", ["restore", "x.tar"])],
)
def test_a_backup_that_cannot_be_made_or_put_back_ends_with_why(monkeypatch, module, name, command):
    monkeypatch.setattr(module, name, fail_with(BackupFault("The disk is full.")))
    with pytest.raises(CommandError, match=r"^The disk is full\.$"):
        call_command(*command)


def test_a_round_without_a_database_says_so(monkeypatch):
    monkeypatch.setattr(run_due, "run_due", fail_with(OperationalError("no route to host")))
    with pytest.raises(CommandError, match=r"^The database is away, locked or full: no route to host$"):
        call_command("run_due")


@pytest.mark.parametrize("command", [["run_due", "--every", "1"], ["run_tasks", "--no-reload"], ["prepare"]])
def test_nothing_works_on_data_that_are_just_being_restored(monkeypatch, settings, command):
    settings.VAR_DIR.mkdir()
    in_use = run_due.serving.InUse("The data are just being restored.")
    monkeypatch.setattr(run_due.serving, "hold", fail_with(in_use))
    monkeypatch.setattr(run_tasks, "Worker", fail_with(AssertionError("A worker began.")))
    with pytest.raises(CommandError, match=r"^The data are just being restored\.$"):
        call_command(*command)
