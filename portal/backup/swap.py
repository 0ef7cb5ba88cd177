"""Puts restored files in the place of the present ones: all of them or none, even if the machine stops in between.

A list of the renames is written first. Each can be done again without harm, so the next process that finds the list
finishes it.
"""

import json
import os
import shutil
from pathlib import Path

from django.conf import settings


def journal():
    return Path(settings.VAR_DIR) / "restore-unfinished.json"


def swap(aside, into):
    """Rename the `aside` pairs (present, kept), then the `into` pairs (staged, present). Undone when one fails."""
    path, draft = journal(), journal().with_suffix(".part")
    draft.write_text(json.dumps({"aside": _texts(aside), "into": _texts(into)}))
    _sync(draft)
    draft.replace(path)
    os.sync()  # what was unpacked must not be lost after it has a name
    done = []
    try:
        for source, target in [*aside, *into]:
            os.rename(source, target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            os.rename(target, source)
        path.unlink()
        raise
    path.unlink()


def finish():
    """Finish a swap that was cut off; True when there was one."""
    path = journal()
    if not path.exists():
        return False
    pairs = json.loads(path.read_text())
    for source, target in pairs["aside"]:
        if not os.path.lexists(target) and os.path.lexists(source):
            os.rename(source, target)
    for source, target in pairs["into"]:
        if os.path.lexists(source):
            for companion in ("-wal", "-shm"):  # of a database somebody made at the empty place meanwhile
                Path(target + companion).unlink(missing_ok=True)
            os.rename(source, target)
        shutil.rmtree(Path(source).parent, ignore_errors=True)  # the staging folder
    path.unlink()
    return True


def _texts(pairs):
    return [[str(source), str(target)] for source, target in pairs]


def _sync(path):
    with path.open("rb") as file:
        os.fsync(file.fileno())
