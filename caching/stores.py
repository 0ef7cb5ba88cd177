"""Where something is kept: the memory of a process, and the cache that all processes share (caching/__init__.py)."""

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

from caching.release import release

logger = logging.getLogger(__name__)

REST = 10
"""Seconds in which a shared cache that failed is not asked again: everything is made again, and nobody waits."""

_failed_at = -REST
_all = WeakSet()


@dataclass(frozen=True)
class Entry:
    value: object
    since: datetime
    until: datetime

    def is_right(self, at):
        return self.since <= at < self.until


class Store:
    """Values by key, each right from a moment until another, in the memory of this process.

    `most`: of what `size_of(key, value)` counts, by default of values. `shared_as`: the kind of what all processes of
    the machine share; memory then holds what was asked for last. Everybody gets the value itself: nobody may change it.

    Within a transaction nothing is kept or found: it may see what nobody else does, and what it writes moves the
    version of an app only once (caching.triggers).
    """

    def __init__(self, most, size_of=lambda key, value: 1, shared_as=""):
        self.most, self.size_of, self.shared_as = most, size_of, shared_as
        self.entries, self.size, self.lock = OrderedDict(), 0, Lock()
        _all.add(self)

    def get(self, key, at):
        """The Entry that is right at that moment, or None."""
        if connection.in_atomic_block:
            return None
        with self.lock:
            if entry := self.entries.get(key):
                self.entries.move_to_end(key)
        if entry and entry.is_right(at):
            return entry
        if self.shared_as and (entry := ask(cache.get, self.name_of(key))) and entry.is_right(at):
            self.remember(key, entry)
            return entry
        return None

    def put(self, key, value, at, until):
        if connection.in_atomic_block or until <= at:
            return
        entry = Entry(value, at, until)
        self.remember(key, entry)
        if self.shared_as:
            ask(cache.set, self.name_of(key), entry, (until - at).total_seconds())

    def remember(self, key, entry):
        """What was not asked for the longest goes."""
        with self.lock:
            if key in self.entries:
                self.size -= self.size_of(key, self.entries.pop(key).value)
            self.entries[key] = entry
            self.size += self.size_of(key, entry.value)
            while self.size > self.most:
                key, entry = self.entries.popitem(last=False)
                self.size -= self.size_of(key, entry.value)

    def name_of(self, key):
        """In the shared cache, which may hold entries of another release."""
        return f"{release()}:{self.shared_as}:{hashlib.sha256(repr(key).encode()).hexdigest()}"

    def clear(self):
        with self.lock:
            self.entries.clear()
            self.size = 0


def ask(method, name, *arguments):
    """What a method of the shared cache gives; None where it fails."""
    global _failed_at
    if monotonic() - _failed_at < REST:
        return None
    try:
        return method(name, *arguments)
    except Exception as error:
        if method == cache.get and is_deleted(name):  # one damaged entry
            return None
        logger.warning("The cache does not answer; pages are made again. %s: %s", type(error).__name__, error)
        _failed_at = monotonic()
        return None


def is_deleted(name):
    try:
        cache.delete(name)
    except Exception:
        return False
    return True


def forget():
    """All that this process remembers, and that the shared cache failed."""
    global _failed_at
    _failed_at = -REST
    for store in [*_all]:
        store.clear()
