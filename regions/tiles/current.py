"""The tiles that maps show: the installed file, else the overview, which also surrounds a partial file."""

from django.contrib.gis.db.models import Extent
from django.utils.timezone import localdate

from caching.fragments import cached
from caching.versions import snapshot_time
from regions.crs import bbox_to_wgs84
from regions.models import Area
from regions.tiles import grid
from regions.tiles.installed import installed_tiles, read_tile
from regions.tiles.overview import VERSION_PREFIX, overview_tile, overview_tile_set

GERMANY = (5.87, 47.27, 15.04, 55.06)
"""West, south, east, north in degrees, shown while no areas are loaded."""


def region_extent():
    """Return the cached west, south, east, north of the region in WGS84 degrees."""
    return cached("region-extent", ["regions"], ask_extent)


def ask_extent():
    areas = Area.objects.around_region(localdate(snapshot_time()))
    box = areas.aggregate(box=Extent("outline"))[
        "box"
    ]  # in metres (EPSG:3035); None where there are no areas
    return bbox_to_wgs84(box) if box else GERMANY


def current_tiles(extent=None):
    """Return the TileSet of maps, or of pictures of a box (EPSG:3035)."""
    return (installed_tiles_at(extent) if extent else installed_tiles()) or overview_tile_set(region_extent())


def installed_tiles_at(extent):
    """Return the installed TileSet; None if the box (EPSG:3035) lies wholly outside it."""
    tiles = installed_tiles()
    if tiles and tiles.is_partial and not grid.intersect_bounds(tiles.bounds, bbox_to_wgs84(extent)):
        return None
    return tiles


def surrounding_overview(tiles):
    """Return the overview shown outside the bounds of a partial TileSet, else None."""
    return overview_tile_set(region_extent()) if tiles.is_partial else None


def tiles_of_version(version):
    """Return the TileSet of the version in a URL; the current one for former versions."""
    return overview_tile_set(region_extent()) if version.startswith(VERSION_PREFIX) else current_tiles()


def tile_content(tiles, zoom, x, y):
    """Return the gzipped tile, or None. Raises sqlite3.Error for a damaged file."""
    return (overview_tile if tiles.is_schematic else read_tile)(tiles, zoom, x, y)
