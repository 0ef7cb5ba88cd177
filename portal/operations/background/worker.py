"""The worker of django_tasks_db, made to outlive what it depends on.

Upstream's loop ends with any error of the database that comes before or after a task: its transaction opens outside
the `try` that forgives. Here each round is upstream's own, and what ends it is waited for (docs/adr/0050).
"""

import time
from datetime import timedelta

from django.db import Error, InterfaceError, OperationalError
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands import db_worker

from portal.operations.background import heartbeat, leases
from portal.operations.background.outages import Backoff
from portal.server.purging import purge_if_changed

RETRY_DELAY = timedelta(minutes=1)
"""Until a task is tried again that the database failed in the middle."""

DATABASE_ERRORS = {f"{error.__module__}.{error.__qualname__}" for error in (OperationalError, InterfaceError)}


class Worker(db_worker.Worker):
    """Claims, order, queues and times of tasks are upstream's."""

    done = 0

    def run(self):
        backoff = Backoff("worker")
        until_empty, self.batch = self.batch, True  # a round of upstream's loop ends when no task is ready
        lost = True  # what an earlier worker left behind, or we ourselves
        with heartbeat.hold_lock(leases.lease_name(self.worker_id)), heartbeat.hold_lock("worker"):
            while self.running:
                heartbeat.touch("worker")
                try:
                    if (
                        lost
                    ):  # between two tasks none of our own can be running: such a one ended with the database
                        leases.requeue_orphans(own=self.worker_id)
                        lost = False
                    super().run()
                except Error as error:
                    lost = True
                    backoff.wait_after(error)
                    continue
                backoff.reset()
                if until_empty or (self.max_tasks is not None and self.done >= self.max_tasks):
                    return
                if self.running:
                    time.sleep(self.interval)

    def run_task(self, db_task_result):
        heartbeat.touch("worker")
        super().run_task(db_task_result)
        self.done += 1
        purge_if_changed()
        if (
            db_task_result.status == TaskResultStatus.FAILED
            and db_task_result.exception_class_path in DATABASE_ERRORS
        ):
            leases.requeue(db_task_result, run_after=timezone.now() + RETRY_DELAY)

    def shutdown(self, signum, frame):
        """Told to end, the worker finishes its task. Told so twice, by a supervisor and by a script, it still does."""
        self.running = False
        if not self.running_task:
            raise SystemExit(0)
