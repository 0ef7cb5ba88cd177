"""The cache, skipped where it cannot answer: then everything is made again, and nobody waits.

Within a transaction nothing is kept or taken: it may see what nobody else does, and what it writes moves the version of
a room only once (caching.triggers).
"""

import logging
from time import monotonic

from django.core.cache import cache
from django.db import connection

from caching.release import release

logger = logging.getLogger(__name__)

REST = 10
"""Seconds in which a cache that failed is not asked again."""

_failed_at = -REST


def get(key):
    """What is kept, or None."""
    return attempt(cache.get, key)


def put(key, value, seconds):
    if seconds > 0:
        attempt(cache.set, key, value, seconds)


def is_asked():
    """Whether anything can be kept now."""
    return not connection.in_atomic_block and monotonic() - _failed_at >= REST


def attempt(ask, key, *arguments):
    global _failed_at
    if not is_asked():
        return None
    key = f"{release()}:{key}"
    try:
        return ask(key, *arguments)
    except Exception as error:
        if ask == cache.get and is_forgotten(key):  # one damaged entry
            return None
        logger.warning("The cache does not answer; pages are made again. %s: %s", type(error).__name__, error)
        _failed_at = monotonic()
        return None


def is_forgotten(key):
    try:
        cache.delete(key)
    except Exception:
        return False
    return True


def forget_failure():
    """Ask it again from now on."""
    global _failed_at
    _failed_at = -REST
