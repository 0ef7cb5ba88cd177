"""Page of a business park."""

from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.views import PublishedDetailView
from sites.mapping.geojson import boundary_feature
from sites.models import BusinessPark, Space
from sites.pool.presentation import place_label


class BusinessParkDetailView(PublishedDetailView):
    queryset = BusinessPark.objects.select_related("municipality__parent").prefetch_related("photos__picture")
    context_object_name = "park"
    gone_template = "sites/businesspark_gone.html"
    MAX_SPACES = 24
    MAX_NEARBY = 3

    def get_context_data(self, **kwargs):
        park = self.object
        spaces = park.spaces.published().on_offer().disclosed()
        return super().get_context_data(**kwargs) | {
            "place": place_label(park),
            "count": spaces.count(),
            "spaces": spaces.sorted_by("-area")[: self.MAX_SPACES].as_cards(),
            "map_data": boundary_feature(park),
            "breadcrumb": [(_("Sites and buildings"), reverse("sites:pool")), (park.name, None)],
        }

    def gone_context(self):
        """Spaces on offer elsewhere, the nearest first."""
        spaces, point = Space.objects.published().on_offer(), self.object.location
        near = spaces.sorted_by("distance", point) if point else spaces.sorted_by("newest")
        return {
            "near": near[: self.MAX_NEARBY].as_cards(),
            "breadcrumb": [(_("Sites and buildings"), reverse("sites:pool")), (_("Business park"), None)],
        }
