"""What search engines may find: every public page in each language it exists in, in parts of a bounded size.

`/sitemap.xml` names the parts, `/sitemap-<section>-<number>.xml` is one. The protocol allows 50,000 addresses a part.
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
"""Each has an address in every language, so that a part has room for fifty languages and is made in a second."""


class SitemapSection:
    """Things of one sort. Addresses begin with SITE_URL, whatever host a request came by."""

    def things(self):
        """A list, or a queryset in an order that stays."""
        raise NotImplementedError

    def path(self, thing):
        """In the active language."""
        return thing.get_absolute_url()

    def languages(self, thing):
        return [code for code, _name in settings.LANGUAGES]

    def changed_at(self, thing):
        return None

    @property
    def parts(self):
        """Numbers of the parts there are, from 1."""
        paginator = Paginator(self.things(), MAX_ITEMS_PER_PART, allow_empty_first_page=False)
        paginator.count = self.summary["count"]
        return paginator.page_range

    @property
    def summary(self):
        """{"count": number of things, "changed_at": the last change of any, None where that is not known}"""
        return {"count": Paginator(self.things(), MAX_ITEMS_PER_PART).count, "changed_at": None}

    def urls(self, part):
        """The addresses of a part, as the template of Django's sitemaps wants them."""
        start = (part - 1) * MAX_ITEMS_PER_PART
        return [
            url for thing in self.things()[start : start + MAX_ITEMS_PER_PART] for url in self.urls_of(thing)
        ]

    def urls_of(self, thing):
        """One for each language, and each names all."""
        places = {code: self.location(thing, code) for code in self.languages(thing)}
        known = [*places.items(), ("x-default", places[settings.LANGUAGE_CODE])]
        alternates = [{"lang_code": code, "location": place} for code, place in known]
        changed_at = self.changed_at(thing)
        return [
            {"location": place, "lastmod": changed_at, "alternates": alternates} for place in places.values()
        ]

    def location(self, thing, language):
        with translation.override(language):
            return settings.SITE_URL + self.path(thing)


class EntrySection(SitemapSection):
    """Pages that are there whatever is published."""

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

    def things(self):
        """Some are there only if the region wants them."""
        more = ["portal:freshness"] if SiteProfile.current().shows_freshness_report else []
        return [*self.names, *more]

    def path(self, name):
        return reverse(name)


class CategorySection(SitemapSection):
    def things(self):
        return newsroom.article_counts().categories


class ArchiveSection(SitemapSection):
    def things(self):
        return newsroom.article_counts().newest_years

    def path(self, year):
        return reverse("news:archive", args=[year])


class AreaSection(SitemapSection):
    """Areas with something on offer."""

    def things(self):
        return Area.objects.valid().filter(pk__in=list(current_stock().areas)).only("slug").order_by("key")

    def path(self, area):
        return reverse("sites:area", args=[area.slug])


class PublishedSection(SitemapSection):
    """The published things of one model; a page without translation appears in German only.

    `columns` are those that an address is made of: texts and geometries stay in the database.
    """

    def __init__(self, pool, *columns):
        self.pool = pool
        titles = [
            build_localized_fieldname(pool.model.title_field, code) for code, _name in settings.LANGUAGES
        ]
        self.columns = {*columns, *titles, "updated_at"}

    def things(self):
        return self.pool.published().only(*self.columns).order_by("pk")

    def languages(self, thing):
        return thing.translated_into

    def changed_at(self, thing):
        return thing.updated_at

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
