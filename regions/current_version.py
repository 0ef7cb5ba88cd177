"""`current.json` in a folder describes which of the versions there is in use. It is replaced atomically."""

import json
import os
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

CURRENT_FILE = "current.json"


def read_current(folder, read):
    """Return `read(dict)` of the content, None without a file. Cached by modification time."""
    path = f"{folder}/{CURRENT_FILE}"
    try:
        changed = os.stat(path).st_mtime_ns
    except OSError:
        return None
    return _read_cached(path, changed, read)


@lru_cache(maxsize=4)
def _read_cached(path, changed, read):
    try:
        return read(json.loads(Path(path).read_text()))
    except (OSError, ValueError, TypeError, KeyError):  # written by something else
        return None


def write_current(folder, data):
    """Write a dataclass instance."""
    path = Path(folder) / CURRENT_FILE
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(asdict(data), ensure_ascii=False, indent=2))
    temporary.replace(path)


def clear_current(folder):
    (Path(folder) / CURRENT_FILE).unlink(missing_ok=True)
