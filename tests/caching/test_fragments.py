"""How long a part of a page is right, and for whom."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone, translation

from caching import stores
from caching.expiry import start_of_next_day
from caching.fragments import cached, cached_in_process, get_cached
from caching.versions import note_change

pytestmark = pytest.mark.django_db(transaction=True)

AT = datetime(2026, 3, 28, 22, 30, tzinfo=UTC)
"""Half past eleven of the evening before clocks go forward."""


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    cache.clear()
    clock = [AT]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])
    yield clock
    cache.clear()


def test_tomorrow_begins_at_midnight_of_the_region():
    assert start_of_next_day(AT) == datetime(2026, 3, 28, 23, tzinfo=UTC)
    assert start_of_next_day(AT + timedelta(minutes=30)) == datetime(2026, 3, 29, 22, tzinfo=UTC)


@pytest.mark.parametrize("keeping", [cached, cached_in_process])
def test_a_part_is_made_once_until_its_end_and_right_from_when_it_was_made(clock, keeping, settings):
    values = iter(range(9))

    def part(at=AT, name="card"):
        clock[0] = at
        return keeping(name, ["sites"], lambda: next(values))

    assert [part(), part(), part(name="other")] == [0, 0, 1]
    assert part(start_of_next_day(AT) - timedelta(microseconds=1)) == 0
    assert part(start_of_next_day(AT)) == 2
    assert part(AT) == 3  # what was made later is not right before
    settings.DEBUG = True
    assert part() == 4
    settings.DEBUG = False
    with transaction.atomic():
        assert part() == 5


@pytest.mark.parametrize("keeping", [cached, cached_in_process])
def test_a_part_of_another_name_language_or_state_is_another_one(keeping):
    def part(value, name="cards", rooms=("sites",)):
        return keeping(name, rooms, lambda: value)

    assert part("first") == part("new") == "first"
    assert part("new", name="map") == part("new", rooms=("sites", "news")) == "new"
    with translation.override("en"):
        assert part("new") == "new"
    note_change("news")
    assert part("newer") == "first"
    note_change("sites")
    assert part("newer") == "newer"


def test_a_part_that_is_kept_already_is_told_without_being_made(clock):
    assert get_cached("cards", ["sites"]) is None
    cached("cards", ["sites"], lambda: "first")
    assert get_cached("cards", ["sites"]) == "first"
    stores.clear_stores()
    assert get_cached("cards", ["sites"]) == "first"  # of another process
    clock[0] = start_of_next_day(AT)
    assert get_cached("cards", ["sites"]) is None
