"""Where something large is made for the portal: beside the one that is in use, by one run at a time. A base map here;
other rooms make theirs in the same way.

A run that was killed leaves things behind. The next one takes them away, and what is in use is never among them.
"""

import errno
import fcntl
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from regions.tiles.faults import BasemapFault
from regions.tiles.installed import folder, installed

MEGABYTE = 1024 * 1024
FULL = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class Place:
    """Where it is made. folder: of what is in use. work, former: what it is called, and the one in use before, as a
    sentence begins. clear: takes away what an ended run left.
    """

    folder: Path
    work: str
    former: str
    clear: Callable[[], None]


def of_the_base_map():
    return Place(folder(), "the base map", "The map shown before", _clear)


_current = ContextVar("place", default=None)


def at():
    """The Place where this process is at work."""
    return _current.get() or of_the_base_map()


@contextmanager
def workplace(place=None):
    """An empty folder for what is made, gone afterwards. Raises BasemapFault: a full disk, another run."""
    token = _current.set(place or of_the_base_map())
    try:
        at().folder.mkdir(parents=True, exist_ok=True)
        with (at().folder / "lock").open("w") as lock:
            _take(lock)
            making = at().folder / "making"
            shutil.rmtree(making, ignore_errors=True)
            at().clear()
            making.mkdir()
            try:
                yield making
            finally:
                shutil.rmtree(making, ignore_errors=True)
    except OSError as error:
        if error.errno in FULL:
            raise disk_is_full() from error
        raise BasemapFault(f"{error.filename or at().folder}: {error.strerror}") from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise disk_is_full() from error
        raise
    finally:
        _current.reset(token)


def _take(lock):
    """The system gives it back when this process ends, however it ends."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BasemapFault(f"Another run is making {at().work} just now. Wait until it has ended.") from None


def _clear():
    shown = installed()
    for file in folder().glob("*.mbtiles"):
        if shown is None or file != shown.path:
            file.unlink()


def demand_room(needed):
    """Bytes that must be free before a step begins. Raises BasemapFault."""
    if free() < needed:
        raise BasemapFault(
            f"The disk that holds {at().folder} is too full: {_size(needed)} are needed, {_size(free())} are free."
        )


def free():
    """Bytes."""
    return shutil.disk_usage(at().folder).free


def disk_is_full():
    return BasemapFault(
        f"The disk that holds {at().folder} is full. {at().former} is still there; make room, then start again."
    )


def _size(number):
    return f"{number / MEGABYTE:,.0f} MB"
