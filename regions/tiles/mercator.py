"""The unit square of Web Mercator (EPSG:3857 scaled to 1): x to the right and y down, both 0 to 1."""

from math import asinh, atan, degrees, pi, radians, sinh, tan

MAX_LATITUDE = 85.0511
"""Degrees at the edge of the square."""


def to_unit_square(longitude, latitude):
    """Project WGS84 degrees to x and y."""
    latitude = max(-MAX_LATITUDE, min(MAX_LATITUDE, latitude))
    return (longitude + 180) / 360, (1 - asinh(tan(radians(latitude))) / pi) / 2


def from_unit_square(x, y):
    """Return longitude and latitude in degrees."""
    return x * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y))))
