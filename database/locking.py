"""How long this process waits for a database lock (docs/adr/0052).

SQLite has one lock for all writers; readers never wait for it. Worker, clock and commands wait as configured. A web
process waits `LOCK_TIMEOUT_SECONDS` per request, and with at most half of its threads: otherwise a lock held for long
would leave no thread for readers.
"""

import errno
import sqlite3
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore
from time import monotonic

from django.db import InterfaceError, OperationalError, connection

WEB_THREADS = 4
"""Threads of one web process, used in scripts/gunicorn.conf.py."""

HEAVY_WORK_SLOTS = BoundedSemaphore(WEB_THREADS - 1)
"""For requests that decode a picture or render a document: one thread of the process stays free."""


class ServerBusy(Exception):
    """Too many requests for heavy work; a retry may succeed."""


LOCK_TIMEOUT_SECONDS = 2.0
"""How long a web request may wait."""

LONG_HOLD_SECONDS = 0.5
"""The lock counts as held for long when no thread gets it for this time. In a burst it is passed on quickly."""

LOCK_FREE_PREFIXES = ("SELECT", "PRAGMA", "EXPLAIN", "BEGIN DEFERRED")
"""Beginnings of statements that need no lock."""


class WriterSlots:
    """Half of the threads may wait for the lock; while it is held for long, further ones fail immediately."""

    def __init__(self):
        self.free = BoundedSemaphore(WEB_THREADS // 2)
        self.blocked_since = self.last_timeout_at = None

    @contextmanager
    def acquire(self, timeout):
        if self.last_timeout_at is not None and monotonic() - self.last_timeout_at > 2 * LOCK_TIMEOUT_SECONDS:
            self.blocked_since = self.last_timeout_at = None  # nobody has tried since
        if not self.free.acquire(timeout=max(0, min(timeout, self.remaining_grace()))):
            raise OperationalError("database is locked: half of the threads wait already")
        has_timed_out = False
        self.blocked_since = self.blocked_since or monotonic()
        try:
            yield
        except OperationalError:
            has_timed_out, self.last_timeout_at = True, monotonic()
            raise
        finally:
            if not has_timed_out:
                self.blocked_since = self.last_timeout_at = None
            self.free.release()

    def remaining_grace(self):
        since = self.blocked_since
        return LONG_HOLD_SECONDS if since is None else LONG_HOLD_SECONDS - (monotonic() - since)


_writer_slots = WriterSlots()
_remaining_wait = ContextVar(
    "remaining_wait", default=None
)  # seconds this request may still wait; None outside of one
_is_web_process = False


def mark_web_process():
    """Mark this process as a web process, before its first connection."""
    global _is_web_process
    _is_web_process = True


def configure_connection(connection, **_signal):
    """Set the timeouts of a new connection. Loading SpatiaLite resets the one from the settings."""
    if connection.vendor == "sqlite":
        seconds = (
            LOCK_TIMEOUT_SECONDS if _is_web_process else connection.settings_dict["OPTIONS"].get("timeout", 5)
        )
        set_busy_timeout(connection, seconds)
        if _is_web_process and limit_writers not in connection.execute_wrappers:
            connection.execute_wrappers.append(limit_writers)
    elif _is_web_process:
        connection.connection.execute(f"SET lock_timeout = {LOCK_TIMEOUT_SECONDS * 1000:.0f}")


def limit_writers(execute, sql, params, many, context):
    """An execute wrapper: statements that may wait for the lock need a writer slot.

    Within a transaction the lock is held already, as each begins with BEGIN IMMEDIATE.
    """
    database = context["connection"]
    if database.connection.in_transaction or sql.lstrip().startswith(LOCK_FREE_PREFIXES):
        return execute(sql, params, many, context)
    remaining, began = _remaining_wait.get(), monotonic()
    seconds = LOCK_TIMEOUT_SECONDS if remaining is None else remaining
    try:
        with _writer_slots.acquire(seconds):
            set_busy_timeout(database, max(0, began + seconds - monotonic()))
            return execute(sql, params, many, context)
    finally:
        set_busy_timeout(database, LOCK_TIMEOUT_SECONDS)
        if remaining is not None:
            _remaining_wait.set(max(0, remaining - (monotonic() - began)))


def set_busy_timeout(database, seconds):
    database.connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")


@contextmanager
def lock_timeout(seconds=LOCK_TIMEOUT_SECONDS):
    """Limit the total wait of all writes within the block, in a web process."""
    before = _remaining_wait.set(seconds)
    try:
        yield
    finally:
        _remaining_wait.reset(before)


def fail_fast():
    """Do not wait for the lock: raise OperationalError while another connection holds it."""
    return lock_timeout(0)


@contextmanager
def read_only():
    """Take no lock within the block. On SQLite, writes raise OperationalError."""
    connection.ensure_connection()
    if connection.vendor != "sqlite":
        features = connection.features
        features.has_select_for_update = False
        try:
            yield
        finally:
            del features.has_select_for_update
        return
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    connection.connection.execute("PRAGMA query_only = ON")
    try:
        yield
    finally:
        connection.transaction_mode = mode
        connection.connection.execute("PRAGMA query_only = OFF")


def is_transient(error):
    """Whether a retry may succeed: lock held, server away or restarting, disk full, or too much heavy work.

    Of SQLite's errors that is all but SQLITE_ERROR (a wrong statement).
    """
    if not isinstance(error, (OperationalError, InterfaceError)):
        return isinstance(error, ServerBusy) or is_disk_full(error)
    return getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR


def is_disk_full(error):
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
