"""The road graph in use (regions/current_version.py, under ROADS_DIR).

Each graph is a folder named by its version, with one immutable file that is mapped into memory.
"""

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path

from django.conf import settings

from regions.current_version import clear_current, read_current, write_current

PACKAGE = "pyvalhalla"


@dataclass(frozen=True)
class RoadData:
    """version: of the content. engine: version of the package that built it. bounds: west, south, east, north in
    degrees. day: of the data (ISO), "" if unknown.
    """

    version: str
    engine: str
    bounds: tuple[float, float, float, float]
    day: str = ""
    attribution: str = ""
    licence: str = ""

    @property
    def folder(self):
        return roads_folder() / self.version

    @property
    def file(self):
        return self.folder / "graph.tar"

    @property
    def data_day(self):
        return date.fromisoformat(self.day) if self.day else None

    @property
    def is_readable(self):
        """The format of graphs may change with the minor version of the package."""
        return minor_version(self.engine) == minor_version(package_version())


def roads_folder():
    return Path(settings.ROADS_DIR)


def installed_graph():
    """Return the RoadData in use, or None."""
    return read_current(settings.ROADS_DIR, _road_data)


def _road_data(noted):
    return RoadData(**{**noted, "bounds": tuple(noted["bounds"])})


@cache
def package_version():
    """Return the version of the engine's package without importing it, "" if it is not installed."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return ""


def minor_version(version):
    return version.split(".")[:2]


def activate_graph(data):
    """Put a graph in use and delete the others."""
    write_current(roads_folder(), data)
    delete_unused_graphs()


def remove_graph():
    """Delete all graphs."""
    clear_current(roads_folder())
    delete_unused_graphs()


def delete_unused_graphs():
    """Deleted files stay readable for processes that have them mapped."""
    in_use = installed_graph()
    for former in roads_folder().iterdir():
        if former.is_dir() and not (in_use and former == in_use.folder):
            shutil.rmtree(former, ignore_errors=True)
