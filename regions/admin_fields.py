"""Form fields for areas and geometries, for the admin of every app."""

from django.contrib import admin
from django.contrib.gis.db.models import GeometryField
from django.db.models import ManyToManyField

from regions.forms import AreaChoiceField, AreasChoiceField, MapGeometryField
from regions.models import Area
from regions.widgets import MapWidget


def formfield_kwargs(db_field, request=None):
    """Return arguments for `formfield_for_dbfield`: unambiguous labels for areas, a map for geometries, else {}."""
    if db_field.related_model is Area:
        return {
            "form_class": AreasChoiceField if isinstance(db_field, ManyToManyField) else AreaChoiceField,
            "queryset": Area.objects.with_superiors().defer("boundary", "outline"),
        }
    if isinstance(db_field, GeometryField):
        return {"form_class": MapGeometryField, "widget": MapWidget(user=request and request.user)}
    return {}


class RegionAdmin(admin.ModelAdmin):
    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return super().formfield_for_dbfield(
            db_field, request, **kwargs | formfield_kwargs(db_field, request)
        )
