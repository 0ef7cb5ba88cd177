"""On what worker, clock and signs of life decide, each condition by itself; no process and no database."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace as Given

import pytest
from django.db import OperationalError
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from portal import duties
from portal.background import claims, signs
from portal.background import worker as workers
from portal.background.signs import LONGEST_STEP, SILENT_AFTER, SignOfLife

LATER = timezone.now() + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("begun", "is_there", "given_back", "failed"),
    [
        (claims.MOST_ATTEMPTS - 1, True, 1, False),
        (claims.MOST_ATTEMPTS - 1, False, 0, False),
        (claims.MOST_ATTEMPTS, True, 1, True),
        (claims.MOST_ATTEMPTS, False, 0, False),
    ],
)
@pytest.mark.parametrize("run_after", [None, LATER])
def test_a_task_is_given_back_until_it_was_begun_too_often(
    monkeypatch, begun, is_there, given_back, failed, run_after
):
    asked, written, errors = {}, {}, []

    def update(**values):
        written.update(values)
        return int(is_there)

    rows = Given(
        filter=lambda **wanted: asked.update(wanted) or Given(update=update, exists=lambda: is_there)
    )
    monkeypatch.setattr(claims, "DBTaskResult", Given(objects=rows))
    task = Given(
        pk=7,
        status="RUNNING",
        worker_ids=["w"] * begun,
        run_after="then",
        task_path="a.b",
        set_failed=errors.append,
    )
    assert claims.give_back(task, run_after) == given_back
    assert asked == {"pk": 7, "status": "RUNNING", "worker_ids": ["w"] * begun}
    assert bool(errors) is failed
    if begun < claims.MOST_ATTEMPTS:
        assert written == {
            "status": TaskResultStatus.READY,
            "started_at": None,
            "finished_at": None,
            "run_after": run_after or "then",
            "exception_class_path": "",
            "traceback": "",
        }


@pytest.mark.parametrize(
    ("workers_of_task", "alive", "is_given_back"),
    [(["dead", "living"], "living", False), (["living", "dead"], "living", True), (["dead"], "", True)],
)
def test_the_last_worker_of_a_task_is_asked_whether_it_lives(
    monkeypatch, settings, workers_of_task, alive, is_given_back
):
    task, given = Given(worker_ids=workers_of_task), []
    monkeypatch.setattr(
        claims, "DBTaskResult", Given(objects=Given(running=lambda: [task, Given(worker_ids=[alive or "x"])]))
    )
    monkeypatch.setattr(claims, "is_alive", lambda worker: worker in (alive, "x"))
    monkeypatch.setattr(claims, "give_back", lambda task: given.append(task) or 1)
    assert claims.take_back_orphans() == int(is_given_back)
    assert given == [task] * is_given_back


def test_of_a_worker_only_what_it_began_last_is_its_own(monkeypatch):
    tasks = [Given(worker_ids=ids) for ids in (["a"], ["b", "a"], ["a", "b"], [])]
    monkeypatch.setattr(claims, "DBTaskResult", Given(objects=Given(running=lambda: tasks)))
    assert claims.running_of("a") == tasks[:2]


@pytest.fixture
def rounds(monkeypatch):
    """Upstream's rounds of a worker, each a function of its own; the worker that goes them, and how long it rested."""
    rested = []

    @contextmanager
    def held(*_names):
        yield Given(step=lambda: rested.append("step"))

    def go(*deeds, **more):
        worker = workers.Worker.__new__(workers.Worker)
        vars(worker).update(
            {"worker_id": "w", "batch": False, "running": True, "max_tasks": None, "interval": 3}
            | {"_run_tasks": 0, "queue_names": [], "backend_name": "default"}
            | more
        )
        left = list(deeds)
        monkeypatch.setattr(db_worker.Worker, "run", lambda self: left.pop(0)(self))
        monkeypatch.setattr(workers.Worker, "take_back", lambda self: rested.append("take back"))
        monkeypatch.setattr(workers.claims, "hold", held)
        monkeypatch.setattr(workers, "SignOfLife", held)
        monkeypatch.setattr(workers.time, "sleep", rested.append)
        monkeypatch.setattr(
            workers,
            "Patience",
            lambda who: Given(wait_out=lambda error: rested.append("wait"), over=lambda: None),
        )
        worker.run()
        return [deed for deed in rested if deed != "step"], left

    return go


def nothing(worker):
    pass


