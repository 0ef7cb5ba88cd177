"""Coordinates as surveyors write them: ETRS89 / UTM, zone 32 or 33, in metres (EPSG:25832, EPSG:25833)."""

import re

from django.contrib.gis.geos import Point, Polygon
from django.utils.translation import gettext as _

from regions.crs import WGS84_SRID, to_wgs84

SRID_OF_ZONE = {32: 25832, 33: 25833}
MAX_LINE_LENGTH = 100
"""Characters of one coordinate pair."""
MAX_CORNERS = 2000
EASTINGS = (100_000, 1_000_000)
NORTHINGS = (5_000_000, 6_500_000)
"""Metres, from the Alps to Jutland; other numbers are not taken as UTM."""

_ZONE = re.compile(
    r"\bEPSG:?\s*258(3[23])\b|\bzone:?\s*(3[23])\s*[NTU]?\b|^(?:UTM|ETRS ?89|[\s/])*(3[23])\s*[NTU]?\b(?=\D+\d)",
    re.I,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = re.compile(
    r"\b(?:UTM|ETRS ?89|N|E|O|R|H|X|Y|m|Ost|Nord|East|North|Easting|Northing)\b|[:=;/()]", re.I
)


class UTMError(ValueError):
    """The coordinates are incomplete or invalid. The message is translated."""


def parse_utm(text):
    """Return the possible points (in their zone): one, two without a zone, none if the text is not UTM.

    Accepts “33 312345 5690123”, “33U 312345,5 5690123,4”, “33312345 5690123”, “E 312.345 N 5.690.123 (Zone 33)”.
    """
    if len(text) > MAX_LINE_LENGTH:
        return []
    found = _ZONE.search(text)
    zone = found and int(next(filter(None, found.groups())))
    rest = text[: found.start()] + " " + text[found.end() :] if found else text
    rest = _WORDS.sub(" ", re.sub(r"(?<=\d{6}),(?=\d{7})", " ", rest))
    numbers = [_parse_number(number) for number in _NUMBER.findall(rest)]
    if len(numbers) != 2 or _NUMBER.sub("", rest).strip(" ,\t'’"):
        return []
    east, north = sorted(numbers)
    if east > NORTHINGS[1] or north > NORTHINGS[1]:  # the zone prefixes the easting, which is then the larger
        north, east = sorted(numbers)
        zone, east = int(east // 1_000_000), east % 1_000_000
    if not (EASTINGS[0] <= east < EASTINGS[1] and NORTHINGS[0] <= north < NORTHINGS[1]):
        return []
    zones = [zone] if zone else list(SRID_OF_ZONE)
    return [Point(east, north, srid=SRID_OF_ZONE[zone]) for zone in zones if zone in SRID_OF_ZONE]


def _parse_number(number):
    """Parse “5.690.123,45”, “312345.5”, “312.345”: a last separator used once is decimal, unless it groups."""
    separators = re.findall(r"[.,]", number)
    if not separators:
        return float(number)
    last = separators[-1]
    whole, _separator, decimals = number.rpartition(last)
    is_grouping = separators.count(last) > 1 or (len(decimals) == 3 and len(whole) <= 3)
    if is_grouping:
        return float(re.sub(r"[.,]", "", number))
    return float(re.sub(r"[.,]", "", whole) + "." + decimals)


def looks_like_utm(text):
    lines = text.strip().splitlines()
    return bool(lines) and bool(parse_utm(lines[0]))


def parse_points(text, extent):
    """Return the point of each line in WGS84. `extent` (west, south, east, north) decides where the zone is missing.

    Raises UTMError.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > MAX_CORNERS:
        raise UTMError(_("These are more than %(count)d corners.") % {"count": MAX_CORNERS})
    return [_parse_point(line, number, extent) for number, line in enumerate(lines, 1)]


def _parse_point(line, number, extent):
    meant = [to_wgs84(point) for point in parse_utm(line)]
    if not meant:
        raise UTMError(
            _("Line %(number)d is no pair of UTM coordinates: “%(line)s”.")
            % {"number": number, "line": line.strip()[:MAX_LINE_LENGTH]}
        )
    if len(meant) > 1:
        meant = [point for point in meant if extent and is_within(point, extent)]
    if len(meant) != 1:
        raise UTMError(
            _("Please name the zone, 32 or 33, before the coordinates in line %(number)d.")
            % {"number": number}
        )
    return meant[0]


def is_within(point, extent):
    west, south, east, north = extent
    return west <= point.x <= east and south <= point.y <= north


def parse_geometry(text, geometry_type, extent):
    """Return a point of one line, or a polygon with a corner per line, in WGS84. Raises UTMError."""
    points = parse_points(text, extent)
    if geometry_type == "POINT":
        if len(points) != 1:
            raise UTMError(_("A point is needed here: one pair of coordinates."))
        return points[0]
    corners = [point.coords for point in points]
    if corners[0] == corners[-1]:
        corners.pop()
    if len(corners) < 3:
        raise UTMError(_("A boundary needs at least three corners, one a line."))
    return Polygon([*corners, corners[0]], srid=WGS84_SRID)
