"""The cache in files, as it is by default: what one process put there all others of the machine find."""

from itertools import count

from django.core.cache.backends.filebased import FileBasedCache

PUTS = 50
"""So many of a process between two looks whether there are too many entries."""

_puts = count()


class FileCache(FileBasedCache):
    """Django's, which lists the whole folder before each value that it puts there: in a folder of 2,000 entries that
    takes longer than all else. Here there may be PUTS entries of each process too many until one looks.
    """

    def _cull(self):  # Django's own; no setting keeps it from looking each time
        if next(_puts) % PUTS == 0:
            super()._cull()
