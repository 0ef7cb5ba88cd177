from regions.importing import import_landmarks
from regions.management.rows import RowsCommand
from regions.models import Landmark


class Command(RowsCommand):
    help = (
        "Imports landmarks from CSV (kind, name, code, lat, lon, source, as_of, precision_m), GeoJSON, GeoPackage, "
        "zipped shapefile, KML, GML."
    )
    import_file = import_landmarks
    model = Landmark
    further_options = ("kind",)

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--kind", choices=Landmark.Kind.values, help="the kind of rows that name none")
