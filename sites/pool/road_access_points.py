"""How far from a place its ways by road may begin or end, and on what roads: the roads.engine.Stop of each."""

from dataclasses import dataclass, replace
from math import ceil, hypot

from django.contrib.gis.geos import Point

from regions.models import Landmark
from roads.engine import JUNCTION, LANDMARK, MAX_LANDMARK_ROAD_DISTANCE_M, PLOT, Stop


@dataclass(frozen=True)
class DriveStart:
    """Where ways from a space begin. point: public (None: no place is known). is_exact: of the space itself, not of its
    municipality.
    """

    point: Point | None
    is_exact: bool
    stop: Stop


def drive_start(space):
    """A road is looked for around the space's own boundary, but no farther away than from an airport; around the point
    of a municipality, where the place is hidden, as from any area.
    """
    if not (space.discloses_address and space.location):
        return DriveStart(space.public_location, False, LANDMARK)
    within = PLOT.within + (farthest_corner_m(space.location, space.boundary) if space.boundary else 0)
    return DriveStart(
        space.public_location, True, replace(PLOT, within=min(within, MAX_LANDMARK_ROAD_DISTANCE_M))
    )


def farthest_corner_m(point, boundary):
    """Whole metres from the point to the farthest corner of the box around the boundary, of the same CRS."""
    west, south, east, north = boundary.extent
    return ceil(hypot(max(east - point.x, point.x - west), max(north - point.y, point.y - south)))


def landmark_stop(kind):
    """Of landmarks of this kind."""
    return JUNCTION if kind == Landmark.Kind.MOTORWAY_JUNCTION else LANDMARK
