from regions.importing import import_landmarks
from regions.importing.landmarks import OPTIONAL_COLUMNS
from regions.management.imports import PointsCommand
from regions.models import Landmark


class Command(PointsCommand):
    help = (
        "Imports landmarks from CSV (kind, name, code, lat, lon, source, as_of, precision_m), GeoJSON, GeoPackage, "
        "zipped shapefile, KML, GML; common columns and kinds of others (iata, ref, exit) are known."
    )
    import_file = import_landmarks
    model = Landmark
    extra_options = (*PointsCommand.extra_options, "kind", *OPTIONAL_COLUMNS)

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--kind", choices=Landmark.Kind.values, help="the kind of rows that name none")
        parser.add_argument("--source", default="", help="where rows come from that name no source")
        parser.add_argument("--as-of", default="", help="the day, as 2026-01-31, of rows that name none")
        parser.add_argument(
            "--precision",
            dest="precision_m",
            default="",
            help="metres by which points may be off, where rows do not say",
        )
