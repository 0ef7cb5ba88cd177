from importing.reports import print_report
from regions.importing import import_areas
from regions.management.imports import ImportCommand
from regions.models import Area


class Command(ImportCommand):
    help = "Imports states, districts or municipalities from a GeoJSON file (also .gz) with AGS, GEN and BEZ."
    import_file = import_areas
    model = Area
    extra_options = ("kind",)

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--kind", choices=Area.Kind.values, help="take only areas of this kind")

    def write_report(self, report, **options):
        """Never list names: a file may hold thousands of areas."""
        print_report(self, report, with_names=False)
