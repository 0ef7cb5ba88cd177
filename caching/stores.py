"""Stores of cached values: in the memory of a process, optionally shared through Django's cache."""

import hashlib
import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from time import monotonic
from weakref import WeakSet

from django.core.cache import cache
from django.db import connection

from caching.release import release_id

logger = logging.getLogger(__name__)

RETRY_SECONDS = 10
"""Pause before a shared cache that failed is used again (circuit breaker)."""

_failed_at = -RETRY_SECONDS
_stores = WeakSet()


@dataclass(frozen=True)
class CacheEntry:
    value: object
    since: datetime
    until: datetime

    def is_valid(self, at):
        return self.since <= at < self.until


class Store:
    """An LRU cache of values, each valid for a period of time, in the memory of this process.

    `max_size`: limit of the sum of `size_of(key, value)`, by default the number of values. `shared_as`: namespace in
    the cache that all processes of the machine share; memory is then the first level. Values are not copied: callers
    must not modify them.

    Within a transaction nothing is stored or found: it may see uncommitted data, and its writes change the version of
    an app only once (caching.triggers).
    """

    def __init__(self, max_size, size_of=lambda key, value: 1, shared_as=""):
        self.max_size, self.size_of, self.shared_as = max_size, size_of, shared_as
        self.entries, self.size, self.lock = OrderedDict(), 0, Lock()
        _stores.add(self)

    def get(self, key, at):
        """The CacheEntry that is valid at that moment, or None."""
        if connection.in_atomic_block:
            return None
        with self.lock:
            if entry := self.entries.get(key):
                self.entries.move_to_end(key)
        if entry and entry.is_valid(at):
            return entry
        if self.shared_as and (entry := call_cache(cache.get, self.shared_key(key))) and entry.is_valid(at):
            self.put_in_memory(key, entry)
            return entry
        return None

    def put(self, key, value, at, until):
        if connection.in_atomic_block or until <= at:
            return
        entry = CacheEntry(value, at, until)
        self.put_in_memory(key, entry)
        if self.shared_as:
            call_cache(cache.set, self.shared_key(key), entry, (until - at).total_seconds())

    def put_in_memory(self, key, entry):
        with self.lock:
            if key in self.entries:
                self.size -= self.size_of(key, self.entries.pop(key).value)
            self.entries[key] = entry
            self.size += self.size_of(key, entry.value)
            while self.size > self.max_size:
                key, entry = self.entries.popitem(last=False)
                self.size -= self.size_of(key, entry.value)

    def shared_key(self, key):
        """Includes the release: the shared cache may hold entries of another one."""
        return f"{release_id()}:{self.shared_as}:{hashlib.sha256(repr(key).encode()).hexdigest()}"

    def clear(self):
        with self.lock:
            self.entries.clear()
            self.size = 0


def call_cache(method, key, *arguments):
    """The result of a method of the shared cache, None on failure."""
    global _failed_at
    if monotonic() - _failed_at < RETRY_SECONDS:
        return None
    try:
        return method(key, *arguments)
    except Exception as error:
        if method == cache.get and delete_entry(key):  # a single damaged entry
            return None
        logger.warning("The cache does not answer; pages are made again. %s: %s", type(error).__name__, error)
        _failed_at = monotonic()
        return None


def delete_entry(key):
    """Return whether the cache accepted the deletion."""
    try:
        cache.delete(key)
    except Exception:
        return False
    return True


def clear_stores():
    """Clear all stores of this process, and close the circuit breaker."""
    global _failed_at
    _failed_at = -RETRY_SECONDS
    for store in [*_stores]:
        store.clear()
