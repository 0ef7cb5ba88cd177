"""What needs somebody at work. The rooms declare it here; the start page of the administration only shows it."""

from dataclasses import dataclass
from enum import IntEnum

from django.utils import timezone
from django.utils.formats import number_format

_sources = []


class Urgency(IntEnum):
    """How the start page orders what it shows."""

    ASKED = 1
    """A person waits for an answer."""
    DUE = 2
    """It has a date, which has come or comes soon."""
    BROKEN = 3
    """Something failed, and only somebody who looks after it can bring it to life again."""
    SOMETIME = 4


@dataclass(frozen=True)
class Notice:
    """`words` is one sentence with %(count)s in it, `url` the list of exactly these things, "" where there is none."""

    count: int
    words: str
    url: str
    urgency: Urgency = Urgency.SOMETIME

    @property
    def sentence(self):
        return self.words % {"count": number_format(self.count, force_grouping=True)}


def register_notices(source):
    """Decorates a function (user, at) that yields Notices: of what this user may do something about.

    It asks a number of queries that does not depend on the data. What counts nothing is left out here.
    """
    if source not in _sources:
        _sources.append(source)
    return source


def notices_for(user, at=None):
    """All that needs this user, the most urgent first."""
    at = at or timezone.now()
    found = [notice for source in _sources for notice in source(user, at) if notice.count]
    return sorted(found, key=lambda notice: notice.urgency)
