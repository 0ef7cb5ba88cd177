"""The cache, skipped where it cannot answer: then everything is made anew, and nobody waits."""

import logging
from time import monotonic

from django.core.cache import cache

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


def attempt(ask, *arguments):
    global _failed_at
    if monotonic() - _failed_at < REST:
        return None
    try:
        return ask(*arguments)
    except Exception:
        logger.exception("The cache does not answer; pages are made anew.")
        _failed_at = monotonic()
        return None
