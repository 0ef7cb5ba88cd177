"""The folder in which something large is built beside the version in use, by one run at a time. Used for the base map
here; other apps build theirs in the same way.

What a killed run left behind is deleted by the next; what is in use never is.
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
from regions.tiles.installed import basemap_folder, installed_tiles

BYTES_PER_MEGABYTE = 1024 * 1024
DISK_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True)
class BuildTarget:
    """folder: of what is in use. label: of what is built, within a sentence. current_label: of what is in use, at the
    beginning of a sentence. delete_leftovers: deletes what a killed run left behind.
    """

    folder: Path
    label: str
    current_label: str
    delete_leftovers: Callable[[], None]


def basemap_target():
    return BuildTarget(basemap_folder(), "the base map", "The map shown before", _delete_unused_tiles)


_target = ContextVar("target", default=None)


def current_target():
    """Return the BuildTarget of the enclosing `working_directory`, else that of the base map."""
    return _target.get() or basemap_target()


@contextmanager
def working_directory(target=None):
    """Lock the target and yield an empty folder, deleted afterwards. Raises BasemapFault: a full disk, another run."""
    token = _target.set(target or basemap_target())
    folder = current_target().folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            _acquire(lock)
            path = folder / "making"
            shutil.rmtree(path, ignore_errors=True)
            current_target().delete_leftovers()
            path.mkdir()
            try:
                yield path
            finally:
                shutil.rmtree(path, ignore_errors=True)
    except OSError as error:
        if error.errno in DISK_FULL_ERRNOS:
            raise disk_full_fault() from error
        raise BasemapFault(f"{error.filename or folder}: {error.strerror}") from error
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise disk_full_fault() from error
        raise
    finally:
        _target.reset(token)


def _acquire(lock):
    """The kernel releases the lock when this process ends, even by a kill."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        label = current_target().label
        raise BasemapFault(f"Another run is making {label} just now. Wait until it has ended.") from None


def _delete_unused_tiles():
    current = installed_tiles()
    for file in basemap_folder().glob("*.mbtiles"):
        if current is None or file != current.path:
            file.unlink()


def require_disk_space(needed):
    """Raise BasemapFault unless so many bytes are free."""
    if (free := free_bytes()) < needed:
        raise BasemapFault(
            f"The disk that holds {current_target().folder} is too full: {_format_megabytes(needed)} are needed, "
            f"{_format_megabytes(free)} are free."
        )


def free_bytes():
    return shutil.disk_usage(current_target().folder).free


def disk_full_fault():
    target = current_target()
    return BasemapFault(
        f"The disk that holds {target.folder} is full. {target.current_label} is still there; make room, then start "
        "again."
    )


def _format_megabytes(number):
    return f"{number / BYTES_PER_MEGABYTE:,.0f} MB"
