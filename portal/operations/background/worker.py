"""The worker of django_tasks_db, made resilient to database outages.

Upstream's loop ends with any database error before or after a task, because its transaction opens outside its `try`.
Here each round is a call of upstream's loop, repeated after an outage (docs/adr/0050).
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
"""Before a task is retried that a database error interrupted."""

DATABASE_ERRORS = {f"{error.__module__}.{error.__qualname__}" for error in (OperationalError, InterfaceError)}


class Worker(db_worker.Worker):
    """Claiming, order, queues and times of tasks are upstream's."""

    done = 0

    def run(self):
        backoff = Backoff("worker")
        until_empty, self.batch = self.batch, True  # with `batch`, upstream's loop ends when no task is ready
        has_orphans = True  # of an earlier worker, or our own
        with heartbeat.hold_lock(leases.lease_name(self.worker_id)), heartbeat.hold_lock("worker"):
            while self.running:
                heartbeat.touch("worker")
                try:
                    if has_orphans:  # between rounds no task of ours runs: a running one was interrupted
                        leases.requeue_orphans(own=self.worker_id)
                        has_orphans = False
                    super().run()
                except Error as error:
                    has_orphans = True
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
        """Finish the current task, then end; a second signal does not abort it."""
        self.running = False
        if not self.running_task:
            raise SystemExit(0)
