"""How far it is from a space to the nearest landmark of each kind, as the crow flies.

Measured from what the public may know of the place: distances from a hidden place to a few landmarks would tell it.
"""

from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from regions.models import Landmark
from sites.models.children import SpaceDistance
from sites.models.space import Space
from sites.models.stored import DISTANCES, road_code

SPACES_AT_ONCE = 500
MEASURED = ("name", "code", "km", "minutes", "source", "as_of", "is_approximate")
ROUGH_FROM = 1_000
"""Metres: a landmark known no better than this gives no distance to a tenth of a kilometre."""


def measure(spaces=None, kinds=None, progress=None):
    """Store the distances of these spaces (a queryset; all when None) to landmarks of these kinds.

    Rows typed by hand stay beside them as they are; rows whose landmark or place is gone go. `progress(done, total)`
    is called as the work goes on. Returns the number of rows written.
    """
    kinds = list(Landmark.Kind if kinds is None else kinds)
    spaces = Space.objects.all() if spaces is None else spaces
    landmarks = {landmark.pk: landmark for landmark in Landmark.objects.filter(kind__in=kinds)}
    if not landmarks and not SpaceDistance.objects.computed().filter(kind__in=kinds).exists():
        return 0  # nothing to measure to, and nothing measured before that would have to go
    numbers = list(spaces.order_by("pk").values_list("pk", flat=True))
    written = 0
    for start in range(0, len(numbers), SPACES_AT_ONCE):
        some = numbers[start : start + SPACES_AT_ONCE]
        written += _store(some, kinds, landmarks)
        if progress:
            progress(start + len(some), len(numbers))
    return written


def _store(pks, kinds, landmarks):
    """Measures first, so that nobody waits for it. A space that was moved meanwhile was measured where it was moved."""
    points = _points(pks)
    measured = list(_measured(pks, kinds, landmarks))
    with transaction.atomic():
        unmoved = {pk for pk, point in _points(pks).items() if point == points.get(pk)}
        return _write(pks, kinds, [found for found in measured if found[0] in unmoved])


def _points(pks):
    rows = Space.objects.filter(pk__in=pks).order_by()
    return {
        pk: (point and point.wkb, discloses)
        for pk, point, discloses in rows.values_list("pk", "public_location", "discloses_address")
    }


def _write(pks, kinds, measured):
    stored = {}
    rows = SpaceDistance.objects.computed().filter(space__in=pks, kind__in=kinds)
    for row in rows.select_for_update():
        stored[row.space_id, row.kind] = row
    new, changed, gone = [], [], []
    for space_id, kind, values in measured:
        row = stored.get((space_id, kind))
        if row is None:
            if values:
                new.append(SpaceDistance(space_id=space_id, kind=kind, is_manual=False, **values))
        elif values is None:
            gone.append(row.pk)
        elif any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    SpaceDistance.objects.filter(pk__in=gone).delete()
    # The plain manager, so that the spaces are told once. A colleague's row of the same moment is as good as ours.
    rows = SpaceDistance._base_manager
    rows.bulk_create(new, batch_size=500, ignore_conflicts=True)
    rows.bulk_update(changed, MEASURED, batch_size=200)
    if new or changed:
        _tell_spaces([*new, *changed])
    return len(new) + len(changed) + len(gone)


def _tell_spaces(rows):
    """Spaces store how far it is, for filters and sorting: here in a few statements, whatever their number."""
    spaces = Space.objects.filter(pk__in={row.space_id for row in rows})
    told = SpaceDistance.objects.public().filter(space=OuterRef("pk")).values("km")
    kinds = {row.kind for row in rows}
    kilometres = {DISTANCES[kind]: Subquery(told.filter(kind=kind)[:1]) for kind in kinds}
    spaces.update(**kilometres, updated_at=timezone.now())
    if Landmark.Kind.MOTORWAY_JUNCTION in kinds:
        junction = told.filter(kind=Landmark.Kind.MOTORWAY_JUNCTION).values("is_approximate")[:1]
        spaces.update(stored_motorway_is_approximate=Coalesce(Subquery(junction), False))
    by_road = defaultdict(list)
    for row in rows:
        if row.kind == Landmark.Kind.MOTORWAY_JUNCTION:
            by_road[road_code(row.code)].append(row.space_id)
    typed = SpaceDistance.objects.public().filter(kind=Landmark.Kind.MOTORWAY_JUNCTION, is_manual=True)
    for code, pks in by_road.items():
        Space.objects.filter(pk__in=pks).exclude(pk__in=typed.values("space")).update(
            stored_motorway_code=code
        )


def _measured(pks, kinds, landmarks):
    """Space, kind and the values to store, None where there is nothing to measure."""
    there = {landmark.kind for landmark in landmarks.values()}
    kinds, missing = [kind for kind in kinds if kind in there], [kind for kind in kinds if kind not in there]
    yield from ((pk, kind, None) for pk in pks for kind in missing)
    nearest = {
        f"to_{kind}": Subquery(Landmark.objects.nearest_to_outer(kind, "public_location").values("pk"))
        for kind in kinds
    }
    spaces = Space.objects.filter(pk__in=pks).order_by()
    is_exact = Q(discloses_address=True, location__isnull=False)
    measured = spaces.annotate(is_exact=is_exact, **nearest)
    for pk, point, is_exact, *found in measured.values_list("pk", "public_location", "is_exact", *nearest):
        for kind, landmark in zip(kinds, found, strict=True):
            landmark = landmarks.get(landmark)
            yield pk, kind, _values(landmark, point, is_exact) if landmark and point else None


def is_approximate(landmark, is_exact):
    """Whether a distance is told as “about 5 km”: the landmark is known roughly, or the space by its municipality.

    is_exact: measured from the place of the space itself. Decided here and stored with the distance; `told_km` and
    `spell_distance` (sites/presenting.py) follow it on every page and paper.
    """
    return not is_exact or (landmark.precision_m or 0) >= ROUGH_FROM


def _values(landmark, point, is_exact):
    return {
        "name": landmark.name,
        "code": landmark.code,
        "km": Decimal(landmark.shape.distance(point) / 1000).quantize(Decimal("0.1")),
        "minutes": None,
        "source": landmark.source,
        "as_of": landmark.as_of,
        "is_approximate": is_approximate(landmark, is_exact),
    }
