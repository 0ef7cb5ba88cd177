"""How the list of imports tells what became of a run; one that is still at work is no failure."""

from types import SimpleNamespace as Given

import pytest

from importing.admin import ImportRunAdmin
from importing.models import ImportRun

pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("outcome", "is_running", "state", "fault"),
    [
        ("started", True, "running", "–"),
        ("started", False, "not finished", "It never ended: the process was stopped from outside."),
        ("done", False, "done", "–"),
        ("failed", False, "failed", "No table."),
    ],
)
def test_a_run_is_told_by_its_outcome_and_one_without_by_its_age(
    monkeypatch, outcome, is_running, state, fault
):
    monkeypatch.setattr(ImportRun, "is_running", lambda self: is_running)
    run = ImportRun(outcome=outcome, fault="No table." if outcome == "failed" else "")
    assert str(ImportRunAdmin.state(None, run)) == state
    assert str(ImportRunAdmin.fault_told(None, run)).startswith(fault)


@pytest.mark.parametrize(("name", "who"), [("Vera", "Vera"), ("", "a command")])
def test_an_import_without_a_name_came_by_a_command(name, who):
    assert str(ImportRunAdmin.who(None, Given(name=name))) == who


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, "–"),
        ({"created": 1493, "refused": 2}, "1,493 new, 2 refused"),
        (
            {"refused": 1, "removed": 2, "unchanged": 3, "changed": 4, "created": 5},
            "5 new, 4 changed, 3 unchanged, 2 removed, 1 refused",
        ),
    ],
)
def test_rows_are_counted_in_one_order(counts, told):
    assert ImportRunAdmin.rows(Given(opts=ImportRun._meta), ImportRun(**counts)) == told


def test_a_run_that_has_nothing_to_tell_says_so():
    assert ImportRunAdmin.told(None, ImportRun()) == "–"
