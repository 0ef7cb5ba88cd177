from django.core.management.base import BaseCommand

from regions.management.progress import progress_bar
from regions.models import Landmark
from sites.pool.distances import store_distances


class Command(BaseCommand):
    help = "Measures again how far each space is from the nearest landmarks. Distances typed by hand stay."

    def add_arguments(self, parser):
        parser.add_argument(
            "--kind", choices=Landmark.Kind.values, action="append", help="only this kind (repeatable)"
        )

    def handle(self, *, kind, **options):
        written = store_distances(kinds=kind, progress=progress_bar(self.stderr))
        self.stdout.write(self.style.SUCCESS(f"{written} distances changed."))
