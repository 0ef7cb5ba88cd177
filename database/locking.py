"""How long this process waits for a lock of the database (docs/adr/0052).

The embedded database has one lock for all who write; who reads never waits for it. Worker, clock and commands wait as
long as the settings say. A web process waits `PATIENCE` in one request, and with no more than half of its threads: else
a lock held for long would leave no thread for readers.
"""

import errno
import sqlite3
from contextlib import contextmanager
from contextvars import ContextVar
from threading import BoundedSemaphore
from time import monotonic

from django.db import InterfaceError, OperationalError, connection

THREADS = 4
"""Of one web process; scripts/gunicorn.conf.py takes it from here."""

LONG_WORK = BoundedSemaphore(THREADS - 1)
"""Requests of a process that decode a picture or make a document, or wait to do so: one thread stays free."""


class Busy(Exception):
    """Too many want to do long work; in a moment there may be room."""


PATIENCE = 2.0
"""Seconds a web request may wait."""

GRACE = 0.5
"""Seconds without the lock for anybody here until it counts as held for long. In a burst it goes from hand to hand."""

LOCKLESS = ("SELECT", "PRAGMA", "EXPLAIN", "BEGIN DEFERRED")
"""How a statement begins that waits for nobody."""


class Turns:
    """Half of the threads may wait for the lock; while it is held for long, the next is refused at once."""

    def __init__(self):
        self.free = BoundedSemaphore(THREADS // 2)
        self.in_vain_since = self.last_in_vain = None

    @contextmanager
    def one(self, patience):
        if self.last_in_vain is not None and monotonic() - self.last_in_vain > 2 * PATIENCE:
            self.in_vain_since = self.last_in_vain = None  # nobody has tried since
        if not self.free.acquire(timeout=max(0, min(patience, self.grace()))):
            raise OperationalError("database is locked: half of the threads wait already")
        is_in_vain = False
        self.in_vain_since = self.in_vain_since or monotonic()
        try:
            yield
        except OperationalError:
            is_in_vain, self.last_in_vain = True, monotonic()
            raise
        finally:
            if not is_in_vain:
                self.in_vain_since = self.last_in_vain = None
            self.free.release()

    def grace(self):
        since = self.in_vain_since
        return GRACE if since is None else GRACE - (monotonic() - since)


_turns = Turns()
_left = ContextVar("left", default=None)  # seconds this request may still wait; None outside of one
_serves = False


def serve_the_web():
    """Say that this process answers requests; before its first connection."""
    global _serves
    _serves = True


def prepare(connection, **_signal):
    """Tell a new connection how long to wait. Loading SpatiaLite made SQLite forget what the settings said."""
    if connection.vendor == "sqlite":
        seconds = PATIENCE if _serves else connection.settings_dict["OPTIONS"].get("timeout", 5)
        set_busy_timeout(connection, seconds)
        if _serves and take_turns not in connection.execute_wrappers:
            connection.execute_wrappers.append(take_turns)
    elif _serves:
        connection.connection.execute(f"SET lock_timeout = {PATIENCE * 1000:.0f}")


def take_turns(execute, sql, params, many, context):
    """An execute wrapper: what may have to wait for the lock does so with a turn, or is refused at once.

    Within a transaction the lock is held already, for each begins with BEGIN IMMEDIATE.
    """
    database = context["connection"]
    if database.connection.in_transaction or sql.lstrip().startswith(LOCKLESS):
        return execute(sql, params, many, context)
    left, began = _left.get(), monotonic()
    seconds = PATIENCE if left is None else left
    try:
        with _turns.one(seconds):
            set_busy_timeout(database, max(0, began + seconds - monotonic()))
            return execute(sql, params, many, context)
    finally:
        set_busy_timeout(database, PATIENCE)
        if left is not None:
            _left.set(max(0, left - (monotonic() - began)))


def set_busy_timeout(database, seconds):
    database.connection.execute(f"PRAGMA busy_timeout = {seconds * 1000:.0f}")


@contextmanager
def patience(seconds=PATIENCE):
    """All writes within the block wait so long together, in a web process."""
    before = _left.set(seconds)
    try:
        yield
    finally:
        _left.reset(before)


def at_once():
    """For a write that is not worth waiting for: while somebody holds the lock it raises OperationalError at once."""
    return patience(0)


@contextmanager
def reading_only():
    """Within the block no lock is taken. In the embedded database nothing can be written either: OperationalError."""
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


def is_passing(error):
    """Whether the same may go well in a moment: the lock is held, the server is away or restarts, the disk is full, or
    too many do long work.

    Of SQLite's errors only a wrong statement is none of these.
    """
    if not isinstance(error, (OperationalError, InterfaceError)):
        return isinstance(error, Busy) or is_full(error)
    return getattr(error.__cause__, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR


def is_full(error):
    """Whether a file found no room on its disk."""
    return isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
