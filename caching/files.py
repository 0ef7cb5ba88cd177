"""The default shared cache: files that all processes of the machine read."""

from itertools import count

from django.core.cache.backends.filebased import FileBasedCache

CULL_INTERVAL = 50
"""Writes of a process between two checks for too many entries."""

_writes = count()


class FileCache(FileBasedCache):
    """Django's backend lists the whole folder before each write, which dominates from 2,000 entries on. This one does
    so once in CULL_INTERVAL writes of each process and may exceed MAX_ENTRIES by as many.
    """

    def _cull(self):  # Django has no setting for the interval
        if next(_writes) % CULL_INTERVAL == 0:
            super()._cull()
