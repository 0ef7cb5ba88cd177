from django.db.models.functions import ExtractYear

from publishing.querysets import PublishableQuerySet


class ArticleQuerySet(PublishableQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def of_year(self, year):
        return self.filter(date__year=year)

    def years(self):
        """The years that have articles, newest first."""
        return (
            self.order_by("-year")
            .annotate(year=ExtractYear("date"))
            .values_list("year", flat=True)
            .distinct()
        )

    def before(self, article):
        """Older than `article`, the nearest first."""
        return (
            self.filter(date__lt=article.date) | self.filter(date=article.date, pk__lt=article.pk)
        ).newest_first()

    def after(self, article):
        """Newer than `article`, the nearest first."""
        newer = self.filter(date__gt=article.date) | self.filter(date=article.date, pk__gt=article.pk)
        return newer.order_by("date", "pk")

    def with_card(self):
        """With all that a card shows, in a fixed number of queries."""
        return self.select_related("category").prefetch_related("photos__picture")