def ends(worker):
    worker.running = False


def fails(worker):
    raise OperationalError


def one_task(worker):
    worker._run_tasks += 1


def test_a_worker_goes_rounds_until_it_is_told_to_end(rounds):
    assert rounds(nothing, nothing, ends) == (["take back", 3, 3], [])


def test_a_worker_that_ends_when_nothing_is_left_goes_one_round(rounds):
    assert rounds(nothing, nothing, batch=True) == (["take back"], [nothing])


def test_a_worker_of_a_number_of_tasks_ends_with_the_last(rounds):
    assert rounds(one_task, one_task, one_task, max_tasks=2) == (["take back", 3], [one_task])


def test_after_each_outage_what_was_lost_is_taken_back_first(rounds):
    assert rounds(fails, nothing, ends) == (["take back", "wait", "take back", 3], [])


@pytest.mark.parametrize(
    ("status", "error", "is_given_back"),
    [
        (TaskResultStatus.FAILED, "django.db.utils.OperationalError", True),
        (TaskResultStatus.FAILED, "django.db.utils.InterfaceError", True),
        (TaskResultStatus.FAILED, "builtins.ValueError", False),
        (TaskResultStatus.SUCCESSFUL, "django.db.utils.OperationalError", False),
    ],
)
def test_only_what_the_database_failed_is_tried_again(monkeypatch, status, error, is_given_back):
    done = []
    monkeypatch.setattr(db_worker.Worker, "run_task", lambda self, result: done.append("run"))
    monkeypatch.setattr(workers, "purge_if_changed", lambda: done.append("purge"))
    monkeypatch.setattr(workers.claims, "give_back", lambda result, run_after: done.append(run_after))
    worker = workers.Worker.__new__(workers.Worker)
    worker.sign = Given(step=lambda: done.append("step"))
    before = timezone.now() + timedelta(minutes=1)
    worker.run_task(Given(status=status, exception_class_path=error))
    assert done[:3] == ["step", "run", "purge"]
    assert len(done) == 3 + is_given_back
    assert not is_given_back or before <= done[3] <= timezone.now() + timedelta(minutes=1)


@pytest.mark.parametrize("is_busy", [True, False])
def test_a_worker_that_is_told_to_end_finishes_its_task(is_busy):
    worker = workers.Worker.__new__(workers.Worker)
    worker.running, worker.running_task = True, is_busy
    if is_busy:
        worker.shutdown(15, None)
    else:
        with pytest.raises(SystemExit) as ended:
            worker.shutdown(15, None)
        assert ended.value.code == 0
    assert worker.running is False


@pytest.mark.parametrize(
    ("started", "worker", "silent"),
    [
        (None, None, set()),
        (1000 - SILENT_AFTER + 1, None, set()),
        (1000 - SILENT_AFTER, None, {"worker"}),
        (0, 1000 - SILENT_AFTER, {"worker"}),
        (0, 1000 - SILENT_AFTER + 1, set()),
    ],
)
def test_a_part_is_silent_after_its_time_and_never_before_the_start(monkeypatch, started, worker, silent):
    heard = {"start": started, "worker": worker, "clock": 1000}
    monkeypatch.setattr(signs, "last_sign", heard.get)
    assert set(signs.silent_since(1000)) == silent


@pytest.mark.parametrize(
    ("seconds", "is_given"), [(0, True), (LONGEST_STEP - 1, True), (LONGEST_STEP, False)]
)
def test_a_sign_is_given_as_long_as_the_work_goes_on(monkeypatch, seconds, is_given):
    now, touched = [100], []
    monkeypatch.setattr(signs, "touch", touched.append)
    sign = SignOfLife("clock", clock=lambda: now[0])
    now[0] += seconds
    sign.give()
    assert touched == ["clock"] * is_given
    sign.step()
    sign.give()
    assert touched[-1:] == ["clock"]


def test_a_round_of_duties_ends_where_the_database_is_away_and_with_nothing_else():
    done = []

    def away(at):
        raise OperationalError from Locked()

    def broken(at):
        raise ValueError

    def good(at):
        done.append(at)

    assert duties.run_due(LATER, [broken, good]) == [f"{__name__}.broken"]
    assert done == [LATER]
    with pytest.raises(OperationalError):
        duties.run_due(LATER, [away, good])
    assert done == [LATER]
    assert duties.run_due(LATER, []) == []


class Locked(Exception):
    sqlite_errorcode = 5
