"""Readers for MBTiles and PMTiles with a common interface: `metadata`, `count`, `bounds`, `tiles()`.

Invalid files raise BasemapFault.
"""

import gzip
import json
import sqlite3
import zlib
from contextlib import contextmanager, suppress

import brotli
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import Compression, TileType

from regions.tiles import grid
from regions.tiles.faults import BasemapFault
from regions.tiles.file_formats import PMTILES
from regions.tiles.mvt import DamagedTile

ZOOMS = range(4, 15)
"""Zooms that are read. Beyond 14 its tiles are scaled up."""
ZOOM_RANGE = (ZOOMS[0], ZOOMS[-1])
MIN_ZOOM_FOR_BOUNDS = 8
PMTILES_HEADER_BYTES = 127


def open_archive(path, kind):
    return PMTiles(path) if kind.name == PMTILES else MBTiles(path)


@contextmanager
def damaged_tile_as_fault(archive, zoom, x, y):
    """Turn DamagedTile into a BasemapFault with the tile's coordinates."""
    try:
        yield
    except DamagedTile as error:
        raise BasemapFault(f"The tile {zoom}/{x}/{y} of {archive.name} is damaged ({error}).") from error


def decompress_tile(data):
    """Decompress gzip or zlib; other bytes are returned unchanged. Raises DamagedTile."""
    try:
        if data[:2] == b"\x1f\x8b":
            return gzip.decompress(data)
        return zlib.decompress(data) if data[:1] == b"\x78" else data
    except (OSError, EOFError, zlib.error) as error:
        raise DamagedTile("it cannot be unpacked") from error


class MBTiles:
    """SQLite with the tables `metadata` and `tiles` (github.com/mapbox/mbtiles-spec 1.3)."""

    def __init__(self, path):
        self.name, self.size = path.name, path.stat().st_size
        self.connection = sqlite3.connect(f"{path.resolve().as_uri()}?immutable=1", uri=True)
        rows = self._query("SELECT name, value FROM metadata")
        self.metadata = {str(name): str(value) for name, value in rows}
        form = self.metadata.get("format", "pbf")
        if form != "pbf":
            raise BasemapFault(
                f"{self.name} holds pictures ({form}), not vector tiles (pbf). It cannot be drawn."
            )
        ((self.count,),) = self._query(
            "SELECT COUNT(*) FROM tiles WHERE zoom_level BETWEEN ? AND ?", ZOOM_RANGE
        )
        if not self.count:
            raise BasemapFault(f"{self.name} holds no tile of the zooms {ZOOMS[0]} to {ZOOMS[-1]}.")

    @property
    def bounds(self):
        """As in the metadata, else around the tiles."""
        with suppress(KeyError, ValueError):
            west, south, east, north = map(float, self.metadata["bounds"].split(","))
            if -180 <= west < east <= 180 and -90 <= south < north <= 90:
                return west, south, east, north
        boxes = [
            grid.union_bounds([_tms_tile_bounds(zoom, left, top), _tms_tile_bounds(zoom, right, bottom)])
            for zoom, left, right, bottom, top in self._query(
                "SELECT zoom_level, MIN(tile_column), MAX(tile_column), MIN(tile_row), MAX(tile_row) FROM tiles "
                "WHERE zoom_level BETWEEN ? AND ? GROUP BY zoom_level",
                ZOOM_RANGE,
            )
            if zoom >= min(MIN_ZOOM_FOR_BOUNDS, self.last_zoom)
        ]
        return grid.union_bounds(boxes)

    @property
    def last_zoom(self):
        ((last,),) = self._query(
            "SELECT MAX(zoom_level) FROM tiles WHERE zoom_level BETWEEN ? AND ?", ZOOM_RANGE
        )
        return last

    def tiles(self, bounds=None, zooms=ZOOMS):
        """Yield (zoom, x, y, bytes as stored) of the tiles that touch the bounds."""
        for zoom in zooms:
            query = "SELECT tile_column, tile_row, tile_data FROM tiles WHERE zoom_level = ?"
            columns, rows = grid.tile_ranges(bounds, zoom) if bounds else (range(2**zoom), range(2**zoom))
            last = 2**zoom - 1
            box = (columns[0], columns[-1], last - rows[-1], last - rows[0])
            query += " AND tile_column BETWEEN ? AND ? AND tile_row BETWEEN ? AND ?"
            for x, row, data in self._query(query, (zoom, *box)):
                yield zoom, x, last - row, bytes(data or b"")

    def _query(self, query, values=()):
        try:
            yield from self.connection.execute(query, values)
        except sqlite3.OperationalError as error:
            if "no such" in str(error):
                raise BasemapFault(f"{self.name} is a database, but no MBTiles: {error}.") from error
            raise self._damaged(error) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error

    def _damaged(self, error):
        return BasemapFault(f"{self.name} is damaged or cut off ({error}). Fetch or build it again.")


