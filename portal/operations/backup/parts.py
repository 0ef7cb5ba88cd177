"""Files of a backup besides the database."""

import os
import stat
from pathlib import Path

from django.conf import settings

from portal.operations.backup import erasures

FOLDERS = ("media", "look")
SECOND_FACTOR_KEY = "second-factor-key"
"""Included only on request, so that a stolen backup does not reveal second factors."""
OPTIONAL_PARTS = ("look", "secret-key", SECOND_FACTOR_KEY, erasures.FILE_NAME)
"""Parts that an archive may lack; the present ones are then kept."""


def part_paths():
    """Return each part's path by its name in the archive. A look outside VAR_DIR is not part of backups."""
    var = Path(settings.VAR_DIR)
    found = {"media": Path(settings.MEDIA_ROOT)}
    if Path(settings.LOOK_DIR).resolve().is_relative_to(var.resolve()):
        found["look"] = Path(settings.LOOK_DIR)
    if not os.environ.get("SECRET_KEY"):
        found["secret-key"] = var / "secret-key"
    if not os.environ.get("SECOND_FACTOR_KEY"):
        found[SECOND_FACTOR_KEY] = var / SECOND_FACTOR_KEY
    return found | {name: var / name for name in ("demo-logins.txt", erasures.FILE_NAME)}


def list_backup_files(second_factor_key=False):
    """Return {name in the archive: (path, size in bytes, mtime in ns)}; size and time show later changes."""
    found = {}
    for part, place in part_paths().items():
        if part == SECOND_FACTOR_KEY and not second_factor_key:
            continue
        for path in place.rglob("*") if part in FOLDERS else [place]:
            try:
                facts = path.lstat()
            except FileNotFoundError:  # deleted since, or missing
                continue
            if stat.S_ISREG(facts.st_mode):
                name = part if path == place else f"{part}/{path.relative_to(place).as_posix()}"
                found[name] = (path, facts.st_size, facts.st_mtime_ns)
    return found
