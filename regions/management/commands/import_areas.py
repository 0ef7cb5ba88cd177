from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        try:
            report = import_areas(file, kind=kind, dry_run=dry_run, progress=bar_on(self.stderr))
        except ImportFault as error:
            raise CommandError(error) from error
        for label in report.repaired:
            self.stdout.write(_("Repaired: %(area)s") % {"area": label})
        for label in report.refused:
            self.stdout.write(_("Left out: %(area)s") % {"area": label})
        self.stdout.write(self.style.SUCCESS(summary(report)))


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
