"""Criteria of location. They use only locations that are public."""

from dataclasses import KW_ONLY, dataclass
from typing import ClassVar

from django.contrib.gis.measure import D
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from regions.crs import densified_bbox
from regions.models import Area
from roads.vehicles import Vehicle
from sites.facts.units import KILOMETRES, MINUTES
from sites.search.filters.criteria import MATCH_NONE, Criterion
from sites.search.filters.fields import BoundsField, OfficialKeysField, RoadsField
from sites.search.filters.location_fields import MinutesField, PlaceField, PolygonField, RadiusField

DEFAULT_RADIUS_KM = 10
"""Around a place without a boundary, if no radius is given."""


def intersecting(geometry):
    """The public geometry (of an undisclosed address its municipality's point) intersects `geometry` (EPSG:3035)."""
    return Q(public_location__intersects=geometry) | Q(discloses_address=True, boundary__intersects=geometry)


def within_km(geometry, km):
    """The public geometry is within so many kilometres of `geometry` (EPSG:3035), inclusive."""
    reach = (geometry, D(km=float(km)))
    return Q(public_location__dwithin=reach) | Q(discloses_address=True, boundary__dwithin=reach)


@dataclass(frozen=True)
class InAreas(Criterion):
    """Lies in one of the areas; `column` is the lookup from the municipality to their official key."""

    _: KW_ONLY
    area_kind: str
    column: str
    is_repeatable: ClassVar = True

    def field(self):
        return OfficialKeysField(area_kind=self.area_kind, label=self.label)

    def condition(self, value, cleaned_data):
        # A subquery instead of a join: a few hundred areas are looked up once, not for each of 100,000 spaces.
        return Q(
            municipality__in=Area.objects.filter(**{f"{self.column}__in": value}).order_by().values("pk")
        )


@dataclass(frozen=True)
class OnMotorways(Criterion):
    """The nearest junction is on one of the motorways."""

    is_repeatable: ClassVar = True

    def field(self):
        return RoadsField(required=False, label=self.label)

    def condition(self, value, cleaned_data):
        return Q(stored_motorway_code__in=value)


@dataclass(frozen=True)
class InBounds(Criterion):
    def field(self):
        return BoundsField(required=False, label=self.label)

    def condition(self, value, cleaned_data):
        box = densified_bbox(*value)
        return MATCH_NONE if box is None else intersecting(box)

    def describe(self, value):
        return _("map section")


@dataclass(frozen=True)
class InPolygon(Criterion):
    def field(self):
        return PolygonField(required=False, label=self.label)

    def condition(self, value, cleaned_data):
        return intersecting(value)

    def describe(self, value):
        return _("area drawn on the map")


@dataclass(frozen=True)
class NearPlace(Criterion):
    """Within `radius` and `minutes` of driving from a place; with neither, inside its boundary, else within 10 km."""

    def field(self):
        return PlaceField(required=False, label=self.label)

    def condition(self, value, cleaned_data):
        radius, drive = cleaned_data.get("radius"), cleaned_data.get("minutes")
        if drive:
            reached = intersecting(drive.area) if drive.area else MATCH_NONE
            return reached & within_km(value.geometry, radius) if radius else reached
        if radius is None and has_boundary(value):
            return intersecting(value.geometry)
        return within_km(value.geometry, radius or DEFAULT_RADIUS_KM)

    def describe(self, value):
        return format_lazy(_("near {place}"), place=value.label)

    def describe_inside(self, value):
        """The label without a radius: an area is searched inside its boundary, which is not "near" it."""
        if value.kind == "between":
            return value.label
        return super().describe(value.label) if has_boundary(value) else self.describe(value)


def has_boundary(place):
    kinds = ("area", "park", "between", "either")
    return place.kind in kinds and place.geometry.geom_type in ("Polygon", "MultiPolygon")


@dataclass(frozen=True)
class Radius(Criterion):
    narrows: ClassVar = False

    def field(self):
        return RadiusField(unit=KILOMETRES, label=self.label)

    def describe(self, value):
        return format_lazy(_("within {distance}"), distance=KILOMETRES.spell(value))


@dataclass(frozen=True)
class Drive:
    """A requested driving time, and the area reached in it (EPSG:3035; None if no place is given)."""

    minutes: int
    vehicle: Vehicle = Vehicle.LORRY
    area: object = None

    def __str__(self):
        words = {Vehicle.LORRY: _("%(minutes)s by lorry"), Vehicle.CAR: _("%(minutes)s by car")}
        return words[self.vehicle] % {"minutes": MINUTES.spell(self.minutes)}


@dataclass(frozen=True)
class DrivingTime(Criterion):
    """Its value is a Drive, whose area the form computes (sites/search/filters/drive_times.py)."""

    narrows: ClassVar = False

    def field(self):
        return MinutesField(unit=MINUTES, label=self.label)

    def describe(self, value):
        return format_lazy(_("reached within {time}"), time=str(value))
