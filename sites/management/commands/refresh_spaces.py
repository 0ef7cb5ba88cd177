from django.core.management.base import BaseCommand

from regions.management.progress import progress_bar
from sites.models import Space
from sites.pool.inhabitants import count_inhabitants


class Command(BaseCommand):
    help = "Recompute what spaces store of areas and parks. Run it after import_areas changed municipalities."

    def handle(self, **options):
        count_inhabitants()
        self.stdout.write(f"{Space.objects.refresh(progress_bar(self.stderr))} spaces refreshed.")
