from django.db.models import Prefetch, Q
from django.utils import timezone

from publishing.querysets import PublishableQuerySet


class ProjectQuerySet(PublishableQuerySet):
    def current(self, at=None):
        """Begun or coming, and not over on that day."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate(at or timezone.now())))

    def completed(self, at=None):
        return self.filter(ends_on__lt=timezone.localdate(at or timezone.now()))

    def with_link(self):
        """With what a link to it says, and nothing else."""
        return self.only("slug", "title")

    def with_card(self):
        """With all that a card shows, in a fixed number of queries."""
        photos = self.model._meta.get_field("photos").related_model.objects.select_related("picture")
        return self.prefetch_related(Prefetch("photos", photos))
