"""The installed file of tiles (regions/current_version.py, under BASEMAP_DIR).

The file is an immutable MBTiles (SQLite), named by its version.
"""

import sqlite3
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from regions.current_version import clear_current, read_current, write_current
from regions.tiles.mercator import to_unit_square


@dataclass(frozen=True)
class TileSet:
    """version: of the content. bounds: west, south, east, north in degrees. day: of the data (ISO), "" if unknown.
    is_partial: the overview is shown outside the bounds.
    """

    version: str
    bounds: tuple[float, float, float, float]
    min_zoom: int
    max_zoom: int
    attribution: str
    licence: str = ""
    day: str = ""
    layers: tuple[str, ...] = ()
    is_schematic: bool = False
    is_partial: bool = False

    @property
    def path(self):
        return basemap_folder() / f"{self.version}.mbtiles"

    @property
    def box(self):
        """The bounds as left, top, right, bottom in the unit square (mercator.py)."""
        west, south, east, north = self.bounds
        return (*to_unit_square(west, north), *to_unit_square(east, south))

    @property
    def data_day(self):
        return date.fromisoformat(self.day) if self.day else None


def basemap_folder():
    return Path(settings.BASEMAP_DIR)


def installed_tiles():
    """Return the installed TileSet, or None."""
    return read_current(settings.BASEMAP_DIR, _tile_set)


def _tile_set(noted):
    return TileSet(**{**noted, "bounds": tuple(noted["bounds"]), "layers": tuple(noted["layers"])})


def activate_tiles(tiles):
    """Put a TileSet in use and delete the files of others."""
    write_current(basemap_folder(), tiles)
    for former in basemap_folder().glob("*.mbtiles"):
        if former != tiles.path:
            former.unlink(missing_ok=True)


def remove_tiles():
    """Delete all installed files."""
    clear_current(basemap_folder())
    for former in basemap_folder().glob("*.mbtiles"):
        former.unlink()


_local = threading.local()


def read_tile(tiles, zoom, x, y):
    """Return the gzipped tile, or None. Raises sqlite3.Error for a damaged file."""
    row = _connection(tiles.path).execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        (zoom, x, 2**zoom - 1 - y),
    )
    found = row.fetchone()
    return found and bytes(found[0])


def _connection(path):
    """Return this thread's connection to the file used last."""
    if getattr(_local, "path", None) != path:
        _local.connection = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
        _local.path = path
    return _local.connection


def covering_tile(tiles, zoom, x, y):
    """Return (zoom, x, y) of the tile itself or its nearest ancestor in the file, or None."""
    while zoom >= tiles.min_zoom:
        if read_tile(tiles, zoom, x, y) is not None:
            return zoom, x, y
        zoom, x, y = zoom - 1, x // 2, y // 2
    return None
