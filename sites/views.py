"""The public pool: overview, list, map, GeoJSON, one space, one park, one document."""

import mimetypes
from pathlib import PurePath

from django.conf import settings
from django.core.paginator import InvalidPage
from django.http import FileResponse, Http404, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.generic import ListView, TemplateView, View

from publishing.views import Gone, PublishedDetailView
from sites.asking import phrase_of, redirect_to_filters
from sites.choices import Kind
from sites.fact_groups import (
    distance_caption,
    distance_rows,
    distance_sources,
    fact_groups,
    offer_groups,
    utility_facts,
)
from sites.filter_page import ROUTES, FilterPage, pool_state
from sites.filters import SpaceFilterSet
from sites.geojson import boundary_feature
from sites.models import BusinessPark, Space, SpaceDocument
from sites.models.numbers import IssuedNumber
from sites.places import as_json, suggest_places
from sites.presenting import key_facts, place, postal_place

FRAGMENT_HEADER = "X-Fragment"
LONGEST_PLACE_NAME = 100
# A withdrawn document (an exposé, a contract's terms) must be out of reach at once, so no shared cache may have it. The
# reader's own browser has seen it anyway; five minutes let a PDF viewer fetch it twice.
DOCUMENT_CACHING = "private, max-age=300"


class FilteredSpacesMixin:
    """The spaces an address asks for: the same for list, map and GeoJSON."""

    @cached_property
    def filterset(self):
        kind = self.kwargs.get("kind")
        pool = Space.objects.published().on_offer()
        return SpaceFilterSet(self.request.GET, pool.filter(kind=kind) if kind else pool, kind=kind)

    def get_queryset(self):
        return self.filterset.matches

    def refusal(self):
        """Of invalid filters, for answers that are no page: 400 with the messages of the list."""
        lines = "\n".join(FilterPage(self.filterset, "list").messages)
        return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")


class SpacePageView(FilteredSpacesMixin, ListView):
    """A page with filters and what they find. `X-Fragment: results` gets the results alone."""

    paginate_by = 24
    context_object_name = "spaces"
    view_name = None
    missing_page = None

    def get(self, request, *args, **kwargs):
        if phrase_of(request):
            return redirect_to_filters(request, self.kwargs.get("kind"), self.view_name)
        response = super().get(request, *args, **kwargs)
        if self.missing_page:
            response.status_code = 404
        patch_vary_headers(response, [FRAGMENT_HEADER])
        return response

    def get_template_names(self):
        is_fragment = self.request.headers.get(FRAGMENT_HEADER) == "results"
        return [f"sites/space_{self.view_name}.html{'#results' if is_fragment else ''}"]

    def paginate_queryset(self, queryset, page_size):
        """A page that does not exist shows no objects and says where the list ends."""
        paginator = self.get_paginator(queryset, page_size)
        asked = self.request.GET.get("page") or 1
        try:
            page = paginator.page(paginator.num_pages if asked == "last" else asked)
        except InvalidPage:
            self.missing_page = asked
            page = paginator.page(paginator.num_pages)
            page.object_list = queryset.none()
        page.object_list = self.filterset.page(page.object_list).with_card()
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = FilterPage(self.filterset, self.view_name)
        return context | {
            "filters": filters,
            "pool": filters.pool,
            "kind": filters.kind,
            "count": context["paginator"].count,
            "missing_page": self.missing_page,
            "breadcrumb": pool_breadcrumb(filters.kind, here=self.view_name),
        }


class SpaceListView(SpacePageView):
    view_name = "list"


class SpaceMapView(SpacePageView):
    view_name = "map"


class PoolView(TemplateView):
    template_name = "sites/pool.html"
    NEWEST = 6

    def get_context_data(self, **kwargs):
        newest = Space.objects.published().on_offer().newest_first().with_card()[: self.NEWEST]
        return super().get_context_data(**kwargs) | {
            "pool": pool_state(),
            "newest": newest,
            "parks": BusinessPark.objects.published().select_related("municipality").order_by("name"),
            "breadcrumb": [(_("Space pool"), None)],
        }


