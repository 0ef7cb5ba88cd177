"""What the market side of a space was, from which day on."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from portal.models import SiteProfile
from sites.models import MarketRecord, Plot, Space
from sites.pool.market_history import record_market_figures
from tests.factories.sites import MunicipalityFactory, OfferFactory, SpaceFactory
from tests.reading import text_of

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def records(space):
    return [(str(row.since), row.marketing_status, row.price_m2) for row in space.market_records.all()]


def test_a_day_without_change_adds_no_record():
    space = SpaceFactory(published_from=MONDAY - DAY)
    assert [record_market_figures(MONDAY), record_market_figures(MONDAY + DAY)] == [1, 0]
    assert records(space) == [("2026-11-23", "free", None)]


def test_a_new_price_and_a_reservation_are_recorded_with_their_days():
    space = SpaceFactory(published_from=MONDAY - DAY)
    offer = OfferFactory(space=space, disposal="sale", price_m2=Decimal(40))
    record_market_figures(MONDAY)
    offer.price_m2 = Decimal(35)
    offer.save()
    record_market_figures(MONDAY + DAY)
    Space.objects.filter(pk=space.pk).update(marketing_status="reserved")
    record_market_figures(MONDAY + 2 * DAY)
    assert records(space) == [
        ("2026-11-25", "reserved", Decimal(35)),
        ("2026-11-24", "free", Decimal(35)),
        ("2026-11-23", "free", Decimal(40)),
    ]


def test_what_returns_to_an_earlier_state_is_recorded_once():
    """It is compared with the last record, not with the first."""
    space = SpaceFactory(published_from=MONDAY - DAY)
    record_market_figures(MONDAY)
    for days, status in ((1, "reserved"), (2, "free")):
        Space.objects.filter(pk=space.pk).update(marketing_status=status)
        assert record_market_figures(MONDAY + days * DAY) == 1
    assert record_market_figures(MONDAY + 3 * DAY) == 0
    assert [status for _since, status, _price in records(space)] == ["free", "reserved", "free"]


def test_of_two_changes_on_one_day_the_later_counts():
    space = SpaceFactory(published_from=MONDAY - DAY)
    record_market_figures(MONDAY)
    Space.objects.filter(pk=space.pk).update(marketing_status="reserved")
    record_market_figures(MONDAY + timedelta(hours=5))
    assert records(space) == [("2026-11-23", "reserved", None)]


def test_a_draft_has_no_history():
    SpaceFactory(workflow_state="draft")
    assert record_market_figures(MONDAY) == 0


def test_a_record_says_what_yearly_figures_are_grouped_by():
    town = MunicipalityFactory(key="15002000")
    space = SpaceFactory(
        published_from=MONDAY - DAY,
        municipality=town,
        municipality_is_fixed=True,
        zoning="GI",
        plan_status="in_force",
        previous_use="brownfield",
        round_the_clock="yes",
        rail_siding="at_plot",
    )
    record_market_figures(MONDAY)
    row = space.market_records.get()
    assert (row.kind, row.municipality_key) == ("plot", "15002000")
    assert (row.zoning, row.plan_status, row.previous_use) == ("GI", "in_force", "brownfield")
    assert (row.round_the_clock, row.rail_siding) == ("yes", "at_plot")


def test_the_day_is_recorded_on_which_a_space_leaves_the_market():
    space = SpaceFactory(published_from=MONDAY - DAY, published_until=MONDAY + DAY)
    for days in (0, 2, 3):
        record_market_figures(MONDAY + days * DAY)
    assert [row.left_on for row in space.market_records.all()] == [(MONDAY + 2 * DAY).date()]


def test_a_space_that_comes_back_begins_a_new_record():
    space = SpaceFactory(published_from=MONDAY - DAY)
    for days, state in enumerate(("published", "withdrawn", "published", "withdrawn", "published")):
        Space.objects.filter(pk=space.pk).update(workflow_state=state)
        record_market_figures(MONDAY + days * DAY)
        record_market_figures(MONDAY + days * DAY)
    days = [(row.since.day, row.left_on and row.left_on.day) for row in space.market_records.all()]
    assert days == [(27, None), (25, 26), (23, 24)]


def test_what_returns_on_the_day_it_left_was_never_away():
    space = SpaceFactory(published_from=MONDAY - DAY)
    for state in ("published", "withdrawn", "published"):
        Space.objects.filter(pk=space.pk).update(workflow_state=state)
        record_market_figures(MONDAY)
    assert [row.left_on for row in space.market_records.all()] == [None]


def test_records_outlive_their_space_and_hold_together_without_its_name():
    space, other = SpaceFactory(published_from=MONDAY - DAY), SpaceFactory(published_from=MONDAY - DAY)
    record_market_figures(MONDAY)
    Space.objects.filter(pk=space.pk).update(marketing_status="reserved")
    record_market_figures(MONDAY + DAY)
    space.delete()
    record_market_figures(MONDAY + 2 * DAY)
    record_market_figures(MONDAY + 3 * DAY)
    later, first = MarketRecord.objects.filter(space=None)
    assert later.series == first.series != other.market_records.get().series
    assert (first.left_on, later.left_on) == (None, (MONDAY + 2 * DAY).date())
    named = {value for row in (first, later) for value in vars(row).values() if not isinstance(value, UUID)}
    assert not named & {space.number, space.name, str(space.number)}


def test_records_of_a_sample_go_with_it():
    """What was invented for the demo is no figure of the market."""
    for model in (Space, Plot):
        space = SpaceFactory(is_sample=True, published_from=MONDAY - DAY)
        record_market_figures(MONDAY)
        model.objects.get(pk=space.pk).delete()
    assert not MarketRecord.objects.exists()


def test_pages_leave_out_a_change_that_they_do_not_show(client):
    SiteProfile(shows_market_history=True).save()
    space = SpaceFactory()
    for since, zoning in (("2026-01-01", ""), ("2026-02-01", "GI")):
        MarketRecord.objects.create(space=space, since=since, marketing_status="free", zoning=zoning)
    assert 'id="history"' not in text_of(client.get(space.get_absolute_url()))
    MarketRecord.objects.create(space=space, since="2026-03-01", marketing_status="reserved", zoning="GI")
    page = client.get(space.get_absolute_url()).content.decode()
    assert re.findall(r'datetime="(2026-0\d-01)"', page) == ["2026-03-01", "2026-01-01"]


def test_the_page_shows_the_history_only_where_the_region_wants_it(client):
    space = SpaceFactory()
    for since, status in (("2026-01-01", "free"), ("2026-02-01", "reserved")):
        MarketRecord.objects.create(space=space, since=since, marketing_status=status)
    assert 'datetime="2026-01-01"' not in text_of(client.get(space.get_absolute_url()))
    SiteProfile(shows_market_history=True).save()
    assert 'datetime="2026-01-01"' in client.get(space.get_absolute_url()).content.decode()
