"""PDFs that were made once: files under VAR_DIR/cache/exposes, named by what they were made from.

The name is a hash of everything that goes in (docs/adr/0037), so an entry is never stale, only unused. Anybody may
delete the folder at any time.
"""

import logging
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings

from sites.papers import turns

logger = logging.getLogger(__name__)

MAX_BYTES = 300 * 1024 * 1024
"""Where one entry more would pass them, all go: each is made again when it is asked for."""
MAX_AGE = 30 * 24 * 60 * 60
"""Seconds since an entry was made."""


def folder():
    return Path(settings.VAR_DIR) / "cache" / "exposes"


def is_kept(key):
    return (folder() / f"{key}.pdf").exists()


def kept(key, make):
    """The bytes kept under `key` (a hex digest), else what `make()` gives. Raises turns.Busy, and what that raises."""
    content = _read(key)
    if content is not None:
        return content
    with turns.turn():
        content = _read(key)  # another reader may have had it made meanwhile
        if content is None:
            content = make()
            _write(key, content)
    return content


def _read(key):
    try:
        return (folder() / f"{key}.pdf").read_bytes()
    except OSError:
        return None


def _write(key, content):
    """Write beside and rename, so that nobody ever reads half a file. A full disk costs the entry, not the answer."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        _make_room(len(content))
        with tempfile.NamedTemporaryFile(dir=folder(), suffix=".part", delete=False) as file:
            file.write(content)
        os.replace(file.name, folder() / f"{key}.pdf")
    except OSError:
        logger.warning("A PDF could not be kept in %s.", folder(), exc_info=True)


def _make_room(size):
    """Delete what is old, or everything, so that so many bytes may come."""
    entries = [(path, path.stat()) for path in folder().iterdir()]
    is_full = size + sum(state.st_size for _path, state in entries) > MAX_BYTES
    for path, state in entries:
        if is_full or state.st_mtime < time.time() - MAX_AGE:
            path.unlink(missing_ok=True)
