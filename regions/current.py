"""`current.json` in a folder names which of the versions laid there is in use. It is replaced in one step: readers of
the former version read on.
"""

import json
import os
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

NOTE = "current.json"


def current(folder, read):
    """What the note names, made by `read(dict)`; None without a note. Costs one look at a file."""
    note = f"{folder}/{NOTE}"
    try:
        changed = os.stat(note).st_mtime_ns
    except OSError:
        return None
    return _noted(note, changed, read)


@lru_cache(maxsize=4)
def _noted(path, changed, read):
    try:
        return read(json.loads(Path(path).read_text()))
    except (OSError, ValueError, TypeError, KeyError):  # somebody else wrote it: as if there were none
        return None


def make_current(folder, data):
    """`data`: a dataclass instance that `read` makes again."""
    note = Path(folder) / NOTE
    beside = note.with_suffix(".new")
    beside.write_text(json.dumps(asdict(data), ensure_ascii=False, indent=2))
    beside.replace(note)


def make_none_current(folder):
    (Path(folder) / NOTE).unlink(missing_ok=True)