def _tms_tile_bounds(zoom, x, row):
    return grid.tile_bounds(zoom, x, 2**zoom - 1 - row)


class PMTiles:
    """One archive after github.com/protomaps/PMTiles, version 3."""

    def __init__(self, path):
        self.name = path.name
        with path.open("rb") as file:
            self.size = file.seek(0, 2)
            file.seek(0)
            version = file.read(8)[7:]
            if version != b"\x03":
                number = version[0] if version else "none"
                raise BasemapFault(f"{self.name} is PMTiles of version {number}; version 3 can be read.")
            if self.size < PMTILES_HEADER_BYTES:
                raise self._damaged()
            self.source = MmapSource(file)
        try:
            self.header = Reader(self.source).header()
        except ValueError as error:  # an unknown tile type or compression
            raise BasemapFault(
                f"{self.name} is PMTiles of a newer form, which cannot be read: {error}."
            ) from error
        self._check()
        self.count = self.header["addressed_tiles_count"] or self.header["tile_entries_count"]

    def _check(self):
        header = self.header
        if header["tile_type"] is not TileType.MVT:
            form = header["tile_type"].name
            raise BasemapFault(
                f"{self.name} holds pictures or another form ({form}), not vector tiles (MVT)."
            )
        packing = {Compression.NONE, Compression.GZIP, Compression.BROTLI}
        if (
            header["internal_compression"] is not Compression.GZIP
            or header["tile_compression"] not in packing
        ):
            raise BasemapFault(f"{self.name} is packed in a way that cannot be read; gzip can.")
        parts = ("root", "metadata", "leaf_directory", "tile_data")
        if any(header[f"{part}_offset"] + header[f"{part}_length"] > self.size for part in parts):
            raise self._damaged()
        try:
            metadata = Reader(self.source).metadata()
        except (ValueError, OSError, EOFError, zlib.error) as error:
            raise self._damaged() from error
        self.metadata = (
            {key: _as_text(value) for key, value in metadata.items()} if isinstance(metadata, dict) else {}
        )

    @property
    def bounds(self):
        return tuple(self.header[f"{end}_e7"] / 1e7 for end in ("min_lon", "min_lat", "max_lon", "max_lat"))

    @property
    def last_zoom(self):
        return min(self.header["max_zoom"], ZOOMS[-1])

    def tiles(self, bounds=None, zooms=ZOOMS):
        """Yield (zoom, x, y, bytes, gzipped or plain) of the tiles that touch the bounds."""
        over = {zoom: grid.tile_ranges(bounds or self.bounds, zoom) for zoom in zooms}
        try:
            for (zoom, x, y), data in all_tiles(self.source):
                if zoom in over and x in over[zoom][0] and y in over[zoom][1]:
                    yield zoom, x, y, self._decompress(data)
        except (
            ValueError,
            OSError,
            EOFError,
            OverflowError,
            RecursionError,
            zlib.error,
            brotli.error,
        ) as error:
            raise self._damaged() from error

    def _decompress(self, data):
        return brotli.decompress(data) if self.header["tile_compression"] is Compression.BROTLI else data

    def _damaged(self):
        return BasemapFault(f"{self.name} is damaged or cut off. Fetch or build it again.")


def _as_text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
