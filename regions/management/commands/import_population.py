from regions.importing import import_population
from regions.management.imports import ImportCommand
from regions.models import Area


class Command(ImportCommand):
    help = "Imports inhabitants of municipalities and districts from CSV (ags, ars or key; population; source, as_of)."
    import_file = import_population
    model = Area
    extra_options = ("source", "as_of")

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--source", default="", help="whose figures they are, where rows name none")
        parser.add_argument("--as-of", default="", help="their day, as 2022-05-15, where rows name none")
