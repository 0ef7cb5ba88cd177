"""Responses for the map: GeoJSON, and the popup of a marker."""

from django import forms
from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from caching.pages import SharedPageMixin
from sites.mapping.clusters import MAX_NUMBERS, MapView
from sites.mapping.features import extent_in_degrees, map_features, search_area_features
from sites.mapping.geojson import JSON_OPTIONS, feature_page
from sites.models import Space
from sites.search.filters.fields import BoundsField
from sites.search.mixins import FilteredSpacesMixin

DEFERRED_FIELDS = ["search_text", "location"] + [
    f"{field}_{code}" for field in ("description", "situation") for code, _name in settings.LANGUAGES
]


class ViewForm(forms.Form):
    """Parameters of the response: a map view, or an offset."""

    view = BoundsField(required=False)
    zoom = forms.IntegerField(required=False, min_value=0, max_value=24)
    offset = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and (cleaned["view"] is None) != (cleaned["zoom"] is None):
            self.add_error("view", _("A map section and its zoom belong together."))
        return cleaned

    @property
    def map_view(self):
        bounds, zoom = self.cleaned_data["view"], self.cleaned_data["zoom"]
        return MapView(bounds, zoom) if bounds else None


class SpaceGeoJSONView(FilteredSpacesMixin, SharedPageMixin, View):
    """Search results as GeoJSON: clustered with `view` and `zoom`, else single features in pages.

    `numberMatched` is the count of the list, independent of `view`, `zoom`, `offset` and `boundaries`.
    """

    own_parameters = {"view", "zoom", "offset", "boundaries"}

    def get(self, request, **kwargs):
        form = ViewForm(request.GET)
        if not (self.filterset.is_valid() and form.is_valid()):
            return JsonResponse({"errors": {**self.filterset.form.errors, **form.errors}}, status=400)
        answer = (
            self.map_response(form.map_view) if form.map_view else self.page(form.cleaned_data["offset"] or 0)
        )
        return JsonResponse(answer, content_type="application/geo+json", json_dumps_params=JSON_OPTIONS)

    def map_response(self, view):
        matches = self.count_and_extent()
        wanted = self.filterset.wanted
        area = search_area_features(
            wanted.get("place"), wanted.get("radius"), wanted.get("polygon"), wanted.get("minutes")
        )
        return map_features(self.get_queryset(), view) | {
            "numberMatched": matches["count"],
            "extent": extent_in_degrees(matches["extent"]),
            "search_area": area,
        }

    def page(self, offset):
        with_boundaries = self.request.GET.get("boundaries") == "1"
        hidden = DEFERRED_FIELDS if with_boundaries else [*DEFERRED_FIELDS, "boundary"]
        spaces = self.get_queryset()
        total = spaces.order_by().count()
        answer = feature_page(spaces.with_facts().defer(*hidden), total, offset, with_boundaries)
        reached = offset + answer["numberReturned"]
        if answer["numberReturned"] and reached < total:
            query = self.request.GET.copy()
            query["offset"] = reached
            href = f"{settings.SITE_URL}{self.request.path}?{query.urlencode()}"
            answer["links"] = [{"rel": "next", "type": "application/geo+json", "href": href}]
        return answer


class MapObjectsView(SharedPageMixin, View):
    """HTML of a marker's popup: one space with key figures, or a list."""

    parameters = {"number"}

    def get(self, request):
        numbers = [int(text) for text in request.GET.getlist("number") if text.isdecimal() and len(text) < 10]
        spaces = Space.objects.published().on_offer().filter(number__in=numbers[:MAX_NUMBERS])
        spaces = list(spaces.with_facts().defer(*DEFERRED_FIELDS, "boundary").order_by("number"))
        if not spaces:
            raise Http404
        return render(request, "sites/_map_objects.html", {"spaces": spaces})
