from django.db.models import Prefetch, Q

from publishing.querysets import PUBLICATION_FIELDS, PublishableQuerySet

LINK_FIELDS = ("slug", "date", "title")
CARD_FIELDS = (*LINK_FIELDS, *PUBLICATION_FIELDS, "teaser", "is_sample", "category__name")


class ArticleQuerySet(PublishableQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def of_year(self, year):
        return self.filter(date__year=year)

    def before(self, article):
        """Older than `article`, the nearest first."""
        same_day_or_older = self.filter(date__lte=article.date)  # uses the index
        return same_day_or_older.filter(Q(date__lt=article.date) | Q(pk__lt=article.pk)).newest_first()

    def after(self, article):
        """Newer than `article`, the nearest first."""
        same_day_or_newer = self.filter(date__gte=article.date)
        return same_day_or_newer.filter(Q(date__gt=article.date) | Q(pk__gt=article.pk)).order_by(
            "date", "pk"
        )

    def with_link(self):
        """Load only what a link shows."""
        return self.only(*LINK_FIELDS)

    def with_card(self):
        """Load what a card shows, in a fixed number of queries."""
        return self.with_page().only(*CARD_FIELDS)

    def with_page(self):
        """Load what the detail page shows, in a fixed number of queries."""
        photos = self.model._meta.get_field("photos").related_model.objects.select_related("picture")
        return self.select_related("category").prefetch_related(Prefetch("photos", photos))
