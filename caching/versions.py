"""In which state the rooms are: a word for each that is another one after every change."""

import hashlib
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.db.models import Count

from caching.models import Change

# Transactions are seen in another order than they began in, and old rows are put together: only all five tell.
STATES = """
SELECT room, MIN(id), MAX(id), COUNT(*), MIN(number), MAX(number) FROM caching_change GROUP BY room ORDER BY room
"""
MOST_ROWS = 200
"""Of one room, before they are put together: one is added with each transaction on PostgreSQL."""

_known = ContextVar("versions", default=None)


def versions():
    """{room: its state}, as the database says now, or said when the present request began to read."""
    known = _known.get()
    if known is None:
        return read()
    if not known:
        known.update(read())
    return known


def version_of(rooms=None):
    """One word for the state of these rooms, or of all."""
    found = versions()
    state = repr([found.get(room) for room in (found if rooms is None else rooms)])
    return hashlib.sha256(state.encode()).hexdigest()[:20]


def read():
    with connection.cursor() as cursor:
        cursor.execute(STATES)
        return {room: tuple(numbers) for room, *numbers in cursor.fetchall()}


@contextmanager
def as_of_now():
    """The versions are asked for at most once in the block, which only reads."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


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
