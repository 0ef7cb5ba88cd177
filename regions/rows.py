"""What areas and landmarks are called, read as rows: who compares with all names wants none of the 1,700 instances.

They say of themselves what the models say.
"""

from functools import cache
from typing import NamedTuple

from django.utils.timezone import localdate

from caching.versions import at_present
from regions.models import Area, Landmark
from regions.names import full_name, is_urban_district


class Superior(NamedTuple):
    """The area that another one belongs to."""

    name: str
    full_name: str
    is_urban_district: bool


class AreaRow(NamedTuple):
    pk: int
    key: str
    kind: str
    name: str
    designation: str
    population: int | None
    parent_id: int | None
    parent: Superior | None

    full_name = Area.full_name
    spellings = Area.spellings
    is_urban_district = Area.is_urban_district


class DistrictRow(NamedTuple):
    pk: int
    key: str
    kind: str
    name: str
    designation: str

    full_name = Area.full_name


class LandmarkRow(NamedTuple):
    pk: int
    kind: str
    name: str
    code: str

    __str__ = Landmark.__str__


OWN = AreaRow._fields[:-1]


def districts():
    """All, in the order of their names."""
    rows = Area.objects.districts().order_by("name").values_list(*DistrictRow._fields)
    return [DistrictRow(*row) for row in rows]


def areas():
    """Those of today that have a boundary, in no order."""
    superior, own = cache(_superior), len(OWN)  # each of the few is made once
    of_today = Area.objects.valid(localdate(at_present())).filter(boundary__isnull=False).order_by()
    rows = of_today.values_list(*OWN, "parent__kind", "parent__name", "parent__designation")
    return [AreaRow(*row[:own], superior(*row[own:]) if row[own] else None) for row in rows]


def _superior(kind, name, designation):
    return Superior(name, full_name(kind, name, designation), is_urban_district(kind, designation))


def landmarks():
    return [LandmarkRow(*row) for row in Landmark.objects.values_list(*LandmarkRow._fields)]
