from functools import partial

from django.core.management.base import BaseCommand, CommandError

from importing.recording import run_import
from importing.reports import ImportFault, tell_report
from regions.importing import import_population
from regions.management.progress import bar_on
from regions.models import Area


class Command(BaseCommand):
    help = "Imports inhabitants of municipalities and districts from CSV (ags, ars or key; population; source, as_of)."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--source", default="", help="whose figures they are, where rows name none")
        parser.add_argument("--as-of", default="", help="their day, as 2022-05-15, where rows name none")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")

    def handle(self, *, file, source, as_of, dry_run, verbosity, **options):
        take = partial(import_population, file, source=source, as_of=as_of, progress=bar_on(self.stderr))
        try:
            report = run_import(take, Area, file, dry_run=dry_run)
        except ImportFault as fault:
            raise CommandError(fault) from fault
        tell_report(self, report, with_names=dry_run or verbosity > 1)
