from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from regions.importing import AreaImportError, import_areas
from regions.models import Area

BAR_WIDTH = 40


class Command(BaseCommand):
    help = "Imports states, districts or municipalities from a GeoJSON file (also .gz) with AGS, GEN and BEZ."

    def add_arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--kind", choices=Area.Kind.values, help="take only areas of this kind")
        parser.add_argument("--dry-run", action="store_true", help="report what would happen, write nothing")

    def handle(self, *, file, kind, dry_run, **options):
        progress = self.show_progress if self.stderr.isatty() else None
        try:
            report = import_areas(file, kind=kind, dry_run=dry_run, progress=progress)
        except AreaImportError as error:
            raise CommandError(error) from error
        for label in report.repaired:
            self.stdout.write(_("Repaired: %(area)s") % {"area": label})
        for label in report.refused:
            self.stdout.write(_("Left out: %(area)s") % {"area": label})
        self.stdout.write(self.style.SUCCESS(summary(report)))

    def show_progress(self, done, total):
        filled = BAR_WIDTH * done // total
        if filled != BAR_WIDTH * (done - 1) // total or done == total:
            bar = "█" * filled + "░" * (BAR_WIDTH - filled)
            self.stderr.write(f"\r{bar} {done}/{total}", ending="\n" if done == total else "")


def summary(report):
    counts = _(
        "%(created)d new, %(updated)d updated, %(unchanged)d unchanged, %(repaired)d repaired, %(refused)d left out."
    ) % {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "repaired": len(report.repaired),
        "refused": len(report.refused),
    }
    areas = ngettext("%(count)d area", "%(count)d areas", report.total) % {"count": report.total}
    if report.dry_run:
        return _("Dry run, nothing written. %(areas)s: %(counts)s") % {"areas": areas, "counts": counts}
    if not report.created and not report.updated:
        return _("Nothing has changed. %(areas)s: %(counts)s") % {"areas": areas, "counts": counts}
    return f"{areas}: {counts}"
