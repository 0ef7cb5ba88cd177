"""Which file of tiles is shown (regions/current.py, under BASEMAP_DIR).

The file itself is an MBTiles (SQLite) whose name is its version and which never changes.
"""

import sqlite3
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings

from regions.current import current, make_current, make_none_current
from regions.tiles.mercator import square


@dataclass(frozen=True)
class TileSet:
    """version: of the content. bounds: west, south, east, north in degrees. day: of the data (ISO), if it is known.
    is_partial: the overview is shown beyond the bounds.
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
        return folder() / f"{self.version}.mbtiles"

    @property
    def box(self):
        """The bounds as left, top, right, bottom in the square of web maps."""
        west, south, east, north = self.bounds
        return (*square(west, north), *square(east, south))

    @property
    def data_day(self):
        return date.fromisoformat(self.day) if self.day else None


def folder():
    return Path(settings.BASEMAP_DIR)


def installed():
    """The TileSet that is shown, or None where no file is installed."""
    return current(settings.BASEMAP_DIR, _read)


def _read(noted):
    return TileSet(**{**noted, "bounds": tuple(noted["bounds"]), "layers": tuple(noted["layers"])})


def show(tiles):
    """Makes a TileSet whose file lies in its place the one that is shown; forgets the files of former ones."""
    make_current(folder(), tiles)
    for former in folder().glob("*.mbtiles"):
        if former != tiles.path:
            former.unlink(missing_ok=True)


def hide():
    """Shows no file any more, and forgets it."""
    make_none_current(folder())
    for former in folder().glob("*.mbtiles"):
        former.unlink()


_opened = threading.local()


def tile(tiles, zoom, x, y):
    """The tile as the file holds it (gzip), or None where it holds none. Raises sqlite3.Error for a damaged file."""
    row = _connection(tiles.path).execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        (zoom, x, 2**zoom - 1 - y),
    )
    found = row.fetchone()
    return found and bytes(found[0])


def _connection(path):
    """One of this thread's own; of the file shown last only."""
    if getattr(_opened, "path", None) != path:
        _opened.connection = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
        _opened.path = path
    return _opened.connection


def holder(tiles, zoom, x, y):
    """(zoom, x, y) of the tile that shows this place: itself, or the nearest above it that the file holds; or None."""
    while zoom >= tiles.min_zoom:
        if tile(tiles, zoom, x, y) is not None:
            return zoom, x, y
        zoom, x, y = zoom - 1, x // 2, y // 2
    return None
