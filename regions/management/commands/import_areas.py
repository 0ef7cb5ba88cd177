from functools import partial

from django.core.management.base import BaseCommand, CommandError

from importing.recording import run_import
from regions.importing import ImportFault, import_areas
from regions.management.progress import bar_on
from regions.models import Area


class Command(BaseCommand):
    help = "Imports states, districts or municipalities from a GeoJSON file (also .gz) with AGS, GEN and BEZ."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--kind", choices=Area.Kind.values, help="take only areas of this kind")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")

    def handle(self, *, file, kind, dry_run, **options):
        take = partial(import_areas, file, kind=kind, progress=bar_on(self.stderr))
        try:
            report = run_import(take, Area, file, dry_run=dry_run)
        except ImportFault as error:
            raise CommandError(error) from error
        for sentence in report.notes:
            self.stdout.write(sentence)
        self.stdout.write(self.style.SUCCESS(report.summary))
