"""Install a file of tiles: check it, cut it to the region, enrich it.

The tiles in use are replaced atomically in the last step.
"""

import gzip
import hashlib
import html
import json
import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.timezone import localdate

from caching.versions import note_change
from regions.tiles import grid, mvt
from regions.tiles.archives import damaged_tile_as_fault, decompress_tile
from regions.tiles.enriching import TileEnricher
from regions.tiles.faults import BasemapFault
from regions.tiles.filtering import filter_layers
from regions.tiles.generalizing import add_finer_classes, classes_to_fill
from regions.tiles.installed import TileSet, activate_tiles
from regions.tiles.workdir import require_disk_space

REQUIRED_LAYER = "transportation"
MAX_ATTRIBUTION_LENGTH = 300
DISK_SPACE_FACTOR = 1.3
"""Relative to a file: its enriched copy."""
GENERALIZED = "generalized"
"""Key in the metadata of files that were processed before."""
SCHEMA = """\
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE metadata (name text, value text);
CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
"""


@dataclass(frozen=True)
class StatedMetadata:
    """Metadata stated by the operator; takes precedence over that of the file."""

    attribution: str = ""
    licence: str = ""
    day: str = ""


def install_tiles(archive, workdir, stated, progress=None, part=None):
    """Install the tiles of an archive and return their TileSet. `workdir`: an empty folder on the same disk; `part`:
    the bounds of a map of only a part of the areas. Raises BasemapFault.
    """
    attribution = stated.attribution or read_attribution(archive)
    region = grid.region_bounds()
    bounds = part or bounds_within(archive, region)
    file = workdir / "tiles.mbtiles"
    version, zooms, layers = copy_tiles(archive, file, region and bounds, progress)
    tiles = TileSet(
        version=version,
        bounds=tuple(round(degrees, 5) for degrees in bounds),
        min_zoom=min(zooms),
        max_zoom=max(zooms),
        attribution=attribution,
        licence=stated.licence or read_licence(archive.metadata, attribution),
        day=stated.day or read_data_day(archive.metadata),
        layers=tuple(sorted(layers)),
        is_partial=part is not None,
    )
    write_metadata(file, tiles)
    file.replace(tiles.path)
    with transaction.atomic():
        activate_tiles(tiles)
        note_change("regions")  # cached pages reference the former tiles
    return tiles


def bounds_within(archive, region):
    """Return the bounds of the file within the region, all of them without a region."""
    if region is None:
        return archive.bounds
    bounds = grid.intersect_bounds(archive.bounds, region)
    if bounds is None:
        raise BasemapFault(
            f"{archive.name} shows another part of the world ({_format_bounds(archive.bounds)}) than the areas of this "
            f"portal ({_format_bounds(region)}, the margin included)."
        )
    return bounds


def _format_bounds(bounds):
    return "west {:.2f}, south {:.2f}, east {:.2f}, north {:.2f}".format(*bounds)


def copy_tiles(archive, file, bounds, progress=None):
    """Write the tiles into the file; return (version, zooms, names of layers)."""
    require_disk_space(DISK_SPACE_FACTOR * archive.size)
    is_done = GENERALIZED in archive.metadata  # processed before
    enricher = None if is_done else TileEnricher(archive, bounds)
    there = {tuple(at) for *at, _data in archive.tiles(bounds)}
    digest, brought, layers, held, done = 0, set(), set(), {}, 0
    with closing(sqlite3.connect(file, isolation_level=None)) as written:
        written.executescript(SCHEMA)
        written.execute("BEGIN")
        for zoom, x, y, data in archive.tiles(bounds):
            done += 1
            if progress:
                progress(min(done, archive.count), archive.count)
            with damaged_tile_as_fault(archive, zoom, x, y):
                content = decompress_tile(data)
                if not content:
                    continue
                parts = mvt.split_layers(content) if is_done else enricher.enrich(content, zoom, x, y)
                brought.update(name for name, _part in parts)
                is_finest = there.isdisjoint(child_tiles(zoom, x, y))
                content, found = filter_layers(parts, zoom, is_finest=is_finest)
            layers.update(name for name, _class in found)
            held.setdefault(zoom, set()).update(found)
            write_content(written, zoom, x, y, content)
            digest += _digest(zoom, x, y, content)
        if not is_done:  # repeated, it would move classes one zoom further each time
            digest += fill_coarse_tiles(written, classes_to_fill(held))
        written.execute("COMMIT")
    if progress and done < archive.count:
        progress(archive.count, archive.count)
    if REQUIRED_LAYER not in layers:
        found = ", ".join(sorted(brought)) or "none within the region"
        raise BasemapFault(
            f"{archive.name} holds no roads in the OpenMapTiles schema (layers: {found}); that schema is what is drawn."
        )
    return f"{digest % 2**48:012x}", set(held), layers


