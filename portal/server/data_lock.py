"""A file lock (flock) under VAR_DIR: shared by servers, exclusive for a restore. It ends with the process."""

import fcntl
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_held = []


class DataInUse(Exception):
    """Another process holds a conflicting lock. The message is for the operator."""


def lock_file():
    return Path(settings.VAR_DIR) / "serving.lock"


def hold_shared():
    """Hold the shared lock until this process ends. Raises DataInUse during a restore."""
    if not _held:
        _held.append(
            _lock(fcntl.LOCK_SH, "The data are just being restored (`make restore`). Try again afterwards.")
        )


@contextmanager
def hold_exclusive():
    """Hold the exclusive lock within the block. Raises DataInUse while a server runs."""
    with _lock(fcntl.LOCK_EX, "The portal is being served. End it first (Ctrl-C where `make run` is)."):
        yield


def _lock(kind, refusal):
    lock_file().parent.mkdir(parents=True, exist_ok=True)
    file = lock_file().open("a")
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise DataInUse(refusal) from error
    return file
