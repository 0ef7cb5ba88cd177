from django.contrib.gis.db.models import GeometryField

from regions.forms import MapGeometryField
from regions.widgets import MapWidget


class MapAdminMixin:
    """For a ModelAdmin or an inline: geometries are drawn on our own map or pasted as GeoJSON."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, GeometryField):
            return db_field.formfield(form_class=MapGeometryField, widget=MapWidget, **kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