def child_tiles(zoom, x, y):
    """Return the four tiles of the next zoom."""
    return [(zoom + 1, 2 * x + right, 2 * y + down) for right in (0, 1) for down in (0, 1)]


def fill_coarse_tiles(written, wanted):
    """Add missing classes from finer tiles (regions.tiles.generalizing), lowest zoom first.

    Returns the change of the digest.
    """
    change = 0
    for zoom, classes in sorted(wanted.items()):
        places = written.execute("SELECT tile_column, tile_row FROM tiles WHERE zoom_level = ?", (zoom,))
        for x, row in places.fetchall():
            y = 2**zoom - 1 - row
            children = ((at, read_content(written, *at)) for at in child_tiles(zoom, x, y))
            there = {(at[1] - 2 * x, at[2] - 2 * y): content for at, content in children if content}
            if there:
                content = read_content(written, zoom, x, y)
                more = add_finer_classes(content, there, classes)
                write_content(written, zoom, x, y, more)
                change += _digest(zoom, x, y, more) - _digest(zoom, x, y, content)
    return change


def read_content(written, zoom, x, y):
    """Return the decompressed tile, b"" if there is none."""
    found = written.execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        (zoom, x, 2**zoom - 1 - y),
    ).fetchone()
    return gzip.decompress(found[0]) if found else b""


def write_content(written, zoom, x, y, content):
    packed = gzip.compress(content, 6, mtime=0)
    written.execute("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, 2**zoom - 1 - y, packed))


def _digest(zoom, x, y, content):
    """Return a hash to be summed, independent of the order of tiles."""
    return int.from_bytes(hashlib.sha256(b"%d/%d/%d " % (zoom, x, y) + content).digest())


def write_metadata(file, tiles):
    """Write the metadata table and fsync the file."""
    values = {
        "name": "Base map",
        "format": "pbf",
        "type": "baselayer",
        "version": tiles.version,
        "minzoom": tiles.min_zoom,
        "maxzoom": tiles.max_zoom,
        "bounds": ",".join(map(str, tiles.bounds)),
        "attribution": tiles.attribution,
        "license": tiles.licence,
        "day": tiles.day,
        GENERALIZED: "1",
        "json": json.dumps({"vector_layers": [{"id": name, "fields": {}} for name in tiles.layers]}),
    }
    with closing(sqlite3.connect(file)) as written, written:
        written.executemany("INSERT INTO metadata VALUES (?, ?)", values.items())
    with file.open("rb") as done:
        os.fsync(done.fileno())


def read_attribution(archive):
    text = html.unescape(strip_tags(archive.metadata.get("attribution", "")))
    attribution = " ".join(text.split())[:MAX_ATTRIBUTION_LENGTH]
    if not attribution:
        raise BasemapFault(
            f"{archive.name} does not say whose data it holds, and the map has to. Say it: "
            'ATTRIBUTION="© OpenStreetMap contributors"'
        )
    return attribution


def read_licence(metadata, attribution):
    text = metadata.get("license") or metadata.get("licence")
    return text or ("ODbL 1.0" if "OpenStreetMap" in attribution else "")


def read_data_day(metadata):
    """Return the day of the data as YYYY-MM-DD from keys of common tools, else ""."""
    for name in metadata:
        if name == "day" or "timestamp" in name or "replicationtime" in name:
            found = re.match(r"\d{4}-\d{2}-\d{2}", metadata[name])
            if found and is_past_day(found[0]):
                return found[0]
    return ""


def is_past_day(text):
    try:
        return date.fromisoformat(text) <= localdate() and len(text) == 10
    except ValueError:
        return False
