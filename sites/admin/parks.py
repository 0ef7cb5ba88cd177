from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from editing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from editing.admin.forms.filters import PhotoFilter, RelatedOnlyFilter
from editing.admin.forms.languages import in_languages, languages_of
from editing.admin.pictures.photos import PhotoInline
from editing.admin.release.publishable_form import PublishableForm
from sites.admin.boundaries import warn_large_boundary
from sites.admin.completeness import BoundaryFilter
from sites.models import BusinessPark, BusinessParkPhoto, Space


class BusinessParkForm(PublishableForm):
    constraint_fields = PublishableForm.constraint_fields | {"park_boundary_valid": "boundary"}


class BusinessParkPhotoInline(PhotoInline):
    model = BusinessParkPhoto


@admin.register(BusinessPark)
class BusinessParkAdmin(PublishableAdmin):
    form = BusinessParkForm
    inlines = [BusinessParkPhotoInline]
    duplicated_rows = ["photos"]
    fields_not_duplicated = ["boundary"]
    list_display = ["picture", "name", "municipality", "space_count", "state", languages_of, "updated_at"]
    list_display_links = ["name"]
    search_fields = ["name_de", "name_en", "municipality__name", "operator", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["municipality", "steward"]
    list_filter = [*PublishableAdmin.list_filter, PhotoFilter, BoundaryFilter, ("steward", RelatedOnlyFilter)]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    *in_languages("name"),
                    *in_languages("description"),
                    "gross_area",
                    "slug",
                    "steward",
                ]
            },
        ),
        (_("Place"), {"fields": ["location", "boundary", "municipality"]}),
        WORKFLOW_FIELDSET,
        (
            _("Operator and companies"),
            {"classes": ["collapse"], "fields": ["operator", "website", "anchor_tenants"]},
        ),
    ]

    def get_queryset(self, request):
        inside = Space.objects.filter(park=OuterRef("pk")).order_by().values("park")
        counted = inside.annotate(count=Count("pk")).values(
            "count"
        )  # a join would read the whole pool for a page
        queryset = super().get_queryset(request).annotate(number_of_spaces=Coalesce(Subquery(counted), 0))
        if request.resolver_match.url_name.endswith("_changelist"):
            queryset = queryset.defer("boundary", "location").prefetch_related("municipality")
        return queryset

    def write_related(self, request, form, formsets, change):
        super().write_related(request, form, formsets, change)
        warn_large_boundary(request, form)

    @admin.display(description=_("properties"), ordering="number_of_spaces")
    def space_count(self, park):
        return park.number_of_spaces
