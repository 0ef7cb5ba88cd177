"""The tiles that maps show: those of the installed file, and the overview where there is none, or where it ends."""

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
"""West, south, east, north in degrees: what a map shows while no areas are loaded."""


def region_extent():
    """West, south, east, north of the region in WGS84 degrees."""
    return cached("region-extent", ["regions"], ask_extent)


def ask_extent():
    areas = Area.objects.around_region(localdate(snapshot_time()))
    box = areas.aggregate(box=Extent("outline"))[
        "box"
    ]  # in metres (EPSG:3035); None where there are no areas
    return bbox_to_wgs84(box) if box else GERMANY


def current_tiles(extent=None):
    """The TileSet of all maps, or of pictures of a box in metres (EPSG:3035)."""
    return (installed_tiles_at(extent) if extent else installed_tiles()) or overview_tile_set(region_extent())


def installed_tiles_at(extent):
    """The TileSet of the installed file; None where the whole box in metres (EPSG:3035) lies beyond it."""
    tiles = installed_tiles()
    if tiles and tiles.is_partial and not grid.intersect_bounds(tiles.bounds, bbox_to_wgs84(extent)):
        return None
    return tiles


def surrounding_overview(tiles):
    """The TileSet that is shown beyond the bounds of another; None where nothing is."""
    return overview_tile_set(region_extent()) if tiles.is_partial else None


def tiles_of_version(version):
    """The TileSet that an address names; that of all maps where its version is a former one."""
    return overview_tile_set(region_extent()) if version.startswith(VERSION_PREFIX) else current_tiles()


def tile_content(tiles, zoom, x, y):
    """A tile's bytes (gzip), or None where there is nothing. Raises sqlite3.Error for a damaged file."""
    return (overview_tile if tiles.is_schematic else read_tile)(tiles, zoom, x, y)