class SpaceDetailView(PublishedDetailView):
    queryset = Space.objects.with_page()
    gone_template = "sites/space_gone.html"
    SIMILAR = 3
    NEIGHBOURS = 6

    def get_object(self, queryset=None):
        number = self.kwargs["number"]
        space = self.get_queryset().filter(number=number).first()
        if space is None:
            raise Gone if IssuedNumber.objects.filter(value=number).exists() else Http404
        return space

    def show(self, **context):
        """The page under its one address; kind and slug may have changed since a link was made."""
        address = self.object.get_absolute_url()
        if self.request.path != address:
            query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
            return HttpResponsePermanentRedirect(address + query)
        return super().show(**context)

    def get_context_data(self, **kwargs):
        space = self.object
        park = space.public_park
        neighbours = space_lines(Space.objects.neighbours_of(space).with_line()[: self.NEIGHBOURS])
        similar = Space.objects.similar_to(space).exclude(pk__in=[line["space"].pk for line in neighbours])
        return super().get_context_data(**kwargs) | {
            "place": postal_place(space),
            "key_facts": key_facts(space),
            "fact_groups": fact_groups(space),
            "offer_groups": offer_groups(space),
            "utilities": utility_facts(space),
            "distances": distance_rows(space),
            "distance_caption": distance_caption(space),
            "distance_sources": distance_sources(space),
            "documents": [document_line(document) for document in space.documents.all()],
            "park": park if park and park.is_published() else None,
            "map_data": boundary_feature(space),
            "neighbours": neighbours,
            "similar": space_lines(similar.with_line()[: self.SIMILAR]),
            "market_records": space.market_records.all(),
            "breadcrumb": pool_breadcrumb(space.kind, here=_("Object %(number)s") % {"number": space.number}),
        }

    def gone_context(self):
        number, kind = self.kwargs["number"], self.kwargs["kind"]
        space = Space.objects.filter(number=number).first()
        alike = (
            Space.objects.similar_to(space)
            if space
            else Space.objects.published().on_offer().filter(kind=kind).newest_first()
        )
        return {
            "number": number,
            "kind": kind,
            "similar": alike.with_card()[: self.SIMILAR],
            "breadcrumb": pool_breadcrumb(kind, here=_("Object %(number)s") % {"number": number}),
        }


class BusinessParkDetailView(PublishedDetailView):
    queryset = BusinessPark.objects.select_related("municipality__parent").prefetch_related("photos__picture")
    context_object_name = "park"
    gone_template = "sites/businesspark_gone.html"

    def get_context_data(self, **kwargs):
        park = self.object
        return super().get_context_data(**kwargs) | {
            "place": place(park),
            "spaces": park.spaces.published().on_offer().disclosed().with_card().sorted_by("-area"),
            "map_data": boundary_feature(park),
            "breadcrumb": [(_("Space pool"), reverse("sites:pool")), (park.name, None)],
        }

    def gone_context(self):
        return {"breadcrumb": [(_("Space pool"), reverse("sites:pool")), (_("Business park"), None)]}


class SpaceDocumentView(View):
    """A document of a published space, for staff also of others. Only a PDF opens in the browser."""

    def get(self, request, pk, name):
        document = get_object_or_404(SpaceDocument.objects.select_related("space"), pk=pk)
        is_public = document.space.is_published()
        if not is_public and not request.user.is_staff:
            raise Http404
        if name != file_name(document):
            raise Http404
        is_pdf = name.lower().endswith(".pdf")
        try:
            file = document.file.open()
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(
            file,
            as_attachment=not is_pdf,
            filename=name,
            content_type="application/pdf" if is_pdf else "application/octet-stream",
        )
        response["X-Content-Type-Options"] = "nosniff"
        if not is_pdf:
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = DOCUMENT_CACHING if is_public else "private, no-store"
        return response


def file_name(document):
    return PurePath(document.file.name).name


def document_line(document):
    """What the page says of a document. A file that is missing on the disk has no size."""
    name = file_name(document)
    try:
        size = document.file.size
    except FileNotFoundError:
        size = None
    kind = mimetypes.guess_type(name)[0] or ""
    return {
        "document": document,
        "url": reverse("sites:document", kwargs={"pk": document.pk, "name": name}),
        "format": PurePath(name).suffix.lstrip(".").upper() or kind,
        "size": size,
        "language": title_language(document),
    }


def title_language(document):
    """The language a document's title is shown in."""
    code = get_language()
    return code if getattr(document, f"title_{code}", None) else settings.LANGUAGE_CODE


def space_lines(spaces):
    """A line each: the space, its place."""
    return [{"space": space, "place": place(space)} for space in spaces]


def pool_breadcrumb(kind, here):
    """Pool, kind, and what is looked at: "list", "map" or words."""
    names = {Kind.PLOT: _("Commercial plots"), Kind.HALL: _("Hall properties"), None: _("All objects")}
    crumbs = [(_("Space pool"), reverse("sites:pool"))]
    if here == "list":
        return [*crumbs, (names[kind], None)]
    crumbs.append((names[kind], reverse(ROUTES[kind]["list"])))
    return [*crumbs, (_("Location map") if here == "map" else here, None)]


@require_safe
@cache_control(public=True, max_age=300)
def suggest(request):
    """Places for what is typed into the place field; nothing for what is longer than any name."""
    typed = request.GET.get("q", "")
    places = suggest_places(typed) if len(typed) <= LONGEST_PLACE_NAME else []
    return JsonResponse([as_json(place) for place in places], safe=False)
