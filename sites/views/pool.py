"""The public pool: overview, list and map."""

import json

from django.core.paginator import InvalidPage
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import ListView, TemplateView

from caching.pages import SharedPageMixin
from publishing.canonical_query import redirect_without_empty
from publishing.querysets import MAX_COUNTED
from sites.mapping.features import extent_in_degrees
from sites.models import BusinessPark, Space
from sites.pool.stock import current_stock
from sites.search.filter_page import FilterPage
from sites.search.mixins import FilteredSpacesMixin
from sites.search.phrase_redirects import is_phrase_submitted, redirect_to_filters
from sites.views.pagination import BoundedPaginator

FRAGMENT_HEADER = "X-Fragment"
SECTION = "section"
"""Parameter with the requested section of the form; no filter, so it is not part of links."""


class SpacePageView(FilteredSpacesMixin, SharedPageMixin, ListView):
    """A page with filters and results.

    `X-Fragment: results` returns the results only, `counts` the deferred counts of a large pool, `section` the fields
    of the section in the parameter `section`.
    """

    paginate_by = 18
    paginator_class = BoundedPaginator
    context_object_name = "spaces"
    view_name = None
    missing_page = None
    section_name = ""
    own_parameters = {"page"}

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        is_page = self.fragment not in ("counts", "section")
        if is_page and getattr(response, "is_shared", False) and self.filters.is_uncounted_kind_page:
            response.is_shared = False
        return response

    def get(self, request, *args, **kwargs):
        if is_phrase_submitted(request):
            return redirect_to_filters(request, self.kwargs.get("kind"), self.view_name)
        if tidied := redirect_without_empty(request):
            return tidied
        request.GET = request.GET.copy()
        self.section_name = request.GET.pop(SECTION, [""])[-1]
        if self.fragment == "counts":
            response = self.counts()
        elif self.fragment == "section":
            response = self.section()
        else:
            response = super().get(request, *args, **kwargs)
        if self.missing_page:
            response.status_code = 404
        patch_vary_headers(response, [FRAGMENT_HEADER])
        return response

    @property
    def fragment(self):
        return self.request.headers.get(FRAGMENT_HEADER)

    @property
    def is_fragment(self):
        return self.fragment == "results"

    def counts(self):
        filters = FilterPage(self.filterset, self.view_name, counts_now=True)
        return TemplateResponse(self.request, "sites/_filter_counts.html", {"filters": filters})

    def section(self):
        filters = FilterPage(self.filterset, self.view_name, counts_now=True, section_name=self.section_name)
        if not filters.requested_section:
            raise Http404
        return TemplateResponse(
            self.request, "sites/_filter_fields.html", {"section": filters.requested_section}
        )

    @cached_property
    def filters(self):
        return FilterPage(self.filterset, self.view_name, section_name=self.section_name)

    def get_template_names(self):
        return [f"sites/space_{self.view_name}.html{'#results' if self.is_fragment else ''}"]

    def paginate_queryset(self, queryset, page_size):
        if self.filterset.sort == "distance" and self.filters.count > MAX_COUNTED:
            queryset = self.filterset.nearest_first()
        paginator = self.get_paginator(queryset, page_size)
        paginator.count = self.filters.count  # avoids another query
        asked = self.request.GET.get("page") or 1
        try:
            page = paginator.page(paginator.num_pages if asked == "last" else asked)
        except InvalidPage:
            self.missing_page = asked
            page = paginator.page(paginator.num_pages)
            page.object_list = queryset.none()
        page.object_list = self.cards(page.object_list)
        return paginator, page, page.object_list, page.has_other_pages()

    def cards(self, matches):
        """Return the cards of one page, uncached if they show the visitor's wishes."""
        if self.filterset.wishes:
            return self.filterset.page(matches).with_card()
        return matches.as_cards()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = self.filters
        return context | {
            "filters": filters,
            "pool": filters.pool,
            "kind": filters.kind,
            "title": filters.title(context["page_obj"].number),
            "count": context["paginator"].count,
            "missing_page": self.missing_page,
            "is_fragment": self.is_fragment,
        }


class SpaceListView(SpacePageView):
    view_name = "list"


class SpaceMapView(SpacePageView):
    view_name = "map"
    paginate_by = 12

    def get_context_data(self, **kwargs):
        """Add the extent of the results as the map's initial view."""
        extent = None
        if self.filterset.is_valid():
            found = self.count_and_extent()
            extent = extent_in_degrees(found["extent"])
            self.filters.count = found["count"]  # avoids another query
        return super().get_context_data(**kwargs) | {"extent": json.dumps(extent)}


class PoolView(SharedPageMixin, TemplateView):
    template_name = "sites/pool.html"
    MAX_NEWEST = 6

    def get_context_data(self, **kwargs):
        newest = Space.objects.published().on_offer().newest_first()[: self.MAX_NEWEST].as_cards()
        return super().get_context_data(**kwargs) | {
            "pool": current_stock(),
            "newest": newest,
            "parks": BusinessPark.objects.published().select_related("municipality").alphabetical(),
            "breadcrumb": [(_("Sites and buildings"), None)],
        }
