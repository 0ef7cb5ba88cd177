"""Counts of published articles by category and year, cached until the news change."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Count
from django.db.models.functions import ExtractYear

from caching.fragments import cached
from news.models import Article, Category


@dataclass
class ArticleCounts:
    """Counts by year, and by id of the category and year; the categories that have articles."""

    years: Counter = field(default_factory=Counter)
    of_categories: dict = field(default_factory=lambda: defaultdict(Counter))
    categories: list = field(default_factory=list)

    def years_of(self, category=None):
        return self.of_categories.get(category.pk, Counter()) if category else self.years

    def count(self, category=None, year=None):
        years = self.years_of(category)
        return years[year] if year else years.total()

    @property
    def newest_years(self):
        return sorted(self.years, reverse=True)


def article_counts():
    return cached("news-stock", ("news",), count_articles)


def count_articles():
    found = ArticleCounts()
    articles = Article.objects.published().order_by().rewrite(False)
    by_year = articles.values_list("category", ExtractYear("date")).annotate(Count("pk"))
    for category, year, count in by_year:
        found.of_categories[category][year] += count
        found.years[year] += count
    found.categories = [category for category in Category.objects.all() if category.pk in found.of_categories]
    return found
