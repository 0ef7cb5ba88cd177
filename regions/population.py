"""Who lives in a shape on the map, as far as the areas of today say: municipalities, or their district as a whole.

An area counts by the share of its own ground that lies in the shape (docs/adr/0084): nobody knows where in it they
live.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from regions.models import Area

MIN_COMPLETE_PERCENT = 99
"""From this share on a shape counts as known: outlines are simplified, and waters belong to nobody."""


@dataclass(frozen=True)
class Inhabitants:
    """people: a whole number. percent: the share of the shape in areas whose figure is known; below WHOLE_PERCENT the
    people are at least so many. as_of: the oldest day of the figures, None where one has none. sources: each once.
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
    """An area that counts. outline: EPSG:3035."""

    population: int
    as_of: date | None
    source: str
    outline: object
    ground: float
    extent: tuple


class Population:
    """The areas that count, read once for many questions; with a `shape` (EPSG:3035) only those that meet it."""

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
        """The Inhabitants of a shape (EPSG:3035), None where no area with a figure meets it."""
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
    """The pks of the areas that count: the municipalities of a district where all have a figure, else the district
    where it has one, else those of its municipalities that have one.
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
