"""Inhabitants of a shape, from the figures of municipalities, or of their district.

Each area is weighted by the share of its surface within the shape (docs/adr/0084).
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from regions.models import Area

MIN_COMPLETE_PERCENT = 99
"""From this share on a shape counts as covered: outlines are simplified, and some waters belong to no area."""


@dataclass(frozen=True)
class Inhabitants:
    """percent: the share of the shape in areas with a figure; below MIN_COMPLETE_PERCENT `people` is a minimum.
    as_of: the oldest day of the figures, None if one is missing. sources: without duplicates.
    """

    people: int
    percent: int
    as_of: date | None
    sources: tuple

    @property
    def is_complete(self):
        return self.percent >= MIN_COMPLETE_PERCENT


@dataclass(frozen=True)
class CountedArea:
    """outline: EPSG:3035. ground: its area in m²."""

    population: int
    as_of: date | None
    source: str
    outline: object
    ground: float
    extent: tuple


class Population:
    """The counted areas, loaded once for several shapes; only those that intersect `shape` (EPSG:3035) if given."""

    def __init__(self, shape=None):
        counting = counted_area_ids()
        areas = Area.objects.filter(pk__in=counting) if counting else Area.objects.none()
        if shape is not None:
            areas = areas.filter(outline__intersects=shape)
        self.parts = [
            CountedArea(population, as_of, source, outline, outline.area, outline.extent)
            for population, as_of, source, outline in areas.order_by("key").values_list(
                "population", "population_as_of", "population_source", "outline"
            )
            if outline.area
        ]

    def inside(self, shape):
        """Return the Inhabitants of a shape (EPSG:3035), None where it intersects no area with a figure."""
        people, ground, found = 0.0, 0.0, []
        prepared = shape.prepared
        for part in self.parts:
            if not bboxes_overlap(part.extent, shape.extent) or not prepared.intersects(part.outline):
                continue
            inside = part.ground if prepared.covers(part.outline) else shape.intersection(part.outline).area
            people += part.population * inside / part.ground
            ground += inside
            found.append(part)
        if not found:
            return None
        days = [part.as_of for part in found]
        return Inhabitants(
            round(people),
            min(100, int(100 * ground / shape.area)),
            None if None in days else min(days),
            tuple(dict.fromkeys(part.source for part in found if part.source)),
        )


def bboxes_overlap(one, other):
    west, south, east, north = one
    return west <= other[2] and east >= other[0] and south <= other[3] and north >= other[1]


def counted_area_ids():
    """Return the pks of the municipalities of each district if all have a figure, else of the district if it has one,
    else of its municipalities that have one.
    """
    areas = Area.objects.valid().filter(kind__in=[Area.Kind.DISTRICT, Area.Kind.MUNICIPALITY])
    is_known = Q(population__isnull=False, outline__isnull=False)
    districts, municipalities = {}, defaultdict(list)
    rows = areas.order_by("key").annotate(is_known=is_known)
    for pk, kind, parent, is_known in rows.values_list("pk", "kind", "parent", "is_known"):
        if kind == Area.Kind.DISTRICT:
            districts[pk] = is_known
        else:
            municipalities[parent].append((pk, is_known))
    counting = []
    for district in {*districts, *municipalities}:
        known = [pk for pk, is_known in municipalities[district] if is_known]
        is_complete = known and len(known) == len(municipalities[district])
        counting += [district] if districts.get(district) and not is_complete else known
    return counting
