from django.contrib.gis import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regions.geojson import GeoJSONError, read_geometry
from regions.widgets import MapWidget

ROUNDING_M = 0.01
"""Metres. Degrees in the form are rounded; a difference below this is no change."""


class MapGeometryField(forms.GeometryField):
    """A geometry drawn on the map or pasted as GeoJSON in WGS84; cleaned to the field's own SRID."""

    widget = MapWidget
    default_error_messages = {"required": _("Please draw it on the map or paste it as GeoJSON.")}

    def to_python(self, value):
        if isinstance(value, str) and (value := value.strip()):
            try:
                return read_geometry(value, self.geom_type)
            except GeoJSONError as error:
                raise ValidationError(str(error), code="invalid_geom") from error
        return value or None

    def has_changed(self, initial, data):
        try:
            initial, data = self.to_python(initial), self.clean(data)
        except ValidationError:
            return True
        if initial is None or data is None:
            return initial is not data
        return not initial.equals_exact(data, tolerance=ROUNDING_M)
