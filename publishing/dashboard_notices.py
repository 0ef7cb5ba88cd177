"""Notices about pending work. Apps register them here; the start page of the administration shows them."""

from dataclasses import dataclass
from enum import IntEnum

from django.utils import timezone
from django.utils.formats import number_format

_sources = []


class Urgency(IntEnum):
    """The order of notices on the start page."""

    ASKED = 1
    """A person is waiting for an answer."""
    DUE = 2
    """Due now or soon."""
    BROKEN = 3
    """Something failed and needs manual repair."""
    SOMETIME = 4


@dataclass(frozen=True)
class Notice:
    """`words` is a sentence with %(count)s, `url` the list of exactly these objects, "" if there is none."""

    count: int
    words: str
    url: str
    urgency: Urgency = Urgency.SOMETIME

    @property
    def sentence(self):
        return self.words % {"count": number_format(self.count, force_grouping=True)}


def register_notices(source):
    """Decorate a function (user, at) that yields Notices about work this user is permitted to do.

    It must use a fixed number of queries. Notices with count 0 are dropped here.
    """
    if source not in _sources:
        _sources.append(source)
    return source


def notices_for(user, at=None):
    """Return the Notices for this user, the most urgent first."""
    at = at or timezone.now()
    found = [notice for source in _sources for notice in source(user, at) if notice.count]
    return sorted(found, key=lambda notice: notice.urgency)
