"""Places north of Leipzig, and what is told of how far they are."""

from sites.models import Space
from tests.factories.regions import LandmarkFactory

LEIPZIG = (12.37, 51.34)
KM_NORTH = 0.00899  # degrees of latitude


def north(km, place=LEIPZIG):
    return place[0], place[1] + km * KM_NORTH


def airport(km, **fields):
    return LandmarkFactory(place=north(km), **fields)


def told(space, kind="airport"):
    """What the public learns: kilometres and name."""
    space = Space.objects.get(pk=space.pk)
    return [(row.km, row.name) for row in space.public_distances if row.kind == kind]


def stored(space, column="airport_km"):
    """What filters and sorting go by."""
    return Space.objects.values_list(f"stored_{column}", flat=True).get(pk=space.pk)
