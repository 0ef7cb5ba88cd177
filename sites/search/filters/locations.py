"""The questions about where. No filter tells more of a place than a page does."""

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
"""Around a place that has no boundary, when no radius is asked for."""


def intersecting(geometry):
    """The public geometry meets `geometry` (EPSG:3035): a plot partly inside counts.

    An undisclosed address counts where the map shows it, at its municipality's public point.
    """
    return Q(public_location__intersects=geometry) | Q(discloses_address=True, boundary__intersects=geometry)


def within_km(geometry, km):
    """The public geometry comes within so many kilometres of `geometry` (EPSG:3035), its boundary included."""
    reach = (geometry, D(km=float(km)))
    return Q(public_location__dwithin=reach) | Q(discloses_address=True, boundary__dwithin=reach)


@dataclass(frozen=True)
class InAreas(Criterion):
    """Lies in one of the areas; `column` is the way from the municipality to their official key."""

    _: KW_ONLY
    area_kind: str
    column: str
    is_repeatable: ClassVar = True

    def field(self):
        return OfficialKeysField(area_kind=self.area_kind, label=self.label)

    def condition(self, value, cleaned_data):
        # Not joined to the spaces: a few hundred areas are found once, not for each of 100,000.
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
    """Around a place, by its `radius`, and within `minutes` of driving; with neither, an area or a park means its
    boundary, all else 10 km.
    """

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
        """Without a radius an area is searched inside its boundary, which is not "near" it."""
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
    """A driving time that is asked for, and what is reached in it (EPSG:3035; None as long as no place is known)."""

    minutes: int
    vehicle: Vehicle = Vehicle.LORRY
    area: object = None

    def __str__(self):
        words = {
            Vehicle.LORRY: _("%(minutes)s by lorry"),
            Vehicle.CAR: _("%(minutes)s by car"),
        }
        return words[self.vehicle] % {"minutes": MINUTES.spell(self.minutes)}


@dataclass(frozen=True)
class DrivingTime(Criterion):
    """Of a Drive the form computes the area, once the place is known (sites/search/filters/drive_times.py)."""

    narrows: ClassVar = False

    def field(self):
        return MinutesField(unit=MINUTES, label=self.label)

    def describe(self, value):
        return format_lazy(_("reached within {time}"), time=str(value))
