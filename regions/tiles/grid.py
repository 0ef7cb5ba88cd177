"""Tiles of the web's common grid (Web Mercator, row 0 in the north) and the degrees they cover."""

from math import cos, radians

from regions.models import Area
from regions.tiles.mercator import square, wgs84

MARGIN_KM = 30
"""Around the region: roads and towns beyond its border are seen from inside, and lead somewhere."""
KM_PER_DEGREE = 111.3


def region_bounds():
    """West, south, east, north in degrees around the areas valid now, MARGIN_KM wider; None where there are none."""
    extent = Area.objects.region_extent()
    return extent and widened(extent)


def widened(bounds):
    west, south, east, north = bounds
    up = MARGIN_KM / KM_PER_DEGREE
    aside = up / cos(radians(max(abs(south), abs(north))))
    return west - aside, south - up, east + aside, north + up


def in_common(one, other):
    """The bounds that both share, or None where they do not touch."""
    west, south = max(one[0], other[0]), max(one[1], other[1])
    east, north = min(one[2], other[2]), min(one[3], other[3])
    return (west, south, east, north) if west < east and south < north else None


def holds(outer, inner):
    """Whether bounds lie in others."""
    return (outer[0] <= inner[0] and outer[1] <= inner[1]) and (inner[2] <= outer[2] and inner[3] <= outer[3])


def around(bounds):
    """The bounds around several."""
    wests, souths, easts, norths = zip(*bounds, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def tiles_over(bounds, zoom):
    """The columns and the rows of the tiles that touch the bounds, as two ranges."""
    west, south, east, north = bounds
    return (
        range(column(west, zoom), column(east, zoom) + 1),
        range(row(north, zoom), row(south, zoom) + 1),
    )


def column(longitude, zoom):
    return _numbered(square(longitude, 0)[0], zoom)


def row(latitude, zoom):
    return _numbered(square(0, latitude)[1], zoom)


def _numbered(share, zoom):
    return max(0, min(2**zoom - 1, int(share * 2**zoom)))


def degrees_at(zoom, x, y):
    """Longitude and latitude of a place in tiles of this zoom; x and y may lie inside a tile."""
    return wgs84(x / 2**zoom, y / 2**zoom)


def bounds_of(zoom, x, y):
    """West, south, east, north of a tile."""
    west, north = degrees_at(zoom, x, y)
    east, south = degrees_at(zoom, x + 1, y + 1)
    return west, south, east, north
