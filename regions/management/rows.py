"""What the commands that import points have in common."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from importing.recording import run_import
from regions.importing import ImportFault
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


def tell_report(command, report, *, with_names):
    """Prints what an import did or would do; `with_names` each row that is new, changed or removed."""
    for title, names in (
        (_("New: %(name)s"), report.created),
        (_("Changed: %(name)s"), report.changed),
        (_("Removed: %(name)s"), report.removed),
    ):
        for name in names if with_names else ():
            command.stdout.write(title % {"name": name})
    for sentence in report.notes:
        command.stdout.write(sentence)
    for sentence in report.refused:
        command.stdout.write(command.style.WARNING(sentence))
    command.stdout.write(command.style.SUCCESS(report.summary))
