from django.db.models import Count, F, Value, Window
from django.db.models.functions import Mod, RowNumber

from publishing.querysets import PublishableQuerySet


class QuoteQuerySet(PublishableQuerySet):
    def with_partner(self):
        return self.select_related("partner__portrait")

    def of_the_day(self, number, at=None):
        """One published quote per day (`number`: its ordinal), featured ones first; the same for all visitors."""
        alike = {"partition_by": "is_featured"}
        return (
            self.published(at)
            .with_partner()
            .annotate(place=Window(RowNumber(), order_by="pk", **alike), places=Window(Count("pk"), **alike))
            .filter(place=Mod(Value(number), F("places")) + 1)
            .order_by("-is_featured")[:1]
        )
