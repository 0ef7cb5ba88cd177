import signal
import threading

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections

from portal.operations.background import heartbeat
from portal.operations.background.outages import Backoff
from portal.operations.duties import run_due
from portal.server import data_lock


class Command(BaseCommand):
    help = "Do what is due: send waiting mails, reminders, alerts, erase what is outdated."

    def add_arguments(self, parser):
        parser.add_argument(
            "--every",
            type=int,
            metavar="SECONDS",
            help="Go on until ended (SIGTERM), resting so long between.",
        )

    def handle(self, *, every, **options):
        if every is None:
            try:
                failed = run_due()
            except Error as error:
                raise CommandError(f"The database is away, locked or full: {error}") from error
            if failed:
                raise CommandError(f"Failed: {', '.join(failed)}")
            return
        if every < 1:
            raise CommandError("--every needs a whole number of seconds, at least 1.")
        try:
            data_lock.hold_shared()
        except data_lock.DataInUse as error:
            raise CommandError(error) from error
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        backoff = Backoff("clock", ended.wait)
        with heartbeat.hold_lock("clock"):
            while not ended.is_set():
                heartbeat.touch("clock")
                close_old_connections()
                try:
                    run_due()
                except Error as error:
                    backoff.wait_after(error)
                    continue
                backoff.reset()
                ended.wait(every)
