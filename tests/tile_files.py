"""Small files of vector tiles, made for one test."""

import gzip
import json
import sqlite3
from contextlib import closing

from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

from regions.tiles import grid, mvt
from regions.tiles.installed import read_tile

LEIPZIG = (12.37, 51.34)
CREDIT = {"format": "pbf", "attribution": "© OpenStreetMap contributors"}


def tile_at(zoom, longitude=LEIPZIG[0], latitude=LEIPZIG[1]):
    return zoom, grid.tile_column(longitude, zoom), grid.tile_row(latitude, zoom)


def road(ref="A 14", class_="motorway", name="transportation_name", parts=(((0, 2000), (4096, 2000)),)):
    """A layer with one road, across the tile unless told otherwise."""
    return mvt.Layer(name, [mvt.line({"class": class_, "ref": ref}, parts)])


def place(name="Leipzig", class_="city", at=(2048, 2048), **tags):
    return mvt.Layer("place", [mvt.point({"class": class_, "name": name, **tags}, *at)])


def roads(**road_tags):
    """A tile as the map wants it at least: a road, drawn and named."""
    return [road(name="transportation", **road_tags), road(**road_tags)]


def around_leipzig(layers=None, zooms=(4, 8, 12)):
    content = mvt.encode_layers(roads() if layers is None else layers)
    return {tile_at(zoom): content for zoom in zooms}


def mbtiles(path, tiles, metadata=CREDIT, pack=gzip.compress):
    """tiles: {(zoom, x, y): bytes}."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE metadata (name text, value text)")
        file.execute("CREATE TABLE tiles (zoom_level int, tile_column int, tile_row int, tile_data blob)")
        file.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
        file.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            [(zoom, x, 2**zoom - 1 - y, pack(data)) for (zoom, x, y), data in tiles.items()],
        )
    return path


def pmtiles(path, tiles, metadata=CREDIT, **header):
    with path.open("wb") as file:
        writer = Writer(file)
        for at, data in sorted(tiles.items(), key=lambda item: zxy_to_tileid(*item[0])):
            writer.write_tile(zxy_to_tileid(*at), gzip.compress(data))
        box = grid.union_bounds(grid.tile_bounds(*at) for at in tiles if at[0] >= 8)
        ends = zip(("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7"), box, strict=True)
        writer.finalize(
            {"tile_type": TileType.MVT, "tile_compression": Compression.GZIP}
            | {end: int(degrees * 1e7) for end, degrees in ends}
            | header,
            json.loads(json.dumps(metadata)),
        )
    return path


def layers_of(tiles, at):
    """{name: layer} of a tile of the shown TileSet."""
    return {layer.name: layer for layer in mvt.decode_layers(gzip.decompress(read_tile(tiles, *at)))}
