"""How the administration asks for areas and geometries, in the forms of every room."""

from django.contrib import admin
from django.contrib.gis.db.models import GeometryField
from django.db.models import ManyToManyField

from regions.forms import AreaChoiceField, AreasChoiceField, MapGeometryField
from regions.models import Area
from regions.widgets import MapWidget


def formfield_kwargs(db_field, request=None):
    """For `formfield_for_dbfield`: areas that are called alike are told apart, geometries are drawn on our own map or
    pasted as GeoJSON; {} for all else. Where there is nothing yet, the map begins with the area of the person who asks.
    """
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
