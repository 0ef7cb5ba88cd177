from django.core.management.base import BaseCommand

from regions.management.progress import bar_on
from sites.models import Space


class Command(BaseCommand):
    help = "Recompute what spaces store of areas and parks. Run it after import_areas changed municipalities."

    def handle(self, **options):
        self.stdout.write(f"{Space.objects.refresh(bar_on(self.stderr))} spaces refreshed.")
