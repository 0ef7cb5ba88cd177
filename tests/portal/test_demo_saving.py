"""When an object of the demo went public, and in which order its pictures stand."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from news.models import Article
from portal.demo import enquiries, pool
from portal.demo.saving import photos_of, published
from publishing.models import Picture
from sites.models import Plot

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 30, 12, tzinfo=BERLIN)


@pytest.fixture
def at(monkeypatch):
    return lambda hour: monkeypatch.setattr(timezone, "now", lambda: hour)


@pytest.mark.parametrize(
    ("now", "asked", "went"),
    [
        (NOON, {"days_ago": 2}, datetime(2026, 11, 28, 9, tzinfo=BERLIN)),
        (NOON, {}, datetime(2026, 11, 30, 9, tzinfo=BERLIN)),
        (NOON, {"day": date(2026, 7, 1)}, datetime(2026, 7, 1, 9, tzinfo=BERLIN)),
        (NOON.replace(hour=8), {}, NOON.replace(hour=8)),  # never later than now
        (NOON.replace(hour=0, minute=30), {"days_ago": 1}, datetime(2026, 11, 29, 9, tzinfo=BERLIN)),
    ],
)
def test_a_sample_went_public_at_nine_on_its_day_in_the_time_of_the_region(at, now, asked, went):
    at(now)
    assert published(**asked) == {
        "is_sample": True,
        "workflow_state": "published",
        "first_published_at": went,
    }


def test_pictures_stand_in_the_order_in_which_the_record_names_them():
    gallery = {"bahn": Picture(credit="1"), "hafen": Picture(credit="2")}
    placed = [{"picture": "hafen", "alt_de": "Kran"}, {"picture": "bahn", "alt_de": "Gleis"}]
    rows = list(photos_of(Article(), "article", placed, gallery))
    assert [(row.order, row.picture.credit, row.alt_de) for row in rows] == [
        (0, "2", "Kran"),
        (1, "1", "Gleis"),
    ]


@pytest.mark.parametrize(("waits", "available"), [(None, None), (0, None), (90, date(2027, 2, 28))])
def test_the_dates_of_a_space_count_from_the_day_of_loading(at, waits, available):
    at(NOON)
    record = {"confirmed_days_ago": 20, "published_days_ago": 3}
    found = pool.dates(record if waits is None else record | {"available_in_days": waits})
    assert found == published(days_ago=3) | {
        "data_as_of": date(2026, 11, 10),
        "confirm_until": date(2027, 11, 30),
        "available_from": available,
    }


def test_former_prices_stand_on_their_days_as_of_something_free_and_as_large_as_today(at):
    at(NOON)
    record = {"history": [{"days_ago": 30, "price_m2": 20}, {"days_ago": 1, "price_m2": 25}]}
    rows = pool.history_of(Plot(area=5_000), record)
    assert [(row.since, row.price_m2, row.area, row.marketing_status) for row in rows] == [
        (date(2026, 10, 31), 20, 5_000, "free"),
        (date(2026, 11, 29), 25, 5_000, "free"),
    ]


@pytest.mark.parametrize(("state", "is_answered"), [("new", False), ("answered", True), ("lost", True)])
def test_an_enquiry_of_the_demo_was_answered_within_a_day_unless_it_is_new(at, state, is_answered):
    at(NOON)
    received = NOON - timedelta(days=9)
    assert enquiries.dates({"received_days_ago": 9, "state_days_ago": 4, "state": state}) == {
        "received_at": received,
        "state_changed_at": NOON - timedelta(days=4),
        "answered_at": received + timedelta(hours=20) if is_answered else None,
        "reminded_at": received,
        "region_reminded_at": received,
    }
