"""Tiles of the web's common grid (Web Mercator, row 0 in the north) and the degrees they cover."""

from math import cos, radians

from regions.models import Area
from regions.tiles.mercator import from_unit_square, to_unit_square

MARGIN_KM = 30
"""Around the region: roads and towns beyond its border are seen from inside, and lead somewhere."""
KM_PER_DEGREE = 111.3


def region_bounds():
    """West, south, east, north in degrees around the areas valid now, MARGIN_KM wider; None where there are none."""
    extent = Area.objects.region_extent()
    return extent and expand_bounds(extent)


def expand_bounds(bounds):
    west, south, east, north = bounds
    up = MARGIN_KM / KM_PER_DEGREE
    aside = up / cos(radians(max(abs(south), abs(north))))
    return west - aside, south - up, east + aside, north + up


def intersect_bounds(one, other):
    """The bounds that both share, or None where they do not touch."""
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west < east and south < north else None


def contains_bounds(outer, inner):
    """Whether bounds lie in others."""
    return (outer[0] <= inner[0] and outer[1] <= inner[1]) and (inner[2] <= outer[2] and inner[3] <= outer[3])


def union_bounds(bounds):
    """The bounds around several."""
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def tile_ranges(bounds, zoom):
    """The columns and the rows of the tiles that touch the bounds, as two ranges."""
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
    """Longitude and latitude of a place in tiles of this zoom; x and y may lie inside a tile."""
    return from_unit_square(x / 2**zoom, y / 2**zoom)


def tile_bounds(zoom, x, y):
    """West, south, east, north of a tile."""
    west, north = lonlat_at(zoom, x, y)
    east, south = lonlat_at(zoom, x + 1, y + 1)
    return west, south, east, north
