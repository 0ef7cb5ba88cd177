"""Mixin shared by the list, map, tables and feed of the pool."""

from django.contrib.gis.db.models import Extent
from django.db.models import Count
from django.http import HttpResponse
from django.utils.functional import cached_property

from caching.fragments import cached
from sites.models import Space
from sites.pool.stock import current_stock
from sites.search.filter_page import PHRASE, PHRASE_NOTES, FilterPage
from sites.search.filter_page.facets import POOL_APPS
from sites.search.filters import SpaceFilterSet


class FilteredSpacesMixin:
    """Filters spaces by the query string, the same for list, map and GeoJSON."""

    @cached_property
    def filterset(self):
        kind = self.kwargs.get("kind")
        pool = Space.objects.published().on_offer()
        return SpaceFilterSet(self.request.GET, pool.filter(kind=kind) if kind else pool, kind=kind)

    own_parameters = frozenset()
    """Names of the view's parameters beside the filters."""

    def known_parameters(self):
        if self.filterset.has_transient_error:
            return frozenset()  # the page is not shared
        return self.filterset.filters.keys() | {PHRASE, *PHRASE_NOTES} | self.own_parameters

    def get_queryset(self):
        return self.filterset.matches

    def count_and_extent(self):
        """Of all matches, regardless of page and map section."""
        if not self.filterset.musts:
            kind = self.filterset.kind
            return {"count": current_stock().count(kind), "extent": current_stock().extent(kind)}
        return cached(f"extent:{self.filterset.key}", POOL_APPS, self.query_count_and_extent)

    def query_count_and_extent(self):
        return self.get_queryset().order_by().aggregate(count=Count("pk"), extent=Extent("public_location"))

    def bad_request(self):
        """A plain text 400 with the messages of the invalid filters, for responses that are not HTML pages."""
        lines = "\n".join(FilterPage(self.filterset, "list").messages)
        return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
