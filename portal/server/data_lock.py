"""One file under VAR_DIR tells who works with the data: servers share it, a restore has it for itself.

The lock is the operating system's (flock): it goes with the process, however that ends.
"""

import fcntl
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_held = []


class DataInUse(Exception):
    """Somebody else holds the lock in a way that excludes us. The message says who that may be."""


def lock_file():
    return Path(settings.VAR_DIR) / "serving.lock"


def hold_shared():
    """Say, until this process ends, that the data are being served. Raises InUse while they are being restored."""
    if not _held:
        _held.append(
            _lock(fcntl.LOCK_SH, "The data are just being restored (`make restore`). Try again afterwards.")
        )


@contextmanager
def hold_exclusive():
    """For the time of the block nobody serves. Raises InUse while somebody does."""
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
