"""Versions of the apps: a value for each that differs after every change."""

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from caching.models import Change

# Transactions become visible in another order than they began in, and old rows are compacted: all five are needed.
STATES_QUERY = """\
SELECT room, MIN(id), MAX(id), COUNT(*), MIN(number), MAX(number) FROM caching_change GROUP BY room ORDER BY room
"""
MAX_ROWS_PER_APP = 200
"""Before rows of an app are compacted; on PostgreSQL each transaction adds one."""

_snapshot = ContextVar("snapshot", default=None)


class ReadSnapshot:
    """State of a read-only request: one point in time, one set of versions, memoised fragments (caching.fragments)."""

    def __init__(self):
        self.at = timezone.now()
        self.fragments = {}
        self.hashes = {}

    @cached_property
    def versions(self):
        return query_versions()


def current_versions():
    """{app: its state}, from the database now, or as of the start of the current read-only request."""
    snapshot = current_snapshot()
    return snapshot.versions if snapshot else query_versions()


def current_snapshot():
    """The current request's ReadSnapshot; None in a request that writes and outside of requests."""
    return _snapshot.get()


def snapshot_time():
    """The time at which the current read-only request began; otherwise now.

    Cached values are valid from this time on. A later one would let a fragment begun before midnight count as one of
    the new day, and stay until the next.
    """
    snapshot = current_snapshot()
    return snapshot.at if snapshot else timezone.now()


def version_of(app_labels=None):
    """A hash of the state of these apps, by default of all; "" for an empty list, without a query."""
    if app_labels is not None and not app_labels:
        return ""
    hashes = snapshot.hashes if (snapshot := current_snapshot()) else {}
    key = app_labels and tuple(app_labels)
    if key not in hashes:
        found = current_versions()
        state = repr([found.get(label) for label in (found if app_labels is None else app_labels)])
        hashes[key] = hashlib.sha256(state.encode()).hexdigest()[:20]
    return hashes[key]


def query_versions():
    with connection.cursor() as cursor:
        cursor.execute(STATES_QUERY)
        return {label: tuple(numbers) for label, *numbers in cursor.fetchall()}


NOTE_ON_POSTGRESQL = """\
INSERT INTO caching_change (room, number) VALUES (%s, pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING
"""
NOTE_ON_SQLITE = "UPDATE caching_change SET number = number + 1 WHERE room = %s"


def note_change(app_label):
    """Record a change outside of the database, such as a file of the operator, as the triggers do for tables."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE_ON_SQLITE if connection.vendor == "sqlite" else NOTE_ON_POSTGRESQL, [app_label])


@contextmanager
def read_snapshot():
    """The block only reads, as of one point in time, and queries versions at most once."""
    token = _snapshot.set(ReadSnapshot())
    try:
        yield
    finally:
        _snapshot.reset(token)


def compact_change_rows(at=None, max_rows=MAX_ROWS_PER_APP):
    """A duty: leave one row of each app with many. It is a new row, so that the state differs from all earlier ones."""
    crowded = Change.objects.values("room").annotate(rows=Count("pk")).filter(rows__gt=max_rows).order_by()
    labels = [row["room"] for row in crowded]
    for label in labels:
        with transaction.atomic():
            newest = Change.objects.filter(room=label).latest("pk")
            Change.objects.filter(room=label).delete()
            Change.objects.create(room=label, number=newest.number)
    return len(labels)
