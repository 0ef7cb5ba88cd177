"""How far it is from a space to the nearest landmark of each kind, as the crow flies.

Measured from what the public may know of the place: distances from a hidden place to a few landmarks would tell it.
"""

from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Subquery

from regions.models import Landmark
from sites.models.children import SpaceDistance
from sites.models.space import Space

BATCH_SIZE = 100
MIN_ROUGH_PRECISION_M = 1_000
"""Metres: a landmark known no better than this gives no distance to a tenth of a kilometre."""


def store_distances(spaces=None, kinds=None, progress=None):
    """Store the distances of these spaces (a queryset; all when None) to landmarks of these kinds.

    Rows typed by hand stay beside them as they are; rows whose landmark or place is gone go. `progress(done, total)`
    is called as the work goes on. Returns the number of rows written.
    """
    kinds = list(Landmark.Kind if kinds is None else kinds)
    spaces = Space.objects.all() if spaces is None else spaces
    landmarks = {landmark.pk: landmark for landmark in Landmark.objects.filter(kind__in=kinds)}
    if not landmarks and not SpaceDistance.objects.computed().filter(kind__in=kinds).exists():
        return 0  # nothing to measure to, and nothing measured before that would have to go
    batches = spaces.in_batches(progress, BATCH_SIZE)
    return sum(_store_batch(some, kinds, landmarks) for some in batches)


def _store_batch(spaces, kinds, landmarks):
    """Measures first, so that nobody waits for it. A space that was moved meanwhile was measured where it was moved."""
    points = _points(spaces)
    measured = dict(_measure(spaces, kinds, landmarks))
    with transaction.atomic():
        unmoved = {pk for pk, point in _points(spaces).items() if point == points.get(pk)}
        rows = SpaceDistance.objects.computed().filter(space__in=unmoved, kind__in=kinds)
        return rows.sync_rows({key: values for key, values in measured.items() if key[0] in unmoved})


def _points(spaces):
    rows = spaces.order_by().values_list("pk", "public_location", "discloses_address")
    return {pk: (point and point.wkb, discloses) for pk, point, discloses in rows}


def _measure(spaces, kinds, landmarks):
    """Space, kind and no vehicle, with the values to store; nothing where there is nothing to measure."""
    there = {landmark.kind for landmark in landmarks.values()}
    kinds = [kind for kind in kinds if kind in there]
    nearest = {
        f"to_{kind}": Subquery(Landmark.objects.nearest_to_outer(kind, "public_location").values("pk"))
        for kind in kinds
    }
    is_exact = Q(discloses_address=True, location__isnull=False)
    placed = spaces.filter(public_location__isnull=False).order_by()
    measured = placed.annotate(is_exact=is_exact, **nearest)
    for pk, point, is_exact, *found in measured.values_list("pk", "public_location", "is_exact", *nearest):
        for kind, landmark in zip(kinds, found, strict=True):
            if landmark in landmarks:
                yield (pk, kind, ""), _row_values(landmarks[landmark], point, is_exact)


def is_approximate(landmark, is_exact):
    """Whether a distance is told as “about 5 km”: the landmark is known roughly, or the space by its municipality.

    is_exact: measured from the place of the space itself. Decided here and stored with the distance; `told_km` and
    `spell_distance` (sites/pool/presentation.py) follow it on every page and paper.
    """
    return not is_exact or (landmark.precision_m or 0) >= MIN_ROUGH_PRECISION_M


def _row_values(landmark, point, is_exact):
    return {
        "name": landmark.name,
        "code": landmark.code,
        "km": Decimal(landmark.shape.distance(point) / 1000).quantize(Decimal("0.1")),
        "minutes": None,
        "source": landmark.source,
        "as_of": landmark.as_of,
        "is_approximate": is_approximate(landmark, is_exact),
    }
