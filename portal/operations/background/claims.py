"""Tasks whose worker ended in the middle are given back to the queue.

Each worker holds a file that bears its id as long as it lives (`signs.hold`). A running task whose last worker holds
none belongs to nobody.
"""

import logging
import time

from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from portal.operations.background import signs

logger = logging.getLogger("portal.background")

MOST_ATTEMPTS = 3
"""A task that was begun so often is not tried again: it may be what ends the workers."""

FILES_KEPT = 24 * 60 * 60
"""Seconds after which the file of a worker that is gone is deleted: not of one that is just about to hold it."""


class Unfinished(Exception):
    """A task whose worker, or its database, ended in the middle each time."""


def name_of(worker_id):
    return f"workers/{worker_id}"


def take_back_orphans(at=None, own=None):
    """Give back running tasks whose worker is gone, or is `own`; returns how many. Files of such workers go later."""
    for file in signs.sign_file(name_of("")).glob("*"):
        name = name_of(file.name)
        if not signs.is_held(name) and (signs.last_sign(name) or 0) < time.time() - FILES_KEPT:
            file.unlink(missing_ok=True)
    orphans = [
        task
        for task in DBTaskResult.objects.running()
        if not any(worker != own and signs.is_held(name_of(worker)) for worker in task.worker_ids[-1:])
    ]
    return sum(give_back(task) for task in orphans)


def give_back(task, run_after=None):
    """Let the task be run again, at once or later, or note that it failed when it was begun often enough.

    The row must still be as it was read, for somebody else may have given it back; returns whether it was.
    """
    row = DBTaskResult.objects.filter(pk=task.pk, status=task.status, worker_ids=task.worker_ids)
    if len(task.worker_ids) < MOST_ATTEMPTS:
        return row.update(
            status=TaskResultStatus.READY,
            started_at=None,
            finished_at=None,
            run_after=run_after or task.run_after,
            exception_class_path="",
            traceback="",
        )
    if given_up := row.exists():
        task.set_failed(Unfinished(f"Begun {MOST_ATTEMPTS} times and never finished."))
        logger.error("The task %s was begun %s times and never finished.", task.task_path, MOST_ATTEMPTS)
    return int(given_up)
