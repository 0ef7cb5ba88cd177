from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView

from caching.pages import SharedPageMixin
from database.compiled import CompiledQuery
from news.article_counts import article_counts
from news.models import Article, Category
from news.pagination import YearlyPaginator
from news.related_articles import related_articles
from news.structured_data import article_node
from publishing.views import PublishedDetailView


class ArticleListView(SharedPageMixin, ListView):
    """All articles, the newest first; the subclasses narrow them to a category or a year."""

    paginate_by = 12
    paginator_class = YearlyPaginator
    parameters = {"page"}
    category = None
    year = None
    heading = _("News")

    def get_queryset(self):
        return Article.objects.published().newest_first()

    def paginate_queryset(self, queryset, page_size):
        paginator, page, articles, has_others = super().paginate_queryset(queryset, page_size)
        page.object_list = articles.as_cards()
        return paginator, page, page.object_list, has_others

    def get_paginator(self, *args, **kwargs):
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = article_counts().count(self.category, self.year)
        paginator.years = {} if self.year else article_counts().years_of(self.category)
        return paginator

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = context["page_obj"].number
        address = settings.SITE_URL + self.request.path
        return context | {
            "canonical_url": f"{address}?page={page}" if page > 1 else address,
            "categories": article_counts().categories,
            "category": self.category,
            "years": article_counts().newest_years,
            "year": self.year,
            "heading": self.heading,
        }


class CategoryView(ArticleListView):
    def get_queryset(self):
        self.category = get_object_or_404(Category, slug=self.kwargs["slug"])
        self.heading = _("News: %(category)s") % {"category": self.category.name}
        return super().get_queryset().filter(category=self.category)


class ArchiveView(ArticleListView):
    def get_queryset(self):
        self.year = self.kwargs["year"]
        if self.year not in article_counts().years:
            raise Http404
        self.heading = _("News of %(year)s") % {"year": self.year}
        return super().get_queryset().of_year(self.year)


class ArticleDetailView(PublishedDetailView):
    """One article with related ones, and its predecessor and successor by date."""

    compiled_query = CompiledQuery(Article.objects.with_page, "slug")
    gone_template = "news/article_gone.html"

    def get_context_data(self, **kwargs):
        others = Article.objects.published().with_link()
        return super().get_context_data(
            akin=related_articles(self.object),
            previous=others.before(self.object).first(),
            next=others.after(self.object).first(),
            structured_data=article_node(self.object),
            **kwargs,
        )

    def gone_context(self):
        return {"akin": related_articles(self.object)}
