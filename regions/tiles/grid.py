"""Tile coordinates (XYZ scheme in Web Mercator, row 0 in the north) and bounds in degrees."""

from math import cos, radians

from regions.models import Area
from regions.tiles.mercator import from_unit_square, to_unit_square

MARGIN_KM = 30
"""Around the region, for the roads and towns beyond its border."""
KM_PER_DEGREE = 111.3


def region_bounds():
    """Return west, south, east, north in degrees around today's areas, MARGIN_KM wider; None without areas."""
    extent = Area.objects.region_extent()
    return extent and expand_bounds(extent)


def expand_bounds(bounds):
    west, south, east, north = bounds
    up = MARGIN_KM / KM_PER_DEGREE
    aside = up / cos(radians(max(abs(south), abs(north))))
    return west - aside, south - up, east + aside, north + up


def intersect_bounds(one, other):
    """Return the intersection of two bounds, or None."""
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west < east and south < north else None


def contains_bounds(outer, inner):
    """Return whether bounds contain others."""
    return (outer[0] <= inner[0] and outer[1] <= inner[1]) and (inner[2] <= outer[2] and inner[3] <= outer[3])


def union_bounds(bounds):
    """Return the bounds around several."""
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def tile_ranges(bounds, zoom):
    """Return the ranges of columns and rows of the tiles that touch the bounds."""
    west, south, east, north = bounds
    return (
        range(tile_column(west, zoom), tile_column(east, zoom) + 1),
        range(tile_row(north, zoom), tile_row(south, zoom) + 1),
    )


def tile_column(longitude, zoom):
    return _tile_index(to_unit_square(longitude, 0)[0], zoom)


def tile_row(latitude, zoom):
    return _tile_index(to_unit_square(0, latitude)[1], zoom)


def _tile_index(share, zoom):
    return max(0, min(2**zoom - 1, int(share * 2**zoom)))


def lonlat_at(zoom, x, y):
    """Return longitude and latitude of fractional tile coordinates."""
    return from_unit_square(x / 2**zoom, y / 2**zoom)


def tile_bounds(zoom, x, y):
    """Return west, south, east, north of a tile in degrees."""
    west, north = lonlat_at(zoom, x, y)
    east, south = lonlat_at(zoom, x + 1, y + 1)
    return west, south, east, north
