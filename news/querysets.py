from django.db.models import Case, Prefetch, Q, Value, When
from django.db.models.functions import ExtractYear

from publishing.querysets import PublishableQuerySet


class ArticleQuerySet(PublishableQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")

    def of_year(self, year):
        return self.filter(date__year=year)

    def years(self):
        """The years that have articles, newest first."""
        years = self.annotate(year=ExtractYear("date")).order_by("-year")
        return years.values_list("year", flat=True).distinct()

    def before(self, article):
        """Older than `article`, the nearest first."""
        same_day_or_older = self.filter(date__lte=article.date)  # where the index begins
        return same_day_or_older.filter(Q(date__lt=article.date) | Q(pk__lt=article.pk)).newest_first()

    def after(self, article):
        """Newer than `article`, the nearest first."""
        same_day_or_newer = self.filter(date__gte=article.date)
        return same_day_or_newer.filter(Q(date__gt=article.date) | Q(pk__gt=article.pk)).order_by(
            "date", "pk"
        )

    def with_card(self):
        """With all that a card shows, in a fixed number of queries."""
        photos = self.model._meta.get_field("photos").related_model.objects.select_related("picture")
        return self.select_related("category").prefetch_related(Prefetch("photos", photos))

    def akin_to(self, article):
        """What to read after `article`: the related ones first, then the newest of its category."""
        related = Q(pk__in=article.related.values("pk"))
        return (
            self.exclude(pk=article.pk)
            .filter(related | Q(category=article.category_id))
            .order_by(Case(When(related, then=Value(0)), default=Value(1)), "-date", "-pk")
        )
