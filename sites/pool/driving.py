"""Driving times from spaces to the landmark of each kind reached fastest, by lorry and by car.

Computed in the background, from the public location as distances are (sites/pool/distances.py), without traffic.
"""

import logging
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from regions.models import Landmark
from roads.engine import Access, current_graph
from roads.faults import RoadsRefused
from roads.installed import installed_graph
from roads.vehicles import Vehicle
from sites.choices import RoadAccess
from sites.models.children import SpaceDistance, batch_denormalisation
from sites.models.space import Space
from sites.models.stored import DRIVE_TARGETS
from sites.pool.distances import is_approximate
from sites.pool.road_access_points import drive_start, landmark_stop

logger = logging.getLogger(__name__)

BATCH_SIZE = 20
"""Each batch is stored in a transaction of its own."""
MAX_CANDIDATES = 25
"""Landmarks of a kind, the nearest as the crow flies, among which the fastest is looked for."""


def store_driving_times(spaces=None, kinds=None, progress=None):
    """Store the driving times of these spaces (a queryset; all when None) to landmarks of these kinds.

    Manual rows are kept; rows whose landmark, place or road is gone are deleted, all of them if no graph is installed.
    An unreadable graph changes nothing. Calls `progress(done, total)`. Returns the number of changed rows.
    """
    roads = current_graph()
    kinds = [kind for kind in DRIVE_TARGETS if kinds is None or kind in kinds]
    spaces = Space.objects.all() if spaces is None else spaces
    if roads is None:
        return delete_driving_times(spaces) if installed_graph() is None else 0
    landmarks = list(Landmark.objects.filter(kind__in=kinds).defer("course").order_by("pk"))
    written = 0
    for some in spaces.in_batches(progress, BATCH_SIZE):
        try:
            written += _store_batch(some, kinds, landmarks, roads)
        except GraphChanged:
            break  # the change enqueued all again
    return written


def delete_driving_times(spaces):
    """Delete computed driving times of these spaces, after a move or without a graph. Returns the number of rows."""
    count, driven = 0, SpaceDistance.objects.driven()
    is_told = spaces.exclude(stored_road_access="").exists()
    if not is_told and not driven.filter(space__in=spaces.values("pk")).exists():
        return count
    for some in spaces.in_batches():
        with transaction.atomic(), batch_denormalisation():
            told = some.exclude(stored_road_access="")
            if told.exists():
                told.update(stored_road_access="", stored_roads_as_of=None)
            count += driven.filter(space__in=some.values("pk")).delete()[0]
    return count


def nearest_candidates(point, landmarks, kinds):
    """Return {kind: [(metres as the crow flies, landmark)]}, the nearest first."""
    near = sorted(((one.location.distance(point), one) for one in landmarks), key=lambda found: found[0])
    return {kind: [found for found in near if found[1].kind == kind][:MAX_CANDIDATES] for kind in kinds}


@dataclass(frozen=True)
class DriveResult:
    """Result of one space. rows: {(kind, vehicle): values}."""

    access: str
    rows: dict


def _store_batch(spaces, kinds, landmarks, roads):
    """Compute before the transaction, to keep it short. Spaces moved since are skipped: the move enqueued them."""
    starts = _starts(spaces)
    driven = {pk: compute_drives(start, landmarks, kinds, roads) for pk, start in starts.items()}
    with transaction.atomic():
        if installed_graph() != roads.data:
            raise GraphChanged
        now = _starts(spaces.select_for_update())
        unmoved = {pk: driven[pk] for pk, start in now.items() if start == starts.get(pk) and driven[pk]}
        return _write_results(unmoved, kinds, roads)


class GraphChanged(Exception):
    """The installed graph was replaced or removed during the computation."""


def _starts(spaces):
    needed = ("public_location", "location", "discloses_address", "boundary")
    return {space.pk: drive_start(space) for space in spaces.order_by("pk").only(*needed)}


def compute_drives(start, landmarks, kinds, roads):
    """Return a DriveResult, or None if the road engine refused."""
    if start.point is None:
        return DriveResult("", {})
    candidates, rows, have_roads = nearest_candidates(start.point, landmarks, kinds), {}, {}
    try:
        for vehicle in Vehicle:
            have_roads[vehicle] = roads.access(start.point, vehicle, start.stop)
            if have_roads[vehicle] is Access.ROAD:
                rows |= _compute_rows(start, candidates, vehicle, roads)
    except RoadsRefused as refused:
        logger.warning("Driving times were given up: %s", getattr(refused, "reason", "") or refused)
        return None
    return DriveResult(_road_access(have_roads), rows)


def _road_access(have_roads):
    lorry, car = have_roads[Vehicle.LORRY], have_roads[Vehicle.CAR]
    if Access.OUTSIDE in (lorry, car):
        return RoadAccess.OUTSIDE
    if lorry is Access.ROAD:
        return RoadAccess.KNOWN
    return RoadAccess.CAR_ONLY if car is Access.ROAD else RoadAccess.NO_ROAD


def _compute_rows(start, candidates, vehicle, roads):
    found = {
        kind: fastest_landmark(start, some, vehicle, roads, landmark_stop(kind))
        for kind, some in candidates.items()
    }
    return {
        (kind, vehicle.value): _row_values(*first, start.is_exact, roads)
        for kind, first in found.items()
        if first
    }


def fastest_landmark(start, candidates, vehicle, roads, end):
    """Return (landmark, Route) of the fastest, or None. Candidates are sorted by distance: stops at those too far to be
    reached faster in a straight line.
    """
    best = None
    for metres, landmark in candidates:
        if best and metres >= best[1].seconds * vehicle.fastest:
            break
        way = roads.route(start.point, landmark.location, vehicle, end, start.stop)
        if way and (best is None or way.seconds < best[1].seconds):
            best = landmark, way
    return best


def _row_values(landmark, way, is_exact, roads):
    return {
        "name": landmark.name,
        "code": landmark.code,
        "km": Decimal(way.metres / 1000).quantize(Decimal("0.1")),
        "minutes": way.minutes,
        "source": roads.source,
        "as_of": roads.day,
        "is_approximate": is_approximate(landmark, is_exact),
        "has_ferry": way.has_ferry,
        "has_toll": way.has_toll,
    }


def _write_results(driven, kinds, roads):
    found = {(pk, *key): values for pk, one in driven.items() for key, values in one.rows.items()}
    written = SpaceDistance.objects.driven().filter(space__in=driven, kind__in=kinds).sync_rows(found)
    _store_access(driven, roads)
    return written


def _store_access(driven, roads):
    for access in {found.access for found in driven.values()}:
        told = {"stored_road_access": access, "stored_roads_as_of": roads.day if access else None}
        spaces = Space.objects.filter(pk__in=[pk for pk, found in driven.items() if found.access == access])
        spaces.exclude(**told).update(**told, updated_at=timezone.now())
