"""What costs a server much, PDFs and long tables, is made one after another, and nobody may have all of it.

The cost is counted in objects on paper, each some half second of a core.
"""

import fcntl
import logging
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from database.locking import LONG_WORK, Busy
from mailing.rate_limit import give_back, is_too_much

PURPOSE = "objects"
OBJECTS_AN_HOUR = 120
"""On paper, for one network: more than anybody reads, a minute of a core. What is kept is read without counting."""
ROWS_AN_OBJECT = 500
"""So many rows of a table cost as much as one object on paper; fewer cost no more than a page and are not counted."""
LINES_AN_OBJECT = 125
"""So many lines of a printed list cost as much as one object on paper."""
WAIT = 10
"""Seconds a reader waits for the turn."""
PAUSE = 0.05
"""Seconds until who waits for the turn asks again."""

logger = logging.getLogger(__name__)


def is_share_spent(request, cost):
    """Whether the caller's network had its share of the hour; counts `cost` objects. Nothing costs more than it all."""
    return is_too_much(request, PURPOSE, OBJECTS_AN_HOUR, cost=min(cost, OBJECTS_AN_HOUR))


def return_share(request, cost):
    """Nothing was made: who is asked to come again does not pay twice."""
    give_back(request, PURPOSE, cost=min(cost, OBJECTS_AN_HOUR))


def cost_of_rows(count):
    """Of a table with so many rows, in objects on paper; 0 for one that is not counted."""
    return count // ROWS_AN_OBJECT


def cost_of_lines(count):
    """Of a printed list with so many lines."""
    return max(1, count // LINES_AN_OBJECT)


@contextmanager
def turn():
    """Until the block ends, nobody else on this machine makes a document. Raises Busy."""
    if not LONG_WORK.acquire(blocking=False):
        raise Busy
    try:
        with _lock_file() as file:
            _wait_for(file)
            yield
    finally:
        LONG_WORK.release()


def _lock_file():
    """Closing it gives the lock back, and so does the end of the process, however it ends.

    Where no file can be made there is nobody to wait for; LONG_WORK still holds.
    """
    path = Path(settings.VAR_DIR) / "cache" / "turn.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a")
    except OSError:
        logger.warning("Documents are made without a turn: %s cannot be opened.", path)
        return tempfile.TemporaryFile()


def _wait_for(file):
    until = time.monotonic() + WAIT
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                raise Busy from None
            time.sleep(PAUSE)
