from django.contrib.gis import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from formats.days import limit_years
from formats.invisible_characters import ProhibitInvisibleMixin
from importing.geometries.geojson import GeoJSONError, merge_polygons, read_geometry
from regions.boundary_files import BoundaryText
from regions.models import Area
from regions.parcels import looks_like_parcel
from regions.utm import UTMError, looks_like_utm, parse_geometry
from regions.widgets import MapWidget

ROUNDING_M = 0.01
"""Differences below this are rounding of the degrees in the form, not changes."""


class DaysForm(ProhibitInvisibleMixin, forms.ModelForm):
    """Rejects implausible years and invisible characters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        limit_years(self)


class DistinctNames:
    """Label areas of the same name unambiguously."""

    def label_from_instance(self, area):
        return area.distinct_name


class AreaChoiceField(DistinctNames, forms.ModelChoiceField):
    pass


class AreasChoiceField(DistinctNames, forms.ModelMultipleChoiceField):
    pass


class MapGeometryField(forms.GeometryField):
    """A geometry drawn on the map, or pasted as GeoJSON in WGS84 or as UTM; cleaned to the field's own SRID."""

    widget = MapWidget
    default_error_messages = {
        "required": _("Please draw it on the map or paste it as GeoJSON."),
        "parcel": _(
            "This reads like the number of a parcel (Flurstück), which tells no place by itself. Look it up in the "
            "search field above the map, or draw it there. What can be pasted are GeoJSON and UTM coordinates."
        ),
    }

    def to_python(self, value):
        if isinstance(value, BoundaryText):
            raise ValidationError(value.message, code="from_file")
        if isinstance(value, str) and (value := value.strip()):
            try:
                return self.parse(value)
            except (GeoJSONError, UTMError) as error:
                if looks_like_parcel(value):
                    raise ValidationError(self.error_messages["parcel"], code="parcel") from error
                raise ValidationError(str(error), code="invalid_geom") from error
        return value or None

    def parse(self, text):
        if not looks_like_utm(text):
            return read_geometry(text, self.geom_type)
        shape = parse_geometry(text, self.geom_type, Area.objects.extent())
        return merge_polygons([shape]) if self.geom_type == "MULTIPOLYGON" else shape

    def get_bound_field(self, form, field_name):
        self.widget.instance = getattr(form, "instance", None)
        return super().get_bound_field(form, field_name)

    def has_changed(self, initial, data):
        try:
            initial, data = self.to_python(initial), self.clean(data)
        except ValidationError:
            return True
        if initial is None or data is None:
            return initial is not data
        return not initial.equals_exact(data, tolerance=ROUNDING_M)
