"""The base map without an installed file, or outside its bounds: rivers, lakes, cities, schematic motorways.

Generated from the database as tiles of few zooms on a fine grid. Clients scale the last zoom up, so a map at any zoom
needs two or three of them.
"""

import gzip
import json
from functools import lru_cache
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from caching.fragments import cached
from caching.versions import version_of
from regions.crs import points_to_wgs84
from regions.models import Area
from regions.tiles import mvt
from regions.tiles.installed import TileSet
from regions.tiles.mercator import to_unit_square
from regions.tiles.motorways import schematic_motorways

WATERS = Path(__file__).with_name("waters.geojson.gz")
WATERS_ATTRIBUTION = "GSHHG (LGPL)"
VERSION_PREFIX = "overview-"
"""Of versions of the overview, unlike those of files."""
MIN_ZOOM, MAX_ZOOM = 4, 6
GRID_SIZE = 1 << 16
"""Grid steps along a tile's edge: 6 m at zoom 6 in central Europe, finer than the data."""

MARGIN_DEGREES = 1.0
"""Around the region, for rivers and lakes."""

SHIELD_POSITIONS = (0.5, 0.17, 0.83)
"""Of shields, as shares of a line."""

MAX_CITY_RANK = 8
"""Places up to this label rank are drawn as cities."""


def overview_tile_set(extent):
    """Return the TileSet of the overview. extent: west, south, east, north in degrees."""
    west, south, east, north = extent
    bounds = (west - MARGIN_DEGREES, south - MARGIN_DEGREES, east + MARGIN_DEGREES, north + MARGIN_DEGREES)
    version = f"{VERSION_PREFIX}{timezone.localdate():%Y%m%d}-{version_of(['regions'])}"
    attribution = _("Motorways schematic, waters: %(source)s") % {"source": WATERS_ATTRIBUTION}
    return TileSet(version, bounds, MIN_ZOOM, MAX_ZOOM, attribution, is_schematic=True)


def overview_tile(tiles, zoom, x, y):
    """Return the gzipped tile, cached until the region changes."""
    return cached(f"{tiles.version}-{zoom}-{x}-{y}", ["regions"], lambda: render_tile(tiles, zoom, x, y))


def render_tile(tiles, zoom, x, y):
    grid = TileGrid(zoom, x, y)
    layers = [
        mvt.Layer("water", list(lake_features(grid, tiles.bounds)), GRID_SIZE),
        mvt.Layer("waterway", list(river_features(grid, tiles.bounds)), GRID_SIZE),
        *motorway_layers(grid),
        mvt.Layer("place", list(city_features(grid)), GRID_SIZE),
    ]
    return gzip.compress(mvt.encode_layers(layers), mtime=0)


class TileGrid:
    """Coordinates of one tile. Points outside it get numbers outside 0 to GRID_SIZE."""

    def __init__(self, zoom, x, y):
        self.scale, self.left, self.top = GRID_SIZE * 2**zoom, GRID_SIZE * x, GRID_SIZE * y

    def project(self, place):
        x, y = to_unit_square(*place)
        return round(x * self.scale) - self.left, round(y * self.scale) - self.top

    def project_lines(self, lines):
        """Yield the projected lines that overlap the tile, without duplicate points."""
        for line in lines:
            places = list(dict.fromkeys(map(self.project, line)))
            if len(places) > 1 and self.overlaps(places):
                yield places

    def overlaps(self, places):
        xs, ys = zip(*places, strict=True)
        return max(xs) >= 0 and min(xs) <= GRID_SIZE and max(ys) >= 0 and min(ys) <= GRID_SIZE

    def contains(self, place):
        return 0 <= place[0] < GRID_SIZE and 0 <= place[1] < GRID_SIZE


@lru_cache(maxsize=1)
def load_waters():
    with gzip.open(WATERS) as file:
        return json.load(file)["features"]


def waters_within(kind, bounds):
    west, south, east, north = bounds
    for feature in load_waters():
        if feature["properties"]["class"] != kind:
            continue
        line = feature["geometry"]["coordinates"]
        line = line[0] if kind == "lake" else line
        xs, ys = zip(*line, strict=True)
        if max(xs) > west and min(xs) < east and max(ys) > south and min(ys) < north:
            yield line


def lake_features(grid, bounds):
    for ring in grid.project_lines(waters_within("lake", bounds)):
        if len(ring) > 2:
            yield mvt.polygon({"class": "lake"}, [[*ring, ring[0]]])


def river_features(grid, bounds):
    for line in grid.project_lines(waters_within("river", bounds)):
        yield mvt.line({"class": "river"}, [line])


def motorway_layers(grid):
    """Return two layers: the lines, and shields with the number."""
    roads, shields = mvt.Layer("transportation", extent=GRID_SIZE), mvt.Layer("shield", extent=GRID_SIZE)
    for code, lines in schematic_motorways():
        shown = list(grid.project_lines(points_to_wgs84(line) for line in lines))
        if shown:
            roads.features.append(mvt.line({"class": "motorway"}, shown))
        for place in (line[int(share * len(line))] for line in shown for share in SHIELD_POSITIONS):
            if grid.contains(place):
                shields.features.append(mvt.point({"class": "motorway", "ref": code}, *place))
    return roads, shields


def city_features(grid):
    named = Area.objects.valid().filter(label_rank__isnull=False, center__isnull=False).order_by("label_rank")
    found = list(named.values_list("name", "label_rank", "population", "center"))
    places = points_to_wgs84([(center.x, center.y) for *_, center in found])
    for (name, rank, population, _center), degrees in zip(found, places, strict=True):
        place = grid.project(degrees)
        if grid.contains(place):
            kind = "city" if rank <= MAX_CITY_RANK else "town"
            yield mvt.point({"class": kind, "name": name, "population": population or 0}, *place)
