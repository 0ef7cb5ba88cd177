"""What one may ask of the pool, where no filter or page tells it apart."""

import pytest

from sites.models import Space
from tests.factories.sites import LEIPZIG, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("alike", "other"), [(20_000, 20_001), (5_000, 4_999)])
def test_half_to_double_the_size_is_similar_before_what_is_nearer(alike, other):
    space = SpaceFactory(area=10_000, at=LEIPZIG)
    SpaceFactory(name="fern", area=alike, at=(13, 51))
    SpaceFactory(name="nah", area=other, at=LEIPZIG)
    assert [found.name for found in Space.objects.similar_to(space)] == ["fern", "nah"]


def test_what_is_sold_let_or_unpublished_is_similar_to_nothing():
    space = SpaceFactory()
    SpaceFactory(name="verfügbar")
    SpaceFactory(name="verkauft", taken=True)
    SpaceFactory(name="Entwurf", draft=True)
    SpaceFactory(name="Halle", hall=True)
    assert [found.name for found in Space.objects.similar_to(space)] == ["verfügbar"]
