"""The cache in files, as it is by default: what one process put there all others of the machine find."""

import os
import pickle
from contextlib import suppress
from itertools import count
from threading import get_ident

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

PUTS = 50
"""So many of a process between two looks whether there are too many entries."""

_puts = count()


class FileCache(FileBasedCache):
    """Django's, but for what took twenty times as long as writing the file.

    Values are not packed: pages are already, and pieces of pages are read more often than written. And Django makes the
    folder and lists all of it before each value it puts there. There may be PUTS entries of each process too many until
    one looks.
    """

    def get(self, key, default=None, version=None):
        try:
            with open(self._key_to_file(key, version), "rb") as file:
                return default if self._is_expired(file) else pickle.load(file)  # noqa: S301
        except FileNotFoundError:
            return default

    def set(self, key, value, timeout=DEFAULT_TIMEOUT, version=None):
        self._cull()
        path = self._key_to_file(key, version)
        content = b"".join(
            pickle.dumps(part, self.pickle_protocol) for part in (self.get_backend_timeout(timeout), value)
        )
        try:
            write_whole(path, content)
        except FileNotFoundError:  # the folder was deleted
            self._createdir()
            write_whole(path, content)

    def touch(self, key, timeout=DEFAULT_TIMEOUT, version=None):
        nothing = object()
        value = self.get(key, nothing, version)
        if value is nothing:
            return False
        self.set(key, value, timeout, version)
        return True

    def _cull(self):
        if next(_puts) % PUTS == 0:
            super()._cull()


def write_whole(path, content):
    """Nobody finds half of it, and two that write the same at once do not meet.

    A part that a killed process left behind has the name of an entry, and goes like all others.
    """
    folder, name = os.path.split(path)
    part = os.path.join(folder, f"{os.getpid()}-{get_ident()}-{name}")
    try:
        with open(part, "wb", opener=for_the_owner) as file:
            file.write(content)
        os.replace(part, path)
    except OSError:
        with suppress(OSError):
            os.remove(part)
        raise


def for_the_owner(path, flags):
    return os.open(path, flags, 0o600)
