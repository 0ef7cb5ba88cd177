"""Sitemaps: every public page in each of its languages, in parts of limited size.

`/sitemap.xml` is the index, `/sitemap-<section>-<number>.xml` a part. The protocol allows 50,000 URLs per part.
"""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.urls import reverse
from django.utils import translation
from modeltranslation.utils import build_localized_fieldname

from caching.fragments import cached
from news import article_counts as newsroom
from news.models import Article
from portal.models import Page, SiteProfile
from projects.models import Project
from regions.models import Area
from sites.models import BusinessPark, Space
from sites.pool.stock import current_stock

MAX_ITEMS_PER_PART = 1_000
"""Each has a URL per language: enough for fifty languages, and rendered within a second."""


class SitemapSection:
    """Pages of one kind. URLs begin with SITE_URL, independent of the request's host."""

    def items(self):
        """A list, or a queryset with a stable order."""
        raise NotImplementedError

    def path(self, item):
        """The path in the active language."""
        return item.get_absolute_url()

    def languages(self, item):
        return [code for code, _name in settings.LANGUAGES]

    def changed_at(self, item):
        return None

    @property
    def parts(self):
        """Numbers of the parts, from 1."""
        paginator = Paginator(self.items(), MAX_ITEMS_PER_PART, allow_empty_first_page=False)
        paginator.count = self.summary["count"]
        return paginator.page_range

    @property
    def summary(self):
        """{"count": number of items, "changed_at": the last change or None}"""
        return {"count": Paginator(self.items(), MAX_ITEMS_PER_PART).count, "changed_at": None}

    def urls(self, part):
        """The URLs of a part, for the template of django.contrib.sitemaps."""
        start = (part - 1) * MAX_ITEMS_PER_PART
        return [
            url for item in self.items()[start : start + MAX_ITEMS_PER_PART] for url in self.item_urls(item)
        ]

    def item_urls(self, item):
        """One entry per language, each with all alternates."""
        locations = {code: self.location(item, code) for code in self.languages(item)}
        known = [*locations.items(), ("x-default", locations[settings.LANGUAGE_CODE])]
        alternates = [{"lang_code": code, "location": location} for code, location in known]
        changed_at = self.changed_at(item)
        return [
            {"location": location, "lastmod": changed_at, "alternates": alternates}
            for location in locations.values()
        ]

    def location(self, item, language):
        with translation.override(language):
            return settings.SITE_URL + self.path(item)


class EntrySection(SitemapSection):
    """Entry pages, which always exist."""

    names = (
        "portal:home",
        "news:list",
        "quotes:list",
        "projects:list",
        "sites:pool",
        "sites:list",
        "sites:map",
        "sites:plots",
        "sites:plots_map",
        "sites:halls",
        "sites:halls_map",
    )

    def items(self):
        more = ["portal:freshness"] if SiteProfile.current().shows_freshness_report else []
        return [*self.names, *more]

    def path(self, name):
        return reverse(name)


class CategorySection(SitemapSection):
    def items(self):
        return newsroom.article_counts().categories


class ArchiveSection(SitemapSection):
    def items(self):
        return newsroom.article_counts().newest_years

    def path(self, year):
        return reverse("news:archive", args=[year])


class AreaSection(SitemapSection):
    """Areas with offers."""

    def items(self):
        return Area.objects.valid().filter(pk__in=list(current_stock().areas)).only("slug").order_by("key")

    def path(self, area):
        return reverse("sites:area", args=[area.slug])


class PublishedSection(SitemapSection):
    """The published objects of one model; untranslated ones in German only.

    `columns`: those that URLs are built from, as texts and geometries are not loaded.
    """

    def __init__(self, pool, *columns):
        self.pool = pool
        titles = [
            build_localized_fieldname(pool.model.title_field, code) for code, _name in settings.LANGUAGES
        ]
        self.columns = {*columns, *titles, "updated_at"}

    def items(self):
        return self.pool.published().only(*self.columns).order_by("pk")

    def languages(self, item):
        return item.translated_into

    def changed_at(self, item):
        return item.updated_at

    @property
    def summary(self):
        meta = self.pool.model._meta
        return cached(f"sitemap:{meta.label}", (meta.app_label,), self.count)

    def count(self):
        return self.pool.published().aggregate(count=Count("pk"), changed_at=Max("updated_at"))


SECTIONS = {
    "entries": EntrySection(),
    "categories": CategorySection(),
    "archive": ArchiveSection(),
    "areas": AreaSection(),
    "articles": PublishedSection(Article.objects.all(), "slug"),
    "projects": PublishedSection(Project.objects.all(), "slug"),
    "spaces": PublishedSection(Space.objects.on_offer(), "kind", "number"),
    "parks": PublishedSection(BusinessPark.objects.all(), "slug"),
    "pages": PublishedSection(Page.objects.all(), "key"),
}
