"""Distances from spaces to the nearest landmark of each kind, as the crow flies.

Measured from the public location: distances from a hidden place to a few landmarks would reveal it.
"""

from decimal import Decimal

from django.db import transaction
from django.db.models import Q, Subquery

from regions.models import Landmark
from sites.models.children import SpaceDistance
from sites.models.space import Space

BATCH_SIZE = 100
MIN_ROUGH_PRECISION_M = 1_000
"""Distances to landmarks of this or a worse precision are approximate."""


def store_distances(spaces=None, kinds=None, progress=None):
    """Store the distances of these spaces (a queryset; all when None) to landmarks of these kinds.

    Manual rows are kept; rows whose landmark or place is gone are deleted. Calls `progress(done, total)`. Returns the
    number of changed rows.
    """
    kinds = list(Landmark.Kind if kinds is None else kinds)
    spaces = Space.objects.all() if spaces is None else spaces
    landmarks = {landmark.pk: landmark for landmark in Landmark.objects.filter(kind__in=kinds)}
    if not landmarks and not SpaceDistance.objects.computed().filter(kind__in=kinds).exists():
        return 0  # nothing to measure to, and nothing measured before that would have to go
    batches = spaces.in_batches(progress, BATCH_SIZE)
    return sum(_store_batch(some, kinds, landmarks) for some in batches)


def _store_batch(spaces, kinds, landmarks):
    """Measure before the transaction, to keep it short. Spaces moved since are skipped: the move measured them."""
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
    """Yield ((space pk, kind, ""), values to store)."""
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
    """Whether a distance is displayed as “about 5 km”: imprecise landmark, or measured from the municipality.

    is_exact: measured from the space's own place. The result is stored with the distance.
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
