"""What one may ask of the pool, where no filter or page tells it apart."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from sites.models import Space
from sites.pool.related_spaces import neighbour_cards, similar_cards
from tests.factories.sites import LEIPZIG, BusinessParkFactory, SpaceFactory

pytestmark = pytest.mark.django_db

TODAY = date(2027, 7, 1)
NOON = datetime(2027, 7, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def names(spaces):
    return [space.name for space in spaces]


@pytest.mark.parametrize(("alike", "other"), [(20_000, 20_001), (5_000, 4_999)])
def test_half_to_double_the_size_is_similar_before_what_is_nearer(alike, other):
    space = SpaceFactory(area=10_000, at=LEIPZIG)
    SpaceFactory(name="fern", area=alike, at=(13, 51))
    SpaceFactory(name="nah", area=other, at=LEIPZIG)
    assert names(similar_cards(space, 5)) == ["fern", "nah"]


def test_what_is_sold_let_or_unpublished_is_similar_to_nothing():
    space = SpaceFactory()
    SpaceFactory(name="verfügbar")
    SpaceFactory(name="verkauft", taken=True)
    SpaceFactory(name="Entwurf", draft=True)
    SpaceFactory(name="Halle", hall=True)
    assert names(similar_cards(space, 5)) == ["verfügbar"]


def test_of_those_of_a_size_the_nearest_is_the_most_similar_and_one_without_a_place_the_least():
    space = SpaceFactory(area=10_000, at=LEIPZIG)
    SpaceFactory(name="ohne Lage", area=10_000, municipality=None)
    SpaceFactory(name="fern", area=10_000, at=(13, 51))
    SpaceFactory(name="nah", area=10_000, at=(12.4, 51.34))
    assert names(similar_cards(space, 5)) == ["nah", "fern", "ohne Lage"]


def test_to_one_without_a_place_the_newest_is_similar_first():
    space = SpaceFactory(municipality=None)
    for name, days in (("mittel", 2), ("neu", 1), ("alt", 3)):
        found = SpaceFactory(name=name, municipality=None)
        Space.objects.filter(pk=found.pk).update(first_published_at=NOON - days * DAY)
    assert names(similar_cards(space, 5)) == ["neu", "mittel", "alt"]


def test_neighbours_are_what_the_public_may_see_and_have_in_the_same_park_the_largest_first():
    park = BusinessParkFactory()
    space = SpaceFactory(park=park, area=20_000)
    for name, area in (("mittel", 5_000), ("groß", 9_000), ("klein", 1_000)):
        SpaceFactory(name=name, area=area, park=park)
    SpaceFactory(name="anderswo", park=BusinessParkFactory())
    SpaceFactory(name="verkauft", park=park, taken=True)
    SpaceFactory(name="Entwurf", park=park, draft=True)
    SpaceFactory(name="verborgen", park=park, hidden_place=True)
    assert names(neighbour_cards(space)) == ["groß", "mittel", "klein"]


def test_six_neighbours_are_named_whether_it_is_larger_or_smaller_than_they():
    park = BusinessParkFactory()
    others = [SpaceFactory(park=park, area=area * 1_000) for area in range(2, 8)]
    for area in (9_000, 1_000):
        space = SpaceFactory(park=park, area=area)
        assert len(neighbour_cards(space)) == len(others)
        space.delete()


def test_the_park_of_a_hidden_place_names_no_neighbours():
    park = BusinessParkFactory()
    SpaceFactory(park=park)
    assert not neighbour_cards(SpaceFactory(park=park, hidden_place=True))
    assert not neighbour_cards(SpaceFactory(park=None))


def planned(**days):
    """A public space with its check planned: what save() plans depends on the rules."""
    space = SpaceFactory(name=" ".join(days))
    Space.objects.filter(pk=space.pk).update(**days)
    return space


@pytest.mark.parametrize(
    ("due", "until", "is_due", "is_stale"),
    [
        (TODAY + DAY, TODAY + DAY, False, False),
        (TODAY, TODAY + DAY, True, False),
        (TODAY, TODAY, True, False),
        (TODAY - DAY, TODAY - DAY, False, True),
    ],
)
def test_a_check_is_due_from_its_day_to_the_last_on_the_site_and_stale_from_the_next(
    due, until, is_due, is_stale
):
    space = planned(check_due=due, confirm_until=until)
    for at in (NOON, datetime(2027, 6, 30, 22, tzinfo=UTC), datetime(2027, 7, 1, 21, 59, tzinfo=UTC)):
        assert (space in Space.objects.due(at)) is is_due
        assert (space in Space.objects.stale(at)) is is_stale


def test_nobody_has_to_check_what_is_taken_or_no_longer_published():
    checked = planned(check_due=TODAY, confirm_until=TODAY - DAY)
    for fields in ({"taken": True}, {"draft": True}, {"published_until": NOON}):
        space = SpaceFactory(**fields)
        Space.objects.filter(pk=space.pk).update(check_due=TODAY, confirm_until=TODAY - DAY)
    assert list(Space.objects.to_be_checked(NOON)) == [checked]


def test_planning_what_is_missing_leaves_what_is_planned():
    planned_already, missing = SpaceFactory.create_batch(2)
    Space.objects.filter(pk=planned_already.pk).update(check_due=TODAY)
    Space.objects.filter(pk=missing.pk).update(check_due=None)
    assert Space.objects.plan_missing_checks(timezone.now()) == 1
    assert Space.objects.get(pk=planned_already.pk).check_due == TODAY
    assert Space.objects.get(pk=missing.pk).check_due is not None


def test_ties_are_told_by_number_in_every_order():
    spaces = SpaceFactory.create_batch(3, area=5_000, at=LEIPZIG)
    Space.objects.update(first_published_at=NOON, sort_name="x", data_as_of=TODAY)
    for order in ("newest", "area", "-area", "name", "freshness", "unbekannt"):
        assert list(Space.objects.sorted_by(order)) == spaces
    assert list(Space.objects.sorted_by("distance", spaces[0].location)) == spaces
