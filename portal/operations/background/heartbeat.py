"""Heartbeats of worker and clock: files touched in each round, and locked while the process runs.

They need no database, so that they work during an outage.
"""

import fcntl
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

PARTS = ("worker", "clock")
START = "start"  # of the web server; before it, no heartbeat is expected
STALE_AFTER = 5 * 60
"""Seconds without a heartbeat until a part without a process counts as dead."""

MAX_STEP = 60 * 60
"""Seconds that one task or round of duties may take; after them the process is considered hung."""


def heartbeat_file(name):
    return Path(settings.VAR_DIR) / "alive" / name


def touch(name):
    """Record a heartbeat. Errors are ignored; touching an existing file works on a full disk."""
    with suppress(OSError):
        heartbeat_file(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        heartbeat_file(name).touch(mode=0o600)


def hold_lock(name):
    """Mark the part as running until the returned file is closed.

    Raises OSError: without the lock another worker would requeue the tasks of a running one.
    """
    touch(name)
    file = heartbeat_file(name).open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def last_beat(name):
    """Return the time of the last heartbeat in seconds since the epoch, or None."""
    try:
        return heartbeat_file(name).stat().st_mtime
    except OSError:
        return None


def is_held(name):
    try:
        with heartbeat_file(name).open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    except OSError:  # an unreadable file may be locked
        return True
    return False


def stale_parts(at=None):
    """Return {stale part: its last heartbeat, or None}; times, `at` included, in seconds since the epoch.

    Empty until STALE_AFTER seconds after the start of the web server, to let all parts start.
    """
    now = time.time() if at is None else at
    started = last_beat(START)
    if started is None or started > now - STALE_AFTER:
        return {}
    beats = {part: last_beat(part) for part in PARTS}
    return {
        part: beat
        for part, beat in beats.items()
        if beat is None or beat <= now - (MAX_STEP if is_held(part) else STALE_AFTER)
    }
