from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from investors.working_days import working_days_before, working_days_between


def november(day, hour=10):
    """In 2026, where the 2nd, 9th, 16th and 23rd are Mondays."""
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("at", "before"),
    [
        (november(12), november(9)),
        (november(11), november(6)),
        (november(9), november(4)),
        (november(14), november(11, 0)),
        (november(15, 23), november(11, 0)),
    ],
    ids=["thursday", "wednesday", "monday", "saturday", "sunday"],
)
def test_three_working_days_before_skips_the_weekend(at, before):
    assert working_days_before(at, 3) == before


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (november(9), november(9, 23), 0),
        (november(9), november(12), 3),
        (november(6), november(9), 1),
        (november(7), november(8), 0),
    ],
    ids=["same day", "within a week", "over a weekend", "on a weekend"],
)
def test_an_age_counts_working_days_only(start, end, days):
    assert working_days_between(start, end) == days


def test_a_day_of_an_age_is_one_of_berlin():
    half_past_midnight = datetime(2026, 11, 9, 23, 30, tzinfo=UTC)  # of Tuesday the 10th
    assert working_days_between(half_past_midnight, november(11)) == 1
    assert working_days_between(november(9), half_past_midnight) == 1
