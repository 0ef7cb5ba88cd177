from django.db.models import Prefetch, Q
from django.utils import timezone

from publishing.querysets import PublishableQuerySet


class ProjectQuerySet(PublishableQuerySet):
    def current(self, at=None):
        """Not over on that day: running or planned."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate(at or timezone.now())))

    def completed(self, at=None):
        return self.filter(ends_on__lt=timezone.localdate(at or timezone.now()))

    def with_link(self):
        """Load only what a link shows."""
        return self.only("slug", "title")

    def with_card(self):
        """Load what a card shows, in a fixed number of queries."""
        photos = self.model._meta.get_field("photos").related_model.objects.select_related("picture")
        return self.prefetch_related(Prefetch("photos", photos))
