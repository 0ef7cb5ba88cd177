"""Isochrones by road of 15, 30 and 45 minutes around a space, with the inhabitants inside."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.gis.geos import MultiPolygon

from regions.models import Area
from regions.population import Inhabitants, Population
from roads.reach_areas import reach_area
from roads.vehicles import Vehicle
from sites.pool.inhabitants import sufficiently_known

RING_MINUTES = (15, 30, 45)
"""Minutes."""
MAX_TOWNS_NAMED = 5
MAX_TOWNS = 5_000
"""More than within two hours of anywhere in Germany."""
M2_PER_KM2 = 1_000_000


@dataclass(frozen=True)
class Isochrone:
    """area: EPSG:3035. people: None if unknown. municipalities: number with their public point inside. towns: names of
    the largest of them.
    """

    minutes: int
    vehicle: Vehicle
    area: MultiPolygon
    municipalities: int
    people: Inhabitants | None
    towns: list

    @property
    def square_kilometres(self):
        return round(self.area.area / M2_PER_KM2)


def isochrones_from(start):
    """{vehicle: [Isochrone for each ring]} from a DriveStart; empty lists without a road. Raises RoadsRefused."""
    areas = {
        vehicle: [
            (minutes, area)
            for minutes in RING_MINUTES
            if (area := reach_area(start.point, minutes, vehicle, start.stop))
        ]
        for vehicle in Vehicle
    }
    all_areas = [area for rings in areas.values() for _minutes, area in rings]
    population = Population(reduce(or_, all_areas)) if all_areas else None
    return {
        vehicle: [_build_isochrone(minutes, vehicle, area, population) for minutes, area in rings]
        for vehicle, rings in areas.items()
    }


def _build_isochrone(minutes, vehicle, area, population):
    inside = Area.objects.municipalities().valid().filter(center__intersects=area).order_by("key")
    found = list(inside.values_list("population", "name")[:MAX_TOWNS])
    known = sorted((town for town in found if town[0] is not None), key=lambda town: -town[0])
    people = sufficiently_known(population.inside(area))
    return Isochrone(
        minutes, vehicle, area, len(found), people, [name for _population, name in known[:MAX_TOWNS_NAMED]]
    )
