"""Cached fragments of pages."""

from django.conf import settings
from django.db import connection
from django.utils.translation import get_language

from caching.expiry import next_visibility_change, start_of_next_day
from caching.stores import Store
from caching.versions import current_snapshot, snapshot_time, version_of

shared_store = Store(100, shared_as="part")
"""Entries are up to 60 kB of markup."""

process_store = Store(3_000)
"""Cards of spaces and articles, about 2 kB each, and fragments of every page."""


def cached(name, app_labels, make):
    """The value of `make()`, shared by all processes until one of the apps changes or the next visibility change.

    name: unique; the language is added to the key. The value is pickled and must not be modified. `make` must build its
    querysets itself: in a request that writes, one built earlier may belong to an earlier moment.
    """
    return memoised((name, get_language()), lambda: get_or_make(shared_store, name, app_labels, make))


def get_cached(name, app_labels):
    """The value that `cached` would return without calling `make`, else None."""
    entry = shared_store.get(fragment_key(name, app_labels), snapshot_time())
    return entry and entry.value


def cached_in_process(name, app_labels, make, within=process_store):
    """As `cached`, in the memory of this process: for small fragments that are cheaper to make than to read from disk.
    `within`: a Store of its own for large values. Without apps a value expires at midnight.
    """
    return get_or_make(within, name, app_labels, make)


def memoised(key, make):
    """The value of `make()`, computed once per read-only request."""
    values = snapshot.fragments if (snapshot := current_snapshot()) else {}
    if key not in values:
        values[key] = make()
    return values[key]


def get_or_make(store, name, app_labels, make):
    if connection.in_atomic_block or settings.DEBUG:
        return make()
    at, key = snapshot_time(), fragment_key(name, app_labels)
    if entry := store.get(key, at):
        return entry.value
    value = make()
    until = next_visibility_change(at) if app_labels is None or app_labels else start_of_next_day(at)
    store.put(key, value, at, until)
    return value


def fragment_key(name, app_labels):
    return name, get_language(), version_of(app_labels)
