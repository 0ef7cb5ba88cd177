"""The cache in files, as it is by default: what one process put there all others of the machine find."""

import pickle
from itertools import count

from django.core.cache.backends.filebased import FileBasedCache

PUTS = 50
"""So many of a process between two looks whether there are too many entries."""

_puts = count()


class FileCache(FileBasedCache):
    """Django's, but for two things that took twenty times as long as writing the file.

    Values are not packed: pages are already, and pieces of pages are read more often than written. And Django lists the
    whole folder before each value it puts there. There may be PUTS entries of each process too many until one looks.
    """

    def get(self, key, default=None, version=None):
        try:
            with open(self._key_to_file(key, version), "rb") as file:
                return default if self._is_expired(file) else pickle.load(file)  # noqa: S301
        except FileNotFoundError:
            return default

    def _write_content(self, file, timeout, value):
        pickle.dump(self.get_backend_timeout(timeout), file, self.pickle_protocol)
        pickle.dump(value, file, self.pickle_protocol)

    def _cull(self):
        if next(_puts) % PUTS == 0:
            super()._cull()
