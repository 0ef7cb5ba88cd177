"""Working days are Monday to Friday.

Public holidays count too: which apply differs by state, and a reminder that comes a day early harms nobody.
"""

from datetime import timedelta

from django.utils import timezone

SATURDAY = 5


def working_days_before(at, days):
    """The moment so many working days before `at`; on a weekend counted from its beginning."""
    moment = timezone.localtime(at)
    while moment.weekday() >= SATURDAY:
        moment = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        if moment.weekday() == SATURDAY:
            break
        moment -= timedelta(days=1)
    while days:
        moment -= timedelta(days=1)
        days -= moment.weekday() < SATURDAY
    return moment


def working_days_between(start, end):
    """How many working days have begun after the day of `start`, up to the day of `end`."""
    first, last = timezone.localdate(start), timezone.localdate(end)
    span = (last - first).days
    return sum((first + timedelta(days=number)).weekday() < SATURDAY for number in range(1, span + 1))
