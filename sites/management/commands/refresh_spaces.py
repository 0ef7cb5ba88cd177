from django.core.management.base import BaseCommand

from regions.management.progress import bar_on
from sites.models import Space
from sites.pool.inhabitants import count_inhabitants


class Command(BaseCommand):
    help = "Recompute what spaces store of areas and parks. Run it after import_areas changed municipalities."

    def handle(self, **options):
        count_inhabitants()
        self.stdout.write(f"{Space.objects.refresh(bar_on(self.stderr))} spaces refreshed.")
