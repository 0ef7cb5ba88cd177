"""The worker outlives its database, and no task stays begun for ever."""

import fcntl
import logging
import os
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet

from portal.operations.background import heartbeat, leases, outages
from portal.operations.background.leases import MAX_ATTEMPTS, requeue_orphans
from portal.operations.duties import DUTIES

pytestmark = pytest.mark.django_db(transaction=True)

done = []
mishaps = []


@task
def work(what):
    if mishaps:
        raise mishaps.pop()
    if what == "until told to end":
        for _told in ("by a supervisor", "by a script"):
            os.kill(os.getpid(), signal.SIGTERM)
    done.append(what)


@pytest.fixture(autouse=True)
def queue(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    monkeypatch.setattr(outages, "MIN_DELAY", 0.001)
    done.clear()
    mishaps.clear()


def work_off(**options):
    call_command("run_tasks", queue_name="*", interval=0, batch=True, reload=False, **options)


def begun_by(*workers):
    """A task that the last of these workers is at."""
    work.enqueue("begun")
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now(), worker_ids=list(workers))
    return DBTaskResult.objects.get()


@pytest.mark.parametrize("kind", [OperationalError, InterfaceError, DatabaseError])
@pytest.mark.parametrize("method", ["get_locked", "ready"])
def test_a_database_that_fails_between_tasks_is_waited_for(monkeypatch, caplog, kind, method):
    work.enqueue("mail")
    right, errors = getattr(DBTaskResultQuerySet, method), [kind("gone"), kind("gone")]

    def failing(self):
        if errors:
            raise errors.pop()
        return right(self)

    monkeypatch.setattr(DBTaskResultQuerySet, method, failing)
    work_off()
    assert done == ["mail"]
    assert [record.getMessage() for record in caplog.records if record.name == "portal.background"] == [
        "The worker waits for the database and tries again by itself: gone",
        "The worker has its database back and goes on.",
    ]


def test_a_worker_that_is_told_to_end_finishes_its_task_and_begins_no_other():
    work.enqueue("until told to end")
    work.enqueue("mail")
    call_command("run_tasks", queue_name="*", interval=0, batch=False, reload=False)
    assert done == ["until told to end"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]


def test_a_task_whose_end_could_not_be_noted_is_run_once_more(monkeypatch):
    work.enqueue("mail")
    right, errors = DBTaskResult.save, [OperationalError("gone")] * 6

    def save(self, **options):
        if self.status in {"SUCCESSFUL", "FAILED"} and errors:
            raise errors.pop()
        return right(self, **options)

    monkeypatch.setattr(DBTaskResult, "save", save)
    work_off()
    assert done == ["mail", "mail"]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_task_that_the_database_failed_is_tried_again_later():
    work.enqueue("mail")
    mishaps.append(OperationalError("database is locked"))
    work_off()
    waiting = DBTaskResult.objects.get()
    assert waiting.status == "READY"
    assert waiting.run_after > timezone.now()
    DBTaskResult.objects.update(run_after=timezone.now())
    work_off()
    assert done == ["mail"]


def test_a_task_that_fails_by_itself_is_not():
    work.enqueue("mail")
    mishaps.append(RuntimeError("of its own"))
    work_off()
    assert DBTaskResult.objects.get().status == "FAILED"


def test_a_worker_takes_up_what_one_before_it_left_behind():
    begun_by("gone")
    work_off()
    assert done == ["begun"]


def test_the_clock_gives_back_what_a_worker_left_behind_who_never_came_again():
    assert requeue_orphans in DUTIES
    begun_by("gone")
    assert requeue_orphans() == 1
    assert DBTaskResult.objects.get().status == "READY"


def test_what_a_living_worker_does_is_left_to_it():
    begun_by("gone", "living")
    with heartbeat.hold_lock("workers/living"):
        assert requeue_orphans() == 0
        work_off()
    assert done == []
    assert requeue_orphans() == 1


def test_a_worker_that_cannot_say_that_it_lives_begins_nothing(settings, tmp_path):
    """Its task would be given to another one while it works at it."""
    settings.VAR_DIR = tmp_path
    heartbeat.touch("worker")
    (tmp_path / "alive" / "workers").touch()
    work.enqueue("alone")
    with pytest.raises(OSError, match="workers"):
        work_off()
    assert done == []


def test_a_task_that_ends_its_workers_is_given_up_and_seen(caplog):
    begun_by(*map(str, range(MAX_ATTEMPTS)))
    assert requeue_orphans() == 1
    given_up = DBTaskResult.objects.get()
    assert given_up.status == "FAILED"
    assert "never finished" in given_up.traceback
    assert f"{__name__}.work was begun 3 times" in caplog.text


def test_a_task_that_another_gave_back_meanwhile_is_left_alone():
    task = begun_by("gone")
    leases.requeue(task)
    assert leases.requeue(task) == 0


def test_files_of_workers_that_are_gone_do_not_pile_up():
    for worker in ("gone", "living", "new"):
        heartbeat.hold_lock(f"workers/{worker}").close()
    for worker in ("gone", "living"):
        os.utime(heartbeat.heartbeat_file(f"workers/{worker}"), (0, 0))
    with heartbeat.heartbeat_file("workers/living").open() as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        requeue_orphans()
        assert sorted(path.name for path in heartbeat.heartbeat_file("workers").iterdir()) == [
            "living",
            "new",
        ]


def test_tasks_that_go_well_write_no_line_and_failures_name_the_task(caplog):
    caplog.set_level(logging.NOTSET)
    work.enqueue("mail")
    work_off()
    assert [record for record in caplog.records if record.name in {"django.tasks", "django_tasks_db"}] == []
    work.enqueue("mail")
    mishaps.append(RuntimeError("of its own"))
    work_off()
    [told] = [record for record in caplog.records if record.name == "django.tasks"]
    assert f"{__name__}.work" in told.getMessage()
    assert "FAILED" in told.getMessage()


def test_queues_and_times_are_kept():
    work.using(queue_name="other").enqueue("other")
    work.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    call_command("run_tasks", queue_name="default", interval=0, batch=True, reload=False)
    assert done == []
    work_off()
    assert done == ["other"]
