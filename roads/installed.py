"""Which road graph is in use: `current.json` under ROADS_DIR names it, and is replaced in one step.

Each graph is a folder of its own, called by its version, with one file that is mapped into memory and never changes.
So a new one is laid beside it, the note is replaced, and whoever still reads the old one reads on.
"""

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import metadata
from pathlib import Path

from django.conf import settings

NOTE = "current.json"
PACKAGE = "pyvalhalla"


@dataclass(frozen=True)
class RoadData:
    """version: of the content. engine: the package that built it. bounds: west, south, east, north in degrees.
    day: of the data (ISO), if it is known.
    """

    version: str
    engine: str
    bounds: tuple[float, float, float, float]
    day: str = ""
    attribution: str = ""
    licence: str = ""

    @property
    def folder(self):
        return folder() / self.version

    @property
    def file(self):
        return self.folder / "graph.tar"

    @property
    def data_day(self):
        return date.fromisoformat(self.day) if self.day else None

    @property
    def is_readable(self):
        """By the package that is installed here: the form of a graph may change with its second number."""
        return series(self.engine) == series(package_version())


def folder():
    return Path(settings.ROADS_DIR)


def installed():
    """The RoadData in use, or None where no graph is installed. Costs one look at a file."""
    note = f"{settings.ROADS_DIR}/{NOTE}"
    try:
        changed = os.stat(note).st_mtime_ns
    except OSError:
        return None
    return _noted(note, changed)


@lru_cache(maxsize=2)
def _noted(path, changed):
    try:
        noted = json.loads(Path(path).read_text())
        return RoadData(**{**noted, "bounds": tuple(noted["bounds"])})
    except (
        OSError,
        ValueError,
        TypeError,
        KeyError,
    ):  # a note that somebody else wrote: as if there were none
        return None


@cache
def package_version():
    """Of the engine, "" where it is not installed. Imports nothing of it."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


def series(version):
    return version.split(".")[:2]


def show(data):
    """Makes a graph whose folder lies in its place the one in use; forgets former ones."""
    note = folder() / NOTE
    beside = note.with_suffix(".new")
    beside.write_text(json.dumps(asdict(data), ensure_ascii=False, indent=2))
    beside.replace(note)
    forget_former()


def hide():
    """Uses no graph any more, and forgets it."""
    (folder() / NOTE).unlink(missing_ok=True)
    forget_former()


def forget_former():
    """Whoever has one mapped reads on: the system keeps the file until then."""
    current = installed()
    for former in folder().iterdir():
        if former.is_dir() and not (current and former == current.folder):
            shutil.rmtree(former, ignore_errors=True)
