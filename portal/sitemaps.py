"""What search engines may find: every public page in each language it exists in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.urls import reverse

from news.models import Article, Category
from portal.models import Page, SiteProfile
from projects.models import Project
from publishing.querysets import is_published
from regions.models import Area
from sites.models import BusinessPark, Space


class PortalSitemap(Sitemap):
    """Addresses begin with SITE_URL, whatever host a request came by."""

    i18n = alternates = x_default = True

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc


class EntrySitemap(PortalSitemap):
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

    def items(self):
        """Some are there only if the region wants them."""
        more = ["portal:freshness"] if SiteProfile.current().shows_freshness_report else []
        return [*self.names, *more]

    def location(self, name):
        return reverse(name)


class CategorySitemap(PortalSitemap):
    def items(self):
        return Category.objects.filter(is_published(prefix="articles__")).distinct()


class ArchiveSitemap(PortalSitemap):
    def items(self):
        return list(Article.objects.published().years())

    def location(self, year):
        return reverse("news:archive", args=[year])


class AreaSitemap(PortalSitemap):
    """Areas with something on offer."""

    def items(self):
        here = Space.objects.published().on_offer()
        return (
            Area.objects.valid()
            .filter(
                Q(pk__in=here.values("municipality"))
                | Q(pk__in=here.values("municipality__parent"))
                | Q(pk__in=here.values("municipality__parent__parent"))
            )
            .defer("boundary", "outline")
            .order_by("key")
        )

    def location(self, area):
        return reverse("sites:area", args=[area.slug])


class PublishedSitemap(PortalSitemap):
    """The published things of one model; a page without translation appears in German only."""

    def __init__(self, things):
        self.things = things

    def items(self):
        return self.things.published().order_by("pk")

    def get_languages_for_item(self, thing):
        return thing.translated_into

    def lastmod(self, thing):
        return thing.updated_at


SITEMAPS = {
    "entries": EntrySitemap,
    "categories": CategorySitemap,
    "archive": ArchiveSitemap,
    "areas": AreaSitemap,
    "articles": PublishedSitemap(Article.objects.all()),
    "projects": PublishedSitemap(Project.objects.all()),
    "spaces": PublishedSitemap(Space.objects.on_offer().defer("location", "boundary", "public_location")),
    "parks": PublishedSitemap(BusinessPark.objects.defer("location", "boundary")),
    "pages": PublishedSitemap(Page.objects.all()),
}
