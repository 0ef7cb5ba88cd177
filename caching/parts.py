"""Parts of pages that are made once for many."""

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

from caching.moments import next_moment, tomorrow
from caching.stores import Store
from caching.versions import at_present, reading_now, version_of

shared = Store(100, shared_as="part")
"""Markup of 60 kB at most among it."""

memory = Store(3_000)
"""Cards of spaces and articles, of some 2 kB each, and pieces that all pages have."""


def kept(name, rooms, make):
    """What `make()` gives, kept for all processes until something of these rooms changes or a moment of the site comes.

    name: tells it from all others, together with the language of the page. The value is stored by pickle, and nobody
    may change it. `make` builds its querysets itself: one built before, in a request that writes, may be of an earlier
    moment.
    """
    return once((name, get_language()), lambda: found_or_made(shared, name, rooms, make))


def kept_already(name, rooms):
    """What `kept` would give without making it; None where it would have to."""
    entry = shared.get(key_of(name, rooms), at_present())
    return entry and entry.value


def remembered(name, rooms, make, within=memory):
    """As `kept`, in the memory of this process: for small parts by the hundred, sooner made than read from a disk.
    `within`: a Store of its own for something large. What shows nothing of any room ends with the day.
    """
    return found_or_made(within, name, rooms, make)


def once(place, make):
    """What `make()` gives, in a request that only reads made once."""
    parts = reading.parts if (reading := reading_now()) else {}
    if place not in parts:
        parts[place] = make()
    return parts[place]


def found_or_made(store, name, rooms, make):
    if connection.in_atomic_block or settings.DEBUG:
        return make()
    at, key = at_present(), key_of(name, rooms)
    if entry := store.get(key, at):
        return entry.value
    value = make()
    store.put(key, value, at, next_moment(at) if rooms is None or rooms else tomorrow(at))
    return value


def key_of(name, rooms):
    return name, get_language(), version_of(rooms)
