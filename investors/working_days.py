"""Working days: Monday to Friday, public holidays included, because those differ by state."""

from datetime import timedelta

from django.utils import timezone

SATURDAY = 5


def working_days_before(at, days):
    """Return the moment so many working days before `at`; on a weekend counted from its beginning."""
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
    """Return the number of working days after the day of `start`, up to the day of `end`."""
    first, last = timezone.localdate(start), timezone.localdate(end)
    span = (last - first).days
    return sum((first + timedelta(days=number)).weekday() < SATURDAY for number in range(1, span + 1))
