"""What the market side of a space was, from which day on."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from portal.models import SiteProfile
from sites.market_history import record
from sites.models import MarketRecord, Space
from tests.factories.sites import OfferFactory, SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def records(space):
    return [(str(row.since), row.marketing_status, row.price_m2) for row in space.market_records.all()]


def test_a_day_without_change_adds_no_record():
    space = SpaceFactory(published_from=MONDAY - DAY)
    assert [record(MONDAY), record(MONDAY + DAY)] == [1, 0]
    assert records(space) == [("2026-11-23", "free", None)]


def test_a_new_price_and_a_reservation_are_recorded_with_their_days():
    space = SpaceFactory(published_from=MONDAY - DAY)
    offer = OfferFactory(space=space, disposal="sale", price_m2=Decimal(40))
    record(MONDAY)
    offer.price_m2 = Decimal(35)
    offer.save()
    record(MONDAY + DAY)
    Space.objects.filter(pk=space.pk).update(marketing_status="reserved")
    record(MONDAY + 2 * DAY)
    assert records(space) == [
        ("2026-11-25", "reserved", Decimal(35)),
        ("2026-11-24", "free", Decimal(35)),
        ("2026-11-23", "free", Decimal(40)),
    ]


def test_what_returns_to_an_earlier_state_is_recorded_once():
    """It is compared with the last record, not with the first."""
    space = SpaceFactory(published_from=MONDAY - DAY)
    record(MONDAY)
    for days, status in ((1, "reserved"), (2, "free")):
        Space.objects.filter(pk=space.pk).update(marketing_status=status)
        assert record(MONDAY + days * DAY) == 1
    assert record(MONDAY + 3 * DAY) == 0
    assert [status for _since, status, _price in records(space)] == ["free", "reserved", "free"]


def test_of_two_changes_on_one_day_the_later_counts():
    space = SpaceFactory(published_from=MONDAY - DAY)
    record(MONDAY)
    Space.objects.filter(pk=space.pk).update(marketing_status="reserved")
    record(MONDAY + timedelta(hours=5))
    assert records(space) == [("2026-11-23", "reserved", None)]


def test_a_draft_has_no_history():
    SpaceFactory(workflow_state="draft")
    assert record(MONDAY) == 0


def test_the_page_shows_the_history_only_where_the_region_wants_it(client):
    space = SpaceFactory()
    for since, status in (("2026-01-01", "free"), ("2026-02-01", "reserved")):
        MarketRecord.objects.create(space=space, since=since, marketing_status=status)
    assert 'datetime="2026-01-01"' not in text_of(client.get(space.get_absolute_url()))
    SiteProfile(shows_market_history=True).save()
    assert 'datetime="2026-01-01"' in client.get(space.get_absolute_url()).content.decode()
