"""Base classes of commands that import files."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError

from importing.recording import run_import
from importing.reports import ImportFault, print_report
from regions.management.progress import progress_bar


class ImportCommand(BaseCommand):
    """Subclasses set `import_file`, the `model` it writes, and `extra_options`."""

    import_file = None
    model = None
    extra_options = ()

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")

    def handle(self, *, file, dry_run, verbosity, **options):
        chosen = {name: options[name] for name in self.extra_options}
        take = partial(type(self).import_file, file, progress=progress_bar(self.stderr), **chosen)
        try:
            report = run_import(take, self.model, file, dry_run=dry_run)
        except ImportFault as fault:
            raise CommandError(fault) from fault
        self.write_report(report, with_names=dry_run or verbosity > 1)

    def write_report(self, report, *, with_names):
        print_report(self, report, with_names=with_names)


class PointsCommand(ImportCommand):
    """An import of points in any reference system."""

    extra_options = ("srid", "remove_missing")

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--srid", type=int, help="EPSG code of a file that names none itself")
        parser.add_argument(
            "--remove-missing", action="store_true", help="delete what the file does not hold"
        )
