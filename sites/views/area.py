"""The pool in one municipality, district or state."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from caching.pages import SharedPageMixin
from regions.crs import geojson_feature
from regions.models import Area
from sites.models import BusinessPark, Space
from sites.pool.stock import current_stock

AREA_PATHS = {
    Area.Kind.STATE: "municipality__parent__parent",
    Area.Kind.DISTRICT: "municipality__parent",
    Area.Kind.MUNICIPALITY: "municipality",
}


class AreaDetailView(SharedPageMixin, DetailView):
    """Plots, halls and parks of a valid area, with links to its list and map."""

    template_name = "sites/area_detail.html"
    context_object_name = "area"
    MAX_SPACES = 12

    def get_object(self, queryset=None):
        areas = Area.objects.with_superiors().defer("boundary").valid()
        area = areas.filter(slug=self.kwargs["slug"]).first()
        if area is None:
            raise Http404
        return area

    def get_context_data(self, **kwargs):
        area = self.object
        within = {AREA_PATHS[area.kind]: area}
        pool = Space.objects.published().on_offer().filter(**within)
        count, plots = current_stock().areas[area.pk], current_stock().plots_in[area.pk]
        return (
            super().get_context_data(**kwargs)
            | {
                "query": f"?{area.kind}={area.key}",  # the filter has the name of the kind
                "counts": {"all": count, "plots": plots, "halls": count - plots},
                "spaces": pool.sorted_by("-area")[: self.MAX_SPACES].as_cards(),
                "parks": BusinessPark.objects.published().filter(**within).alphabetical(),
                "parts": areas_inside(area),
                "map_data": outline_feature(area),
                "breadcrumb": area_breadcrumb(area),
            }
        )


def areas_inside(area):
    """Return the areas inside with spaces on offer, by name, with the count as `on_offer`."""
    if area.kind == Area.Kind.MUNICIPALITY:
        return []
    inside = area.children.valid().defer("boundary", "outline").order_by("name")
    on_offer = current_stock().areas
    for part in inside:
        part.on_offer = on_offer[part.pk]
    return [part for part in inside if part.on_offer]


def outline_feature(area):
    """The simplified outline for the small map, or None."""
    return area.outline and geojson_feature(area.outline, {"name": area.full_name})


def area_breadcrumb(area):
    crumbs, above = [(area.full_name, None)], area.parent
    while above is not None:
        crumbs.insert(0, (above.full_name, reverse("sites:area", args=[above.slug])))
        above = above.parent
    return [(_("Sites and buildings"), reverse("sites:pool")), *crumbs]
