from django.utils import timezone

from publishing.querysets import PublishableQuerySet


class QuoteQuerySet(PublishableQuerySet):
    def featured(self):
        return self.filter(is_featured=True)

    def with_partner(self):
        return self.select_related("partner__portrait")

    def of_the_day(self, day=None):
        """One published quote, another each day; a featured one if there is any. The same for every visitor."""
        day = day or timezone.localdate()
        pool = list(self.published().order_by("-is_featured", "pk").values_list("pk", "is_featured"))
        featured = [pk for pk, is_featured in pool if is_featured] or [pk for pk, _ in pool]
        if not featured:
            return None
        return self.with_partner().get(pk=featured[day.toordinal() % len(featured)])
