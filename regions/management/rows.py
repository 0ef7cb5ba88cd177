"""What the commands that import points have in common."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError

from importing.recording import run_import
from importing.reports import ImportFault, tell_report
from regions.management.progress import bar_on


class RowsCommand(BaseCommand):
    """Subclasses say which function takes the file into which table, and add its further options."""

    import_file = None
    model = None
    further_options = ()

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--srid", type=int, help="EPSG code of a file that names none itself")
        parser.add_argument(
            "--remove-missing", action="store_true", help="delete what the file does not hold"
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")

    def handle(self, *, file, **options):
        names = ("srid", "remove_missing", *self.further_options)
        chosen = {name: options[name] for name in names}
        take = partial(type(self).import_file, file, progress=bar_on(self.stderr), **chosen)
        try:
            report = run_import(take, self.model, file, dry_run=options["dry_run"])
        except ImportFault as fault:
            raise CommandError(fault) from fault
        tell_report(self, report, with_names=options["dry_run"] or options["verbosity"] > 1)
