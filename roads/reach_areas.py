"""Reach areas (isochrones), cached per road graph in the shared cache."""

from django.contrib.gis.geos import Point
from django.core.cache import cache

from caching.stores import call_cache
from regions.crs import STORAGE_SRID, to_storage
from roads.engine import PLOT, check_minutes, current_graph
from roads.vehicles import Vehicle

GRID_M = 10
"""Points are snapped to this grid, so that near ones share an area."""


def reach_area(point, minutes, vehicle, start=PLOT):
    """Return the MultiPolygon (EPSG:3035, some hundred points) within so many minutes of driving from a point of any
    CRS, or None without a graph, or without a road at the point. `start`: an engine.Stop.

    Raises RoadsRefused: minutes out of range, or a timeout.
    """
    check_minutes(minutes)
    roads = current_graph()
    if roads is None:
        return None
    place = snap_to_grid(point)
    name = (
        f"reach:{roads.version}:{Vehicle(vehicle)}-{start.name}-{start.max_distance}-{minutes:g}-"
        f"{place.x:.0f}-{place.y:.0f}"
    )
    area = call_cache(cache.get, name)
    if area is None:
        area = roads.reach(place, minutes, vehicle, start)
        if area is not None:
            call_cache(cache.set, name, area, None)
    return area


def snap_to_grid(point):
    x, y = to_storage(point).coords[:2]
    return Point(round(x / GRID_M) * GRID_M, round(y / GRID_M) * GRID_M, srid=STORAGE_SRID)
