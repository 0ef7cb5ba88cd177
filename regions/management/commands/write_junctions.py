import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from regions.crs import to_wgs84
from regions.models import Landmark
from regions.tiles.faults import BasemapFault
from regions.tiles.installed import installed_tiles
from regions.tiles.junctions import read_junctions

COLUMNS = ("kind", "name", "code", "lat", "lon", "source", "as_of", "precision_m")
"""As import_landmarks reads them."""


class Command(BaseCommand):
    help = "Writes the motorway junctions of the installed map as a table for import_landmarks."

    def add_arguments(self, parser):
        parser.add_argument("file", help="where the table (CSV) goes")

    def handle(self, *, file, **options):
        tiles = installed_tiles()
        if tiles is None:
            raise CommandError("No detailed map is installed. Run: make basemap FILE=region.osm.pbf")
        try:
            junctions = read_junctions(tiles)
            if not junctions:
                raise CommandError("The installed map holds no motorway junctions.")
            with Path(file).open("x", encoding="utf-8", newline="") as table:
                rows = csv.writer(table)
                rows.writerow(COLUMNS)
                rows.writerows(csv_row(junction, tiles) for junction in junctions)
        except (BasemapFault, OSError) as fault:
            raise CommandError(fault) from fault
        self.stdout.write(self.style.SUCCESS(f"{len(junctions)} junctions are in {file}."))
        self.stdout.write(f"  scripts/manage import_landmarks {file} --dry-run tells what would change.")


def csv_row(junction, tiles):
    place = to_wgs84(junction.location)
    return (
        *(Landmark.Kind.MOTORWAY_JUNCTION.value, junction.name, junction.code),
        *(f"{place.y:.5f}", f"{place.x:.5f}"),
        *(tiles.attribution, tiles.day, junction.precision_m),
    )
