"""Form fields of location: polygon, place, driving time and radius."""

from math import isfinite

from django import forms
from django.contrib.gis.geos import Polygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from regions.crs import AREA_OF_USE, WGS84_SRID, densified_polygon
from roads.engine import check_minutes
from roads.faults import RoadsRefused
from sites.search import gazetteer
from sites.search.filters.fields import FigureField

MAX_CORNERS = 200
MAX_RADIUS_KM = 500
SWAPPED = _("Latitude and longitude seem to be swapped: the latitude comes first, for example 51.3,12.4.")


class PolygonField(forms.Field):
    """A polygon as "lat,lon;lat,lon;…" in degrees (WGS84), closed automatically; returns a geometry in EPSG:3035."""

    default_error_messages = {
        "invalid": _(
            "A polygon needs corners as latitude,longitude, parted by semicolons; "
            "for example 51.2,12.2;51.5,12.2;51.5,12.6."
        ),
        "too_few": _("A polygon needs at least three corners."),
        "too_many": _("A polygon may have %(most)s corners at most; this one has %(count)s."),
        "swapped": SWAPPED,
        "elsewhere": _("This polygon lies outside Europe."),
        "crossing": _("The edges of this polygon cross each other. Draw them around the area."),
    }

    def to_python(self, value):
        if value in self.empty_values:
            return None
        corners = self.corners(str(value))
        if not all(is_in_europe(*corner) for corner in corners):
            swapped = all(is_in_europe(longitude, latitude) for latitude, longitude in corners)
            raise self.error("swapped" if swapped else "elsewhere")
        ring = [(longitude, latitude) for latitude, longitude in corners]
        polygon = Polygon([*ring, ring[0]], srid=WGS84_SRID)
        if not polygon.area or not polygon.valid:
            raise self.error("crossing")
        return densified_polygon(ring)

    def corners(self, text):
        """The typed (latitude, longitude) pairs, without a last one that repeats the first."""
        parts = [part for part in text.split(";") if part.strip()]
        try:
            corners = [tuple(float(number) for number in part.split(",")) for part in parts]
        except ValueError:
            raise self.error("invalid") from None
        if not corners or any(len(corner) != 2 or not all(map(isfinite, corner)) for corner in corners):
            raise self.error("invalid")
        if corners[0] == corners[-1]:
            corners.pop()
        if len(corners) > MAX_CORNERS:
            raise self.error("too_many", most=MAX_CORNERS, count=len(corners))
        if len(set(corners)) < 3:
            raise self.error("too_few")
        return corners

    def error(self, code, **params):
        return ValidationError(self.error_messages[code], code=code, params=params)


def is_in_europe(latitude, longitude):
    west, south, east, north = AREA_OF_USE
    return south <= latitude <= north and west <= longitude <= east


class PlaceField(forms.Field):
    """A place by its token (sites/search/places.py) or by its name as typed; returns a SearchPlace."""

    default_error_messages = {
        "unknown": _("This place is not known. Choose one of the suggestions."),
        "ambiguous": _("Several places are called like that. Choose one."),
        "swapped": SWAPPED,
        "elsewhere": _("This point lies outside Europe."),
        "no_point": _("A point needs latitude,longitude in degrees, for example point:51.3,12.4."),
    }
    candidates = ()
    """Possible places for an ambiguous or misspelt name."""

    def to_python(self, value):
        if value in self.empty_values:
            return None
        place, self.candidates = gazetteer.resolve_place(value)
        if place is None:
            code = "ambiguous" if self.candidates else error_code(value)
            if code == "unknown":
                self.candidates = gazetteer.similar_places(str(value))
            raise ValidationError(self.error_messages[code], code=code)
        return place


def error_code(place):
    """The code of PlaceField's message for a text that is no place."""
    kind, _colon, typed = str(place).strip().partition(":")
    if kind != "point":
        return "unknown"
    try:
        latitude, longitude = map(float, typed.split(","))
    except ValueError:
        return "no_point"
    if is_in_europe(latitude, longitude):
        return "no_point"  # in Europe, but not in plain decimals
    return "swapped" if is_in_europe(longitude, latitude) else "elsewhere"


class MinutesField(FigureField):
    """Whole minutes of driving."""

    def to_python(self, value):
        minutes = super().to_python(value)
        if minutes is None:
            return None
        try:
            check_minutes(minutes)
        except RoadsRefused as refused:
            raise ValidationError(str(refused), code="out_of_range") from None
        return round(minutes)


class RadiusField(FigureField):
    """Kilometres."""

    default_error_messages = {"out_of_range": _("A radius is more than 0 and at most %(most)s km.")}

    def to_python(self, value):
        km = super().to_python(value)
        if km is not None and not 0 < km <= MAX_RADIUS_KM:
            message = self.error_messages["out_of_range"]
            raise ValidationError(message, code="out_of_range", params={"most": MAX_RADIUS_KM})
        return km
