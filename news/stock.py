"""What is published, by category and year: one question for each state of the newsroom, not one for each page."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import ExtractYear

from news.models import Article, Category
from publishing.kept import kept


@dataclass
class Stock:
    """Numbers of articles, by year and by the primary key of a category; the categories that have any."""

    years: Counter = field(default_factory=Counter)
    articles: Counter = field(default_factory=Counter)
    categories: list = field(default_factory=list)

    def count(self, category=None, year=None):
        if category:
            return self.articles[category.pk]
        return self.years[year] if year else self.years.total()

    @property
    def newest_years(self):
        """The years that have articles, the newest first."""
        return sorted(self.years, reverse=True)


def stock():
    return kept("news-stock", ("news",), count_stock)


def count_stock():
    found = Stock()
    rows = Article.objects.published().order_by().values_list("category", ExtractYear("date"))
    for category, year, count in rows.annotate(Count("pk")):
        found.articles[category] += count
        found.years[year] += count
    found.categories = list(Category.objects.filter(pk__in=list(found.articles)))
    return found
