from django.contrib import admin
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from importing.uploading import ImportAdminMixin
from regions.admin_fields import RegionAdmin
from regions.forms import DaysForm
from regions.landmark_import import LandmarkImportForm
from regions.models import Area, Landmark, Postcode
from regions.shapes import corner_count


@admin.register(Area)
class AreaAdmin(RegionAdmin):
    form = DaysForm
    list_display = [
        "full_name",
        "key",
        "kind",
        "designation",
        "parent",
        "population",
        "valid_from",
        "valid_until",
    ]
    list_filter = ["kind", "designation"]
    list_per_page = 50
    search_fields = ["name", "key"]
    autocomplete_fields = ["parent"]
    exclude = ["boundary", "outline", "center"]
    readonly_fields = ["geometry_summary", "changed_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_superiors().defer("outline", "boundary")

    def choice_label(self, area):
        return area.distinct_name

    @admin.display(description=_("name"), ordering="name")
    def full_name(self, area):
        return area.full_name

    @admin.display(description=_("boundary"))
    def geometry_summary(self, area):
        if not area.boundary:
            return _("No boundary. The command import_areas brings it from a file.")
        return _("%(corners)s corners, %(area)s km². Changed by the command import_areas only.") % {
            "corners": number_format(corner_count(area.boundary), force_grouping=True),
            "area": number_format(area.boundary.area / 1e6, decimal_pos=1, force_grouping=True),
        }


@admin.register(Landmark)
class LandmarkAdmin(ImportAdminMixin, RegionAdmin):
    form = DaysForm
    import_form = LandmarkImportForm
    import_title = _("Import landmarks")
    list_display = ["name", "code", "kind", "as_of", "source"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    date_hierarchy = "as_of"


@admin.register(Postcode)
class PostcodeAdmin(RegionAdmin):
    form = DaysForm
    list_display = ["code", "name", "source"]
    search_fields = ["code", "name"]
