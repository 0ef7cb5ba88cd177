"""Parts of pages that are made once for many."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from caching import storing
from caching.recent import Recent
from caching.versions import at_present, reading_now, version_of

MOST_PIECES = 3_000
"""In the memory of one process: cards of spaces and articles, of some 2 kB each, and pieces that all pages have."""

memory = Recent(MOST_PIECES)

MOST_AT_HAND = 100
"""Of what all processes share, markup of 60 kB at most among it, what this one has read already."""

UNCHANGING = {str, SafeString, tuple}
"""Other values may be changed by who gets them, and are read again."""

at_hand = Recent(MOST_AT_HAND)


def tomorrow(at):
    """The beginning of the next day, by the region's clock."""
    return timezone.make_aware(datetime.combine(timezone.localdate(at) + timedelta(days=1), time.min))


def kept(name, rooms, make, ends=tomorrow, at=None):
    """What `make()` gives, kept until something of these rooms changes, or until the moment `ends(at)`.

    name: tells it from all others, together with the language of the page. The value is stored by pickle.
    `make` builds its querysets itself: one built before, in a request that writes, may be of an earlier moment.
    """
    return once((name, get_language()), lambda: taken_or_made(name, rooms, make, ends, at or at_present()))


def kept_already(name, rooms, at=None):
    """What `kept` would give without making it; None where it would have to."""
    if not storing.is_asked():
        return None
    found = taken(key_of(name, rooms), at or at_present())
    return found and found[0]


def once(place, make):
    """What `make()` gives, in a request that only reads made once."""
    parts = reading.parts if (reading := reading_now()) else {}
    if place not in parts:
        parts[place] = make()
    return parts[place]


def taken_or_made(name, rooms, make, ends, at):
    if not storing.is_asked():
        return make()
    key = key_of(name, rooms)
    if found := taken(key, at):
        return found[0]
    value, until = make(), once((ends, at), lambda: ends(at))
    storing.put(key, (value, at, until), (until - at).total_seconds())
    return value


def taken(key, at):
    """(value, from when on, until when) of what is kept and right at that moment, or None."""
    if is_right(found := at_hand.get(key), at):
        return found
    if not is_right(found := storing.get(key), at):
        return None
    if type(found[0]) in UNCHANGING:
        at_hand.put(key, found)
    return found


def is_right(found, at):
    return found is not None and found[1] <= at < found[2]


def key_of(name, rooms):
    return f"{name}:{get_language()}:{version_of(rooms)}"


def remembered(name, rooms, make, ends=tomorrow, at=None, within=memory):
    """As `kept`, in the memory of this process: for small parts by the hundred, sooner made than read from a disk.
    `within`: a Recent of its own for something large.

    Everybody gets the value itself, not a copy: nobody may change it.
    """
    if connection.in_atomic_block or settings.DEBUG:
        return make()
    at = at or at_present()
    key = key_of(name, rooms)
    found = within.get(key)
    if is_right(found, at):
        return found[0]
    value, until = make(), once((ends, at), lambda: ends(at))
    within.put(key, (value, at, until))
    return value
