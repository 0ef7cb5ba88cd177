"""Where a base map is made: beside the one that is shown, by one run at a time.

A run that was killed leaves things behind. The next one takes them away, and what is shown is never among them.
"""

import errno
import fcntl
import shutil
import sqlite3
from contextlib import contextmanager

from regions.tiles.faults import BasemapFault
from regions.tiles.installed import folder, installed

MEGABYTE = 1024 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT}


@contextmanager
def workplace():
    """An empty folder for what is made, gone afterwards. Raises BasemapFault: a full disk, another run."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with (folder() / "lock").open("w") as lock:
            _take(lock)
            _clear()
            making = folder() / "making"
            making.mkdir()
            try:
                yield making
            finally:
                shutil.rmtree(making, ignore_errors=True)
    except OSError as error:
        if error.errno in FULL:
            raise disk_is_full() from error
        raise BasemapFault(f"{error.filename or folder()}: {error.strerror}") from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise disk_is_full() from error
        raise


def _take(lock):
    """The system gives it back when this process ends, however it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BasemapFault("Another run is making the base map just now. Wait until it has ended.") from None


def _clear():
    shutil.rmtree(folder() / "making", ignore_errors=True)
    shown = installed()
    for file in folder().glob("*.mbtiles"):
        if shown is None or file != shown.path:
            file.unlink()


def demand_room(needed):
    """Bytes that must be free before a step begins. Raises BasemapFault."""
    if free() < needed:
        raise BasemapFault(
            f"The disk that holds {folder()} is too full: {_size(needed)} are needed, {_size(free())} are free."
        )


def free():
    """Bytes."""
    return shutil.disk_usage(folder()).free


def disk_is_full():
    return BasemapFault(
        f"The disk that holds {folder()} is full. The map shown before is still there; make "
        "room, then start again."
    )


def _size(number):
    return f"{number / MEGABYTE:,.0f} MB"
