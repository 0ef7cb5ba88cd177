from django.db.models import Count, F, Value, Window
from django.db.models.functions import Mod, RowNumber
from django.utils import timezone

from publishing.querysets import PublishableQuerySet


class QuoteQuerySet(PublishableQuerySet):
    def with_partner(self):
        return self.select_related("partner__portrait")

    def of_the_day(self, day=None):
        """One published quote, another each day; a featured one if there is any. The same for every visitor."""
        day = day or timezone.localdate()
        alike = {"partition_by": "is_featured"}
        return (
            self.published()
            .with_partner()
            .annotate(
                place=Window(RowNumber(), order_by="pk", **alike),
                places=Window(Count("pk"), **alike),
            )
            .filter(place=Mod(Value(day.toordinal()), F("places")) + 1)
            .order_by("-is_featured")
            .first()
        )
