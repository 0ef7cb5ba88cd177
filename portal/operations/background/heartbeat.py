"""Signs of life of worker and clock: files that each touches in its rounds, and locks as long as it lives.

They need no database, for they are read when that is away.
"""

import fcntl
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

PARTS = ("worker", "clock")
START = "start"  # of the web server, before which nothing is missed
STALE_AFTER = 5 * 60
"""Seconds without a sign until a part whose process is gone counts as dead."""

MAX_STEP = 60 * 60
"""Seconds that one task or round of duties may take; after them the process hangs."""


def heartbeat_file(name):
    return Path(settings.VAR_DIR) / "alive" / name


def touch(name):
    """Leave a sign now. An existing file is touched on a full disk as well; what fails is no reason to stop work."""
    with suppress(OSError):
        heartbeat_file(name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        heartbeat_file(name).touch(mode=0o600)


def hold_lock(name):
    """Say, until the file returned is closed, that a process of this part lives, however long a step takes.

    Raises OSError: the tasks of a worker without its file would be given to another one while it runs them.
    """
    touch(name)
    file = heartbeat_file(name).open("a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def last_beat(name):
    """Seconds since the epoch; None when there never was one."""
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
    except OSError:  # whose file cannot be read may live
        return True
    return False


def stale_parts(at=None):
    """For each part that is silent when it was last heard: seconds since the epoch, None for never.

    Nothing is missed before the first start of the web server, and none of its starts is an outage: all have
    SILENT_AFTER seconds to begin. at: seconds since the epoch.
    """
    now = time.time() if at is None else at
    started = last_beat(START)
    if started is None or started > now - STALE_AFTER:
        return {}
    signs = {part: last_beat(part) for part in PARTS}
    return {
        part: sign
        for part, sign in signs.items()
        if sign is None or sign <= now - (MAX_STEP if is_held(part) else STALE_AFTER)
    }
