"""Replaces the present files by restored ones atomically, with a journal.

The renames are idempotent and written to a journal first; after a crash the next process finishes them.
"""

import json
import os
import shutil
from pathlib import Path

from django.conf import settings


def journal_path():
    return Path(settings.VAR_DIR) / "restore-unfinished.json"


def staging_folder():
    """Return the folder that archives are unpacked into; obsolete once the journal is deleted."""
    return Path(settings.VAR_DIR) / ".restoring"


def swap(aside, into):
    """Rename the `aside` pairs (present, kept), then the `into` pairs (staged, present); roll back on failure."""
    draft = journal_path().with_suffix(".part")
    draft.write_text(json.dumps({"aside": aside, "into": into}, default=str))
    os.sync()  # flush the journal and the unpacked files before the journal gets its name
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
    """Finish the journal's renames and delete the staging folder; return whether there was a journal."""
    is_cut_off = journal_path().exists()
    pairs = json.loads(journal_path().read_text()) if is_cut_off else {"aside": [], "into": []}
    for source, target in pairs["aside"]:
        if not os.path.lexists(target) and os.path.lexists(source):
            os.rename(source, target)
    for source, target in pairs["into"]:
        if os.path.lexists(source):
            for companion in ("-wal", "-shm"):  # of a database created there since
                Path(target + companion).unlink(missing_ok=True)
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.rename(source, target)
    shutil.rmtree(staging_folder(), ignore_errors=True)
    journal_path().unlink(missing_ok=True)
    return is_cut_off
