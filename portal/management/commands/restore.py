from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.demo.progress import ProgressLine
from portal.operations.backup import BackupFault
from portal.operations.backup.restoring import restore
from portal.operations.backup.saving import megabytes


class Command(BaseCommand):
    help = "Put a backup back, while the portal does not serve. What is there now is kept aside."
    requires_system_checks = []  # must work when something is wrong

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="also where there is content already")
        parser.add_argument("--dry-run", action="store_true", help="verify and tell, change nothing")

    def handle(self, *, file, replace, dry_run, **options):
        progress = ProgressLine(self.stdout)
        try:
            report = restore(file, replace=replace, dry_run=dry_run, progress=progress)
        except BackupFault as fault:
            raise CommandError(fault) from fault
        finally:
            progress.clear()
        for line in report_lines(file, report, dry_run):
            self.stdout.write(line)


def report_lines(file, report, dry_run):
    manifest = report.manifest
    if report.finished_another:
        yield "An earlier restore had been cut off; it was finished first."
    yield f"{'Verified, nothing changed' if dry_run else 'Restored and verified'}: {file}"
    yield f"  made {manifest.made_at} at {manifest.site_url}, program {manifest.program or 'unknown'}"
    yield f"  {len(manifest.files)} files, {megabytes(manifest.size)}"
    if report.migrations_ahead:
        yield f"  older than this program by {report.migrations_ahead} migrations: the next start applies them"
    for kept in report.kept:
        yield f"  before: {kept}"
    yield from (f"  {note}" for note in report.notes)
    if report.kept:
        yield "  Delete what is called “before” when you have seen that all is well."
