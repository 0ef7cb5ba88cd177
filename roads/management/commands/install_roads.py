from django.core.management.base import BaseCommand, CommandError

from regions.management.progress import progress_bar
from regions.tiles.faults import BasemapFault
from roads.building import make_roads, remove_roads


class Command(BaseCommand):
    help = "Builds the road graph, from which driving times are computed, of extracts of OpenStreetMap."

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="*", metavar="FILE")
        parser.add_argument("--remove", action="store_true", help="compute no driving times any more")

    def handle(self, *, sources, remove, **options):
        if remove == bool(sources):
            raise CommandError("Name a file, or say --remove.")
        try:
            if remove:
                remove_roads()
                self.stdout.write("Driving times are computed no more.")
                return
            data = make_roads(sources, self.write_step, progress_bar(self.stderr))
        except BasemapFault as fault:
            raise CommandError(fault) from fault
        self.stdout.write(self.style.SUCCESS(f"The road graph {data.version} is in use from now on."))
        self.stdout.write(f"  {data.file.stat().st_size / 1e6:.1f} MB, built by pyvalhalla {data.engine}")
        self.stdout.write(f"  {data.attribution}, {data.licence}, {data.day or 'no day known'}")
        self.stdout.write(
            "  Driving times follow in the background; manage.py refresh_driving_times tells how far."
        )

    def write_step(self, sentence):
        self.stdout.write(f"→ {sentence}")
