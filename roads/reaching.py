"""Reach areas that were computed once are kept beside their graph, and go with it."""

import os
from contextlib import suppress
from itertools import count

from django.contrib.gis.geos import GEOSException, GEOSGeometry, Point

from regions.crs import STORAGE_SRID, to_storage
from roads.engine import PLOT, check_minutes, graph
from roads.vehicles import Vehicle

GRID_M = 10
"""Metres: places nearer to each other have one area."""
MOST_AREAS = 2_000
"""Some 5 kB each."""
FORGOTTEN_AT_ONCE = 200

_numbers = count()


def reach_area(point, minutes, vehicle, start=PLOT):
    """MultiPolygon (EPSG:3035, at most some hundred points) of what is within so many minutes of driving from a point
    of any CRS, where a way begins as at this engine.Stop. None where there is no graph, or no road at the point.

    Raises RoadsRefused, with words for visitors: minutes that are not computed, a computation that took too long.
    """
    check_minutes(minutes)
    roads = graph()
    if roads is None:
        return None
    place = on_grid(point)
    file = roads.data.folder / "reach" / _name(place, minutes, Vehicle(vehicle), start)
    area = _read(file)
    if area is None:
        area = roads.reach(place, minutes, vehicle, start)
        if area is not None:
            _keep(file, area)
    return area


def on_grid(point):
    x, y = to_storage(point).coords[:2]
    return Point(round(x / GRID_M) * GRID_M, round(y / GRID_M) * GRID_M, srid=STORAGE_SRID)


def _name(place, minutes, vehicle, start):
    return f"{vehicle.value}-{start.name}-{start.within}-{minutes:g}-{place.x:.0f}-{place.y:.0f}.wkb"


def _read(file):
    try:
        area = GEOSGeometry(memoryview(file.read_bytes()))
    except (OSError, GEOSException, ValueError):  # not there, or damaged: computed again
        return None
    area.srid = STORAGE_SRID
    return area


def _keep(file, area):
    """Where it cannot be written, it is computed again next time."""
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        _make_room(file.parent)
        beside = file.with_suffix(f".{os.getpid()}-{next(_numbers)}")
        beside.write_bytes(bytes(area.wkb))
        beside.replace(file)


def _make_room(folder):
    with os.scandir(folder) as there:
        files = list(there)
    if len(files) >= MOST_AREAS:
        for oldest in sorted(files, key=lambda file: file.stat().st_mtime)[:FORGOTTEN_AT_ONCE]:
            os.unlink(oldest)
