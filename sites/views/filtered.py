"""What list, map, tables and feed of the pool have in common."""

from django.http import HttpResponse
from django.utils.functional import cached_property

from sites.filter_page import FilterPage
from sites.filters import SpaceFilterSet
from sites.models import Space


class FilteredSpacesMixin:
    """The spaces an address asks for: the same for list, map and GeoJSON."""

    @cached_property
    def filterset(self):
        kind = self.kwargs.get("kind")
        pool = Space.objects.published().on_offer()
        return SpaceFilterSet(self.request.GET, pool.filter(kind=kind) if kind else pool, kind=kind)

    own_parameters = frozenset()
    """Names of parameters beside the filters."""

    def known_parameters(self):
        return self.filterset.filters.keys() | self.own_parameters

    def get_queryset(self):
        return self.filterset.matches

    def refusal(self):
        """Of invalid filters, for answers that are no page: 400 with the messages of the list."""
        lines = "\n".join(FilterPage(self.filterset, "list").messages)
        return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
