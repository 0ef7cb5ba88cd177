"""The base map where no file of tiles is installed, or where it ends: rivers, lakes, cities, schematic motorways.

It is made of what the database knows of the region, as tiles of few zooms on a fine grid. Those who draw them magnify
the last: so a map at any zoom takes two or three of them, and their drawing is that of any other file.
"""

import gzip
import json
from functools import lru_cache
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from caching.fragments import cached
from caching.versions import version_of
from regions.crs import wgs84_places
from regions.models import Area
from regions.tiles import mvt
from regions.tiles.installed import TileSet
from regions.tiles.mercator import square
from regions.tiles.motorways import schematic_motorways

WATERS = Path(__file__).with_name("waters.geojson.gz")
WATERS_ATTRIBUTION = "GSHHG (LGPL)"
VERSION = "overview-"
"""What versions of it begin with, unlike those of files."""
MIN_ZOOM, MAX_ZOOM = 4, 6
GRID = 1 << 16
"""Steps along an edge of a tile: 6 m at zoom 6 in the middle of Europe, finer than anything here is right."""

BEYOND = 1.0
"""Degrees around the region that rivers and lakes are shown in."""

SHIELDS = (0.5, 0.17, 0.83)
"""Shares of a line at which its number may stand."""

CITIES = 8
"""Ranks of names that are set as cities."""


def overview(extent):
    """The TileSet that map pages are told of. extent: west, south, east, north in degrees."""
    west, south, east, north = extent
    bounds = (west - BEYOND, south - BEYOND, east + BEYOND, north + BEYOND)
    version = f"{VERSION}{timezone.localdate():%Y%m%d}-{version_of(['regions'])}"
    attribution = _("Motorways schematic, waters: %(source)s") % {"source": WATERS_ATTRIBUTION}
    return TileSet(version, bounds, MIN_ZOOM, MAX_ZOOM, attribution, is_schematic=True)


def overview_tile(tiles, zoom, x, y):
    """The tile's bytes (gzip), kept until the region changes."""
    return cached(f"{tiles.version}-{zoom}-{x}-{y}", ["regions"], lambda: packed_tile(tiles, zoom, x, y))


def packed_tile(tiles, zoom, x, y):
    grid = Grid(zoom, x, y)
    layers = [
        mvt.Layer("water", list(lakes(grid, tiles.bounds)), GRID),
        mvt.Layer("waterway", list(rivers(grid, tiles.bounds)), GRID),
        *motorways(grid),
        mvt.Layer("place", list(cities(grid)), GRID),
    ]
    return gzip.compress(mvt.encoded(layers), mtime=0)


class Grid:
    """The whole numbers of one tile. What lies off the tile gets numbers beyond 0 to GRID."""

    def __init__(self, zoom, x, y):
        self.scale, self.left, self.top = GRID * 2**zoom, GRID * x, GRID * y

    def of_degrees(self, place):
        x, y = square(*place)
        return round(x * self.scale) - self.left, round(y * self.scale) - self.top

    def lines(self, lines):
        """Those lines (longitude, latitude) that come near the tile, without places that fall together."""
        for line in lines:
            places = list(dict.fromkeys(map(self.of_degrees, line)))
            if len(places) > 1 and self.meets(places):
                yield places

    def meets(self, places):
        xs, ys = zip(*places, strict=True)
        return max(xs) >= 0 and min(xs) <= GRID and max(ys) >= 0 and min(ys) <= GRID

    def holds(self, place):
        return 0 <= place[0] < GRID and 0 <= place[1] < GRID


@lru_cache(maxsize=1)
def waters():
    with gzip.open(WATERS) as file:
        return json.load(file)["features"]


def shown_waters(kind, bounds):
    west, south, east, north = bounds
    for feature in waters():
        if feature["properties"]["class"] != kind:
            continue
        line = feature["geometry"]["coordinates"]
        line = line[0] if kind == "lake" else line
        xs, ys = zip(*line, strict=True)
        if max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north:
            yield line


def lakes(grid, bounds):
    for ring in grid.lines(shown_waters("lake", bounds)):
        if len(ring) > 2:
            yield mvt.polygon({"class": "lake"}, [[*ring, ring[0]]])


def rivers(grid, bounds):
    for line in grid.lines(shown_waters("river", bounds)):
        yield mvt.line({"class": "river"}, [line])


def motorways(grid):
    """Two layers: the lines, and plates with the number."""
    roads, shields = mvt.Layer("transportation", extent=GRID), mvt.Layer("shield", extent=GRID)
    for code, lines in schematic_motorways():
        shown = list(grid.lines(wgs84_places(line) for line in lines))
        if shown:
            roads.features.append(mvt.line({"class": "motorway"}, shown))
        for place in (line[int(share * len(line))] for line in shown for share in SHIELDS):
            if grid.holds(place):
                shields.features.append(mvt.point({"class": "motorway", "ref": code}, *place))
    return roads, shields


def cities(grid):
    named = Area.objects.valid().filter(label_rank__isnull=False, center__isnull=False).order_by("label_rank")
    found = list(named.values_list("name", "label_rank", "population", "center"))
    places = wgs84_places([(center.x, center.y) for *_, center in found])
    for (name, rank, population, _center), degrees in zip(found, places, strict=True):
        place = grid.of_degrees(degrees)
        if grid.holds(place):
            kind = "city" if rank <= CITIES else "town"
            yield mvt.point({"class": kind, "name": name, "population": population or 0}, *place)
