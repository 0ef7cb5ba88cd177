"""How long something lives on a visitor's device, in the words of the privacy notice."""

import pytest
from django.utils import translation

from portal.legal.stored import DAY, Stored


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "until the browser closes"),
        (0, "1 minute"),
        (59, "1 minute"),
        (119, "1 minute"),
        (120, "2 minutes"),
        (DAY - 1, "1439 minutes"),
        (DAY, "1 day"),
        (2 * DAY - 1, "1 day"),
        (365 * DAY, "365 days"),
    ],
)
def test_a_life_is_told_in_minutes_below_a_day_and_in_days_from_then_on(seconds, words):
    with translation.override("en"):
        assert Stored("name", "purpose", seconds).life == words


def test_a_day_has_so_many_seconds():
    assert DAY == 86_400
