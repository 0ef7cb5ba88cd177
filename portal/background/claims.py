"""Tasks whose worker ended in the middle are given back to the queue.

Each worker holds a lock of the operating system as long as it lives (flock, as portal.serving does), on a file that
bears its id under VAR_DIR. A running task whose last worker holds none belongs to nobody.
"""

import fcntl
import logging
import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger("portal.background")

MOST_ATTEMPTS = 3
"""A task that was begun so often is not tried again: it may be what ends the workers."""


class Unfinished(Exception):
    """A task whose worker, or its database, ended in the middle each time."""


def lock_file(worker_id):
    return Path(settings.VAR_DIR) / "workers" / worker_id


def hold(worker_id):
    """Say, until the file returned is closed, that this worker lives."""
    lock_file(worker_id).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    while True:
        file = lock_file(worker_id).open("a")
        fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):  # somebody took it away for a dead one's, just before the lock
            if os.path.samestat(lock_file(worker_id).stat(), os.fstat(file.fileno())):
                return file
        file.close()


def is_alive(worker_id):
    """Whether the worker holds its lock. The file of a dead one is taken away."""
    if not worker_id.isalnum():
        return False  # none of ours
    try:
        with lock_file(worker_id).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            lock_file(worker_id).unlink(missing_ok=True)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def running_of(worker_id):
    """Tasks that this worker was the last to begin, and that are not finished."""
    return [task for task in DBTaskResult.objects.running() if task.worker_ids[-1:] == [worker_id]]


def take_back_orphans(at=None):
    """Give back running tasks whose worker is gone; returns how many. The files of such workers are taken away."""
    for file in lock_file("").glob("*"):
        is_alive(file.name)
    orphans = [
        task for task in DBTaskResult.objects.running() if not any(map(is_alive, task.worker_ids[-1:]))
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
