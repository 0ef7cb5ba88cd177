"""The tiles that maps show: those of the installed file, else the overview."""

from caching.parts import kept
from regions.models import Area
from regions.tiles.installed import installed, tile
from regions.tiles.overview import overview, overview_tile

GERMANY = (5.87, 47.27, 15.04, 55.06)
"""West, south, east, north in degrees: what a map shows while no areas are loaded."""


def region_extent():
    """West, south, east, north of the region in WGS84 degrees."""
    return kept("region-extent", ["regions"], lambda: Area.objects.region_extent() or GERMANY)


def shown():
    """The TileSet of all maps."""
    return installed() or overview(region_extent())


def content(tiles, zoom, x, y):
    """A tile's bytes (gzip), or None where there is nothing. Raises sqlite3.Error for a damaged file."""
    return (overview_tile if tiles.is_schematic else tile)(tiles, zoom, x, y)
