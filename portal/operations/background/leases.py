"""Requeues tasks whose worker died.

Each worker locks a file named by its id while it runs (`heartbeat.hold_lock`). A running task whose last worker holds
no lock is an orphan.
"""

import logging
import time

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.operations.background import heartbeat

logger = logging.getLogger("portal.background")

MAX_ATTEMPTS = 3
"""A task started this often is not retried: it may be what kills the workers."""

FILE_RETENTION_SECONDS = 24 * 60 * 60
"""Before the file of a dead worker is deleted, so that no starting worker loses its own."""


class Unfinished(Exception):
    """The task was interrupted each time."""


def lease_name(worker_id):
    return f"workers/{worker_id}"


def requeue_orphans(at=None, own=None):
    """Requeue running tasks whose worker is dead or `own`; return how many. Also deletes old files of dead workers."""
    for file in heartbeat.heartbeat_file(lease_name("")).glob("*"):
        name = lease_name(file.name)
        if (
            not heartbeat.is_held(name)
            and (heartbeat.last_beat(name) or 0) < time.time() - FILE_RETENTION_SECONDS
        ):
            file.unlink(missing_ok=True)
    orphans = [
        task
        for task in DBTaskResult.objects.running()
        if not any(worker != own and heartbeat.is_held(lease_name(worker)) for worker in task.worker_ids[-1:])
    ]
    return sum(requeue(task) for task in orphans)


def requeue(task, run_after=None):
    """Make the task ready again, or mark it failed after MAX_ATTEMPTS.

    Changes nothing if the row changed since it was read; returns whether it was changed.
    """
    row = DBTaskResult.objects.filter(pk=task.pk, status=task.status, worker_ids=task.worker_ids)
    if len(task.worker_ids) < MAX_ATTEMPTS:
        return row.update(
            status=TaskResultStatus.READY,
            started_at=None,
            finished_at=None,
            run_after=run_after or task.run_after,
            exception_class_path="",
            traceback="",
        )
    if given_up := row.exists():
        task.set_failed(Unfinished(f"Begun {MAX_ATTEMPTS} times and never finished."))
        logger.error("The task %s was begun %s times and never finished.", task.task_path, MAX_ATTEMPTS)
    return int(given_up)
