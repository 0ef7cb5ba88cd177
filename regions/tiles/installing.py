"""Makes the file of tiles that is shown from one that somebody brought: checked, cut to the region, enriched.

What was shown before stays until the last step, which is one.
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
"""Of a file's size: what its copy with its additions may take."""
GENERALIZED = "generalized"
"""Stands in the metadata of files that went through here."""
SCHEMA = """\
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE metadata (name text, value text);
CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob);
CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
"""


@dataclass(frozen=True)
class StatedMetadata:
    """What the operator says of the data where the file does not, or what counts instead of it."""

    attribution: str = ""
    licence: str = ""
    day: str = ""


def install_tiles(archive, workdir, stated, progress=None, part=None):
    """Shows an opened archive's tiles from now on, and gives their TileSet. `workdir` is an empty folder beside the
    shown file; `part`: the bounds of a map of a part of the areas. Raises BasemapFault.
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
        note_change("regions")  # pages that were kept name the former tiles
    return tiles


def bounds_within(archive, region):
    """What the file covers of the region, or all of it where the region is not known yet."""
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
    """(version, zooms, names of layers) of the tiles written into the file."""
    require_disk_space(DISK_SPACE_FACTOR * archive.size)
    is_done = GENERALIZED in archive.metadata  # a file that went through here before has it all
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
                enriched = (
                    list(mvt.split_layers(content)) if is_done else enricher.enrich(content, zoom, x, y)
                )
                brought.update(name for name, _part in enriched)
                content, found = filter_layers(
                    enriched, zoom, is_finest=there.isdisjoint(child_tiles(zoom, x, y))
                )
            layers.update(name for name, _class in found)
            held.setdefault(zoom, set()).update(found)
            write_content(written, zoom, x, y, content)
            digest += _digest(zoom, x, y, content)
        if not is_done:  # else classes would climb one zoom higher each time
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
    """The four tiles that show the same place larger."""
    return [(zoom + 1, 2 * x + right, 2 * y + down) for right in (0, 1) for down in (0, 1)]


def fill_coarse_tiles(written, wanted):
    """Coarse tiles get what only finer ones hold (regions.tiles.generalizing); each zoom before the one it takes from.

    By how much the digest of the content changes.
    """
    change = 0
    for zoom, classes in sorted(wanted.items()):
        places = written.execute("SELECT tile_column, tile_row FROM tiles WHERE zoom_level = ?", (zoom,))
        for x, row in places.fetchall():
            y = 2**zoom - 1 - row
            finer = {
                (at[1] - 2 * x, at[2] - 2 * y): read_content(written, *at) for at in child_tiles(zoom, x, y)
            }
            there = {quarter: content for quarter, content in finer.items() if content}
            if there:
                content = read_content(written, zoom, x, y)
                more = add_finer_classes(content, there, classes)
                write_content(written, zoom, x, y, more)
                change += _digest(zoom, x, y, more) - _digest(zoom, x, y, content)
    return change


def read_content(written, zoom, x, y):
    """A tile's bytes, unpacked; none where there is none."""
    found = written.execute(
        "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
        (zoom, x, 2**zoom - 1 - y),
    ).fetchone()
    return gzip.decompress(found[0]) if found else b""


def write_content(written, zoom, x, y, content):
    packed = gzip.compress(content, 6, mtime=0)
    written.execute("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?)", (zoom, x, 2**zoom - 1 - y, packed))


def _digest(zoom, x, y, content):
    """A number that is summed up: files hold their tiles in several orders."""
    return int.from_bytes(hashlib.sha256(b"%d/%d/%d " % (zoom, x, y) + content).digest())


def write_metadata(file, tiles):
    """The table of metadata, so that the file can be read by others too; then all of it on the disk."""
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
    """The day of the data as YYYY-MM-DD, from what the common tools write; "" where none did."""
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
