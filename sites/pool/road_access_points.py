"""Start and end points of driving routes: which roads, and how far away (roads.engine.Stop)."""

from dataclasses import dataclass, replace
from math import ceil, hypot

from django.contrib.gis.geos import Point

from regions.models import Landmark
from roads.engine import JUNCTION, LANDMARK, MAX_LANDMARK_ROAD_DISTANCE_M, PLOT, Stop


@dataclass(frozen=True)
class DriveStart:
    """Start of routes. point: public (None: unknown). is_exact: of the space itself, not of its municipality."""

    point: Point | None
    is_exact: bool
    stop: Stop


def drive_start(space):
    """Return the start of routes from a space.

    The search for a road includes the space's boundary, up to the limit for landmarks. A hidden place starts at the
    point of its municipality.
    """
    if not (space.discloses_address and space.location):
        return DriveStart(space.public_location, False, LANDMARK)
    within = PLOT.max_distance + (farthest_corner_m(space.location, space.boundary) if space.boundary else 0)
    return DriveStart(
        space.public_location, True, replace(PLOT, max_distance=min(within, MAX_LANDMARK_ROAD_DISTANCE_M))
    )


def farthest_corner_m(point, boundary):
    """Return whole metres from the point to the farthest corner of the boundary's extent; both in one metric CRS."""
    west, south, east, north = boundary.extent
    return ceil(hypot(max(east - point.x, point.x - west), max(north - point.y, point.y - south)))


def landmark_stop(kind):
    return JUNCTION if kind == Landmark.Kind.MOTORWAY_JUNCTION else LANDMARK
