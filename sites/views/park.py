"""One business park and what is on offer in it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from publishing.views import PublishedDetailView
from sites.mapping.geojson import boundary_feature
from sites.models import BusinessPark
from sites.presenting import place


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
