"""`current.json` in a folder names which of the versions laid there is in use. It is replaced in one step: readers of
the former version read on.
"""

import json
import os
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

CURRENT_FILE = "current.json"


def read_current(folder, read):
    """What the note names, made by `read(dict)`; None without a note. Costs one look at a file."""
    note = f"{folder}/{CURRENT_FILE}"
    try:
        changed = os.stat(note).st_mtime_ns
    except OSError:
        return None
    return _read_cached(note, changed, read)


@lru_cache(maxsize=4)
def _read_cached(path, changed, read):
    try:
        return read(json.loads(Path(path).read_text()))
    except (OSError, ValueError, TypeError, KeyError):  # somebody else wrote it: as if there were none
        return None


def write_current(folder, data):
    """`data`: a dataclass instance that `read` makes again."""
    note = Path(folder) / CURRENT_FILE
    beside = note.with_suffix(".new")
    beside.write_text(json.dumps(asdict(data), ensure_ascii=False, indent=2))
    beside.replace(note)


def clear_current(folder):
    (Path(folder) / CURRENT_FILE).unlink(missing_ok=True)
