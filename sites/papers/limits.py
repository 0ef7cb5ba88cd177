"""Limits on expensive work (PDFs, long tables): one at a time, and a quota per network and hour (docs/adr/0060).

The unit of cost is one space on paper, about half a second of a core.
"""

import fcntl
import logging
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from database.locking import HEAVY_WORK_SLOTS, ServerBusy
from mailing.rate_limit import exceeds_rate_limit, refund

QUOTA_NAME = "objects"
MAX_OBJECTS_PER_HOUR = 120
"""Per network: a minute of a core. Cached documents are not counted."""
ROWS_PER_OBJECT = 500
"""Rows of a table that cost as much as one space on paper; fewer cost no more than a page and are not counted."""
LINES_PER_OBJECT = 125
"""Lines of a printed list that cost as much as one space on paper."""
LOCK_TIMEOUT_SECONDS = 10
LOCK_POLL_SECONDS = 0.05

logger = logging.getLogger(__name__)


def is_quota_exhausted(request, cost):
    """Count `cost` (capped at the quota) for the client's network; return whether the hour's quota is exceeded."""
    return exceeds_rate_limit(request, QUOTA_NAME, MAX_OBJECTS_PER_HOUR, cost=min(cost, MAX_OBJECTS_PER_HOUR))


def refund_quota(request, cost):
    """Give the cost back if nothing was made, so that a retry is not charged twice."""
    refund(request, QUOTA_NAME, cost=min(cost, MAX_OBJECTS_PER_HOUR))


def cost_of_rows(count):
    """Return the cost of a table, 0 for a short one."""
    return count // ROWS_PER_OBJECT


def cost_of_lines(count):
    return max(1, count // LINES_PER_OBJECT)


@contextmanager
def exclusive_slot():
    """Hold the machine-wide lock on expensive work. Raises ServerBusy after LOCK_TIMEOUT_SECONDS."""
    if not HEAVY_WORK_SLOTS.acquire(blocking=False):
        raise ServerBusy
    try:
        with _lock_file() as file:
            _acquire(file)
            yield
    finally:
        HEAVY_WORK_SLOTS.release()


def _lock_file():
    """Open the lock file; the lock ends when it is closed or the process ends.

    If it cannot be opened, only the lock within the process (HEAVY_WORK_SLOTS) applies.
    """
    path = Path(settings.VAR_DIR) / "cache" / "turn.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("a")
    except OSError:
        logger.warning("Documents are made without a turn: %s cannot be opened.", path)
        return tempfile.TemporaryFile()


def _acquire(file):
    deadline = time.monotonic() + LOCK_TIMEOUT_SECONDS
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise ServerBusy from None
            time.sleep(LOCK_POLL_SECONDS)
