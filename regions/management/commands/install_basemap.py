import sys
from contextlib import suppress

from django.core.management.base import BaseCommand, CommandError

from regions.management.progress import progress_bar
from regions.tiles.faults import BasemapFault
from regions.tiles.installing import StatedMetadata, is_past_day
from regions.tiles.junctions import JUNCTION_LAYER
from regions.tiles.pipeline import make_basemap, remove_basemap


class Command(BaseCommand):
    help = "Makes the map that pages show from extracts of OpenStreetMap, or takes one file of vector tiles."

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="*", metavar="FILE-OR-ADDRESS")
        parser.add_argument(
            "--attribution", default="", help="whose data it is, where the file does not say it"
        )
        parser.add_argument("--licence", default="", help="its licence")
        parser.add_argument("--day", default="", help="the day of the data, as 2026-11-28")
        parser.add_argument("--partial", action="store_true", help="take a map of a part of the areas")
        parser.add_argument("--remove", action="store_true", help="show the overview of the region again")

    def handle(self, *, sources, remove, attribution, licence, day, partial, **options):
        if remove == bool(sources):
            raise CommandError("Name a file or an address, or say --remove.")
        if day and not is_past_day(day):
            raise CommandError(f"The day of the data must be one of the past, as 2026-11-28, not “{day}”.")
        try:
            if remove:
                remove_basemap()
                self.stdout.write("The overview of the region is shown from now on.")
                return
            stated = StatedMetadata(attribution.strip(), licence.strip(), day)
            confirm = (lambda _sentence: True) if partial else self.confirm
            tiles = make_basemap(sources, stated, self.write_step, progress_bar(self.stderr), confirm)
        except BasemapFault as fault:
            raise CommandError(fault) from fault
        self.stdout.write(self.style.SUCCESS(f"The map {tiles.version} is shown from now on."))
        self.stdout.write(
            f"  zooms {tiles.min_zoom} to {tiles.max_zoom}, {tiles.path.stat().st_size / 1e6:.0f} MB"
        )
        self.stdout.write(
            f"  {', '.join(filter(None, [tiles.attribution, tiles.licence, tiles.day or 'no day known']))}"
        )

        if JUNCTION_LAYER in tiles.layers:
            self.stdout.write("  It holds motorway junctions: scripts/manage write_junctions FILE.csv")

    def confirm(self, sentence):
        if not sys.stdin.isatty():
            return False
        with suppress(EOFError):  # Ctrl-D
            return input(f"{sentence} Show it? [y/N] ").strip().lower() in {"y", "yes"}
        return False

    def write_step(self, sentence):
        self.stdout.write(f"→ {sentence}")
