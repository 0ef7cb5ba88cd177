from django.core.management.base import BaseCommand, CommandError

from regions.management.progress import progress_bar
from roads.engine import current_graph, explain_missing_graph
from sites.models.stored import DRIVE_TARGETS
from sites.pool.driving import store_driving_times


class Command(BaseCommand):
    help = "Computes again how long a lorry and a car take from each space to the landmarks. What was typed stays."

    def add_arguments(self, parser):
        parser.add_argument(
            "--kind", choices=DRIVE_TARGETS, action="append", help="only this kind (repeatable)"
        )

    def handle(self, *, kind, **options):
        if current_graph() is None:
            raise CommandError(explain_missing_graph())
        written = store_driving_times(kinds=kind, progress=progress_bar(self.stderr))
        self.stdout.write(self.style.SUCCESS(f"{written} driving times changed."))
