from regions.importing import import_postcodes
from regions.management.imports import PointsCommand
from regions.models import Postcode


class Command(PointsCommand):
    help = "Imports postcodes from CSV (code, lat, lon, name, source), GeoJSON, GeoPackage, zipped shapefile, KML, GML."
    import_file = import_postcodes
    model = Postcode
    extra_options = (*PointsCommand.extra_options, "source")

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--source", default="", help="the source of rows that name none")
