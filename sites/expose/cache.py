"""PDFs that were made once: files under VAR_DIR/cache/exposes, named by what they were made from.

The name is a hash of everything that goes in (docs/adr/0037), so an entry is never stale, only unused. Anybody may
delete the folder at any time.
"""

import logging
import os
import tempfile
from pathlib import Path

from django.conf import settings

from sites import turns

logger = logging.getLogger(__name__)

MAX_BYTES = 300 * 1024 * 1024
MAX_AGE = 30 * 24 * 60 * 60
"""Seconds since an entry was last read."""


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
    path = folder() / f"{key}.pdf"
    try:
        content = path.read_bytes()
        os.utime(path)
    except OSError:
        return None
    return content


def _write(key, content):
    """Write beside and rename, so that nobody ever reads half a file. A full disk costs the entry, not the answer."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        _prune(MAX_BYTES - len(content))
        with tempfile.NamedTemporaryFile(dir=folder(), suffix=".part", delete=False) as file:
            file.write(content)
        os.replace(file.name, folder() / f"{key}.pdf")
    except OSError:
        logger.warning("A PDF could not be kept in %s.", folder(), exc_info=True)


def _prune(max_bytes):
    """Delete what was not read for long, then the longest unread until the rest fits."""
    entries = sorted(_entries(), reverse=True)
    if not entries:
        return
    newest, room = entries[0][0], max_bytes
    for read_at, size, path in entries:
        room -= size
        if room < 0 or newest - read_at > MAX_AGE:
            path.unlink(missing_ok=True)


def _entries():
    for path in folder().iterdir():
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        yield state.st_mtime, state.st_size, path
