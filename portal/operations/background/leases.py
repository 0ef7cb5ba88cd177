"""Tasks whose worker ended in the middle are given back to the queue.

Each worker holds a file that bears its id as long as it lives (`signs.hold`). A running task whose last worker holds
none belongs to nobody.
"""

import logging
import time

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.operations.background import heartbeat

logger = logging.getLogger("portal.background")

MAX_ATTEMPTS = 3
"""A task that was begun so often is not tried again: it may be what ends the workers."""

FILE_RETENTION_SECONDS = 24 * 60 * 60
"""Seconds after which the file of a worker that is gone is deleted: not of one that is just about to hold it."""


class Unfinished(Exception):
    """A task whose worker, or its database, ended in the middle each time."""


def lease_name(worker_id):
    return f"workers/{worker_id}"


def requeue_orphans(at=None, own=None):
    """Give back running tasks whose worker is gone, or is `own`; returns how many. Files of such workers go later."""
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
    """Let the task be run again, at once or later, or note that it failed when it was begun often enough.

    The row must still be as it was read, for somebody else may have given it back; returns whether it was.
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
