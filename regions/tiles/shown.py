"""The tiles that maps show: those of the installed file, else the overview."""

from django.contrib.gis.db.models import Extent
from django.db.models import DateField, Value
from django.utils.timezone import localdate

from caching.parts import kept
from caching.versions import at_present
from database.prepared import Question
from regions.crs import wgs84_bbox
from regions.models import Area
from regions.tiles.installed import installed, tile
from regions.tiles.overview import overview, overview_tile

GERMANY = (5.87, 47.27, 15.04, 55.06)
"""West, south, east, north in degrees: what a map shows while no areas are loaded."""


def box_of_region(day):
    """West, south, east, north in metres (EPSG:3035); None or no row where there are no areas."""
    areas = Area.objects.around_region(day).order_by().values(all=Value(1))
    return areas.annotate(box=Extent("outline")).values_list("box", flat=True)


BOX = Question(box_of_region, day=DateField())


def region_extent():
    """West, south, east, north of the region in WGS84 degrees."""
    return kept("region-extent", ["regions"], ask_extent)


def ask_extent():
    box = next(iter(BOX.answer(day=localdate(at_present()))), None)
    return wgs84_bbox(box) if box else GERMANY


def shown():
    """The TileSet of all maps."""
    return installed() or overview(region_extent())


def content(tiles, zoom, x, y):
    """A tile's bytes (gzip), or None where there is nothing. Raises sqlite3.Error for a damaged file."""
    return (overview_tile if tiles.is_schematic else tile)(tiles, zoom, x, y)
