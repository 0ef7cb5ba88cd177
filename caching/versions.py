"""In which state the rooms are: a word for each that is another one after every change."""

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from caching.models import Change

# Transactions are seen in another order than they began in, and old rows are put together: only all five tell.
STATES = """\
SELECT room, MIN(id), MAX(id), COUNT(*), MIN(number), MAX(number) FROM caching_change GROUP BY room ORDER BY room
"""
MOST_ROWS = 200
"""Of one room, before they are put together: one is added with each transaction on PostgreSQL."""

_reading = ContextVar("reading", default=None)


class Reading:
    """A request that only reads: it knows one moment, one state, and each part of a page (caching.parts) once."""

    def __init__(self):
        self.at = timezone.now()
        self.parts = {}
        self.words = {}

    @cached_property
    def versions(self):
        return read()


def versions():
    """{room: its state}, as the database says now, or said when the present request began to read."""
    reading = reading_now()
    return reading.versions if reading else read()


def reading_now():
    """The present request's Reading, None in one that writes, and outside of any."""
    return _reading.get()


def at_present():
    """The moment at which the present request began to read; now in one that writes, and outside of any.

    What is kept is right from the moment on that it was asked about. Were that looked up later than what it shows, a
    part that was begun before midnight would be taken for one of the new day, and stay until the next.
    """
    reading = reading_now()
    return reading.at if reading else timezone.now()


def version_of(rooms=None):
    """One word for the state of these rooms, or of all; "" of none, for which nothing is asked."""
    if rooms is not None and not rooms:
        return ""
    words = reading.words if (reading := reading_now()) else {}
    key = rooms and tuple(rooms)
    if key not in words:
        found = versions()
        state = repr([found.get(room) for room in (found if rooms is None else rooms)])
        words[key] = hashlib.sha256(state.encode()).hexdigest()[:20]
    return words[key]


def read():
    with connection.cursor() as cursor:
        cursor.execute(STATES)
        return {room: tuple(numbers) for room, *numbers in cursor.fetchall()}


NOTE_ON_POSTGRESQL = """\
INSERT INTO caching_change (room, number) VALUES (%s, pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING
"""
NOTE_ON_SQLITE = "UPDATE caching_change SET number = number + 1 WHERE room = %s"


def note_change(room):
    """For what no table holds, such as a file of the operator's: as the triggers note changes of tables."""
    with connection.cursor() as cursor:
        cursor.execute(NOTE_ON_SQLITE if connection.vendor == "sqlite" else NOTE_ON_POSTGRESQL, [room])


@contextmanager
def as_of_now():
    """The block only reads: it is of one moment, and versions are asked for at most once."""
    token = _reading.set(Reading())
    try:
        yield
    finally:
        _reading.reset(token)


def put_together(at=None, most=MOST_ROWS):
    """A duty: of a room with many rows leave one. It is a new one, or the state could be told from none before."""
    crowded = Change.objects.values("room").annotate(rows=Count("pk")).filter(rows__gt=most).order_by()
    rooms = [row["room"] for row in crowded]
    for room in rooms:
        with transaction.atomic():
            newest = Change.objects.filter(room=room).latest("pk")
            Change.objects.filter(room=room).delete()
            Change.objects.create(room=room, number=newest.number)
    return len(rooms)
