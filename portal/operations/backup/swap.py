"""Puts restored files in the place of the present ones: all of them or none, even if the machine stops in between.

A list of the renames is written first. Each can be done again without harm, so the next process that finds the list
finishes it.
"""

import json
import os
import shutil
from pathlib import Path

from django.conf import settings


def journal_path():
    return Path(settings.VAR_DIR) / "restore-unfinished.json"


def staging_folder():
    """The folder that an archive is unpacked into; nothing in it is needed once the journal is gone."""
    return Path(settings.VAR_DIR) / ".restoring"


def swap(aside, into):
    """Rename the `aside` pairs (present, kept), then the `into` pairs (staged, present). Undone when one fails."""
    draft = journal_path().with_suffix(".part")
    draft.write_text(json.dumps({"aside": aside, "into": into}, default=str))
    os.sync()  # the list, and what was unpacked, must be on the disk before the list has its name
    draft.replace(journal_path())
    os.sync()
    try:
        finish_swap()
    except OSError:
        for source, target in reversed([*aside, *into]):
            if os.path.lexists(target) and not os.path.lexists(source):
                os.rename(target, source)
        journal_path().unlink()
        raise


def finish_swap():
    """Do what the list says, as far as it is not done; True when there was one. What else was unpacked is deleted."""
    is_cut_off = journal_path().exists()
    pairs = json.loads(journal_path().read_text()) if is_cut_off else {"aside": [], "into": []}
    for source, target in pairs["aside"]:
        if not os.path.lexists(target) and os.path.lexists(source):
            os.rename(source, target)
    for source, target in pairs["into"]:
        if os.path.lexists(source):
            for companion in ("-wal", "-shm"):  # of a database somebody made at the empty place meanwhile
                Path(target + companion).unlink(missing_ok=True)
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.rename(source, target)
    shutil.rmtree(staging_folder(), ignore_errors=True)
    journal_path().unlink(missing_ok=True)
    return is_cut_off
