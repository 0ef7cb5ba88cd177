from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from importing.recording import run_import
from importing.reports import ImportFault, tell_report
from publishing.importing import import_redirects
from publishing.models import Redirect


class Command(BaseCommand):
    help = "Imports old addresses of a former site from CSV: old address; new address, or 410."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")

    def handle(self, *, file, dry_run, verbosity, **options):
        try:
            take = partial(import_redirects, file.read_bytes())
            report = run_import(take, Redirect, file, dry_run=dry_run)
        except OSError as error:
            raise CommandError(_("The file cannot be read: %(error)s") % {"error": error}) from error
        except ImportFault as fault:
            raise CommandError(fault) from fault
        tell_report(self, report, with_names=dry_run or verbosity > 1)
