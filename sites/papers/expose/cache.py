"""Cache of PDFs: files under VAR_DIR/cache/exposes.

The name is a hash of the input (docs/adr/0037), so an entry is never stale, only unused. The folder may be deleted at
any time.
"""

import logging
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings

from sites.papers import limits

logger = logging.getLogger(__name__)

MAX_BYTES = 300 * 1024 * 1024
"""All entries are deleted where a new one would exceed this."""
MAX_AGE = 30 * 24 * 60 * 60  # seconds


def cache_folder():
    return Path(settings.VAR_DIR) / "cache" / "exposes"


def is_cached(key):
    return (cache_folder() / f"{key}.pdf").exists()


def get_or_make(key, make):
    """Return the bytes cached under `key` (a hex digest), else those of `make()`. Raises limits.ServerBusy."""
    content = _read_entry(key)
    if content is not None:
        return content
    with limits.exclusive_slot():
        content = _read_entry(key)  # another request may have made it while we waited
        if content is None:
            content = make()
            _write_entry(key, content)
    return content


def _read_entry(key):
    try:
        return (cache_folder() / f"{key}.pdf").read_bytes()
    except OSError:
        return None


def _write_entry(key, content):
    """Write a temporary file and rename it, so that no partial file is read. A full disk is logged only."""
    try:
        cache_folder().mkdir(parents=True, exist_ok=True)
        _evict(len(content))
        with tempfile.NamedTemporaryFile(dir=cache_folder(), suffix=".part", delete=False) as file:
            file.write(content)
        os.replace(file.name, cache_folder() / f"{key}.pdf")
    except OSError:
        logger.warning("A PDF could not be kept in %s.", cache_folder(), exc_info=True)


def _evict(size):
    """Delete old entries, or all, to make room for so many bytes."""
    entries = [(path, path.stat()) for path in cache_folder().iterdir()]
    is_full = size + sum(state.st_size for _path, state in entries) > MAX_BYTES
    for path, state in entries:
        if is_full or state.st_mtime < time.time() - MAX_AGE:
            path.unlink(missing_ok=True)
