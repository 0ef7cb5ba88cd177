from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from importing.geometries.files import read_bytes
from importing.recording import run_import
from importing.reports import ImportFault, print_report
from publishing.models import Redirect
from publishing.redirect_import import import_redirects


class Command(BaseCommand):
    help = "Imports old addresses of a former site from CSV: old address; new address, or 410."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")

    def handle(self, *, file, dry_run, verbosity, **options):
        try:
            take = partial(import_redirects, read_bytes(file, file.name))
            report = run_import(take, Redirect, file, dry_run=dry_run)
        except ImportFault as fault:
            raise CommandError(fault) from fault
        print_report(self, report, with_names=dry_run or verbosity > 1)
