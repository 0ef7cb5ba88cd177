"""The day on which a check is due: never one that takes an object off the pages without a warning."""

from datetime import date, timedelta

import pytest

from sites.check_rules import GRACE_DAYS, MARKED_AFTER_DAYS, last_day, marked_from, next_due

TODAY = date(2026, 6, 9)


def days(number):
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("wanted", "known", "begin", "due"),
    [
        (days(90), days(10), None, days(90)),  # the rules now leave it more time
        (days(5), days(90), None, days(5)),  # … or less
        (days(0), days(90), None, days(0)),
        (days(-30), days(90), None, days(0)),  # by rules that come due in the past, today at the earliest
        (days(-30), days(-20), None, days(-20)),  # what is due stays due since then
        (days(-30), days(90), days(3), days(3)),  # a period that begins again, when somebody can be asked
        (days(90), days(-20), days(0), days(90)),
    ],
)
def test_a_check_comes_due_by_its_interval_and_never_in_the_past(wanted, known, begin, due):
    assert next_due(wanted, known, TODAY, begin) == due


def test_all_days_count_from_the_day_it_is_due():
    assert last_day(TODAY) == days(GRACE_DAYS) == date(2026, 7, 21)
    assert marked_from(TODAY) == days(MARKED_AFTER_DAYS) == date(2026, 6, 23)
