"""What is reached by road from a space in 15, 30 and 45 minutes: the area, and who lives there."""

from dataclasses import dataclass

from django.contrib.gis.geos import MultiPolygon

from regions.models import Area
from roads.reaching import reach_area
from roads.vehicles import Vehicle

RINGS = (15, 30, 45)
"""Minutes."""
TOWNS_NAMED = 5
MOST_TOWNS = 5_000
"""More than lie within two hours of anywhere in Germany."""
SQUARE_KILOMETRE = 1_000_000


@dataclass(frozen=True)
class Reach:
    """area: EPSG:3035. people: the inhabitants of the municipalities whose public point lies in it, as far as they are
    known; None where none are. towns: names of the largest.
    """

    minutes: int
    vehicle: Vehicle
    area: MultiPolygon
    municipalities: int
    people: int | None
    towns: list

    @property
    def square_kilometres(self):
        return round(self.area.area / SQUARE_KILOMETRE)


def reaches_from(point, vehicle):
    """A Reach for each ring; none where no road is known. Raises RoadsRefused."""
    areas = [(minutes, reach_area(point, minutes, vehicle)) for minutes in RINGS]
    return [_reach(minutes, vehicle, area) for minutes, area in areas if area]


def _reach(minutes, vehicle, area):
    inside = Area.objects.municipalities().valid().filter(center__intersects=area).order_by("key")
    found = list(inside.values_list("population", "name")[:MOST_TOWNS])
    known = sorted((town for town in found if town[0] is not None), key=lambda town: -town[0])
    people = sum(population for population, _name in known) if known else None
    return Reach(
        minutes, vehicle, area, len(found), people, [name for _population, name in known[:TOWNS_NAMED]]
    )


def population_sources():
    """Who says how many live there: of all municipalities, each once."""
    stated = Area.objects.municipalities().valid().filter(population__isnull=False).exclude(source="")
    return list(stated.order_by("source").values_list("source", flat=True).distinct()[:3])
