import logging

from django.core.management.base import CommandError
from django.utils.autoreload import run_with_reloader
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from portal.operations.background.worker import Worker
from portal.server import data_lock


class Command(db_worker.Command):
    help = "Run the tasks that wait in the background, until ended (SIGTERM); a database that is away is waited for."

    def configure_logging(self, verbosity):
        """Log failures only: each successful task would add lines, two for each mail."""
        super().configure_logging(verbosity)
        if verbosity == 1:
            for name in ("django.tasks", "django_tasks_db"):
                logging.getLogger(name).setLevel(logging.WARNING)

    def handle(self, *, verbosity, queue_name, exclude_queues, reload, batch, worker_id=None, **options):
        self.configure_logging(verbosity)
        try:
            data_lock.hold_shared()
        except data_lock.DataInUse as error:
            raise CommandError(error) from error
        worker = Worker(
            queue_names=queue_name.split(","),
            excluded_queue_names=exclude_queues.split(",") if exclude_queues else [],
            batch=batch,
            startup_delay=False,  # it would apply to each round
            worker_id=worker_id or get_random_string(32),
            **{name: options[name] for name in ("interval", "backend_name", "max_tasks")},
        )
        if reload and not batch:
            run_with_reloader(worker.run)  # ends at once, its task is requeued
        else:
            worker.configure_signals()
            worker.run()
