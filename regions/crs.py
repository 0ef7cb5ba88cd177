"""Coordinate reference systems: stored in metres (EPSG:3035), exchanged in degrees (WGS84, longitude first)."""

import json
import struct
import threading
from itertools import batched, chain
from math import ceil

from django.contrib.gis.gdal import CoordTransform, OGRGeometry, SpatialReference
from django.contrib.gis.geos import GEOSGeometry, Polygon

STORAGE_SRID = 3035
"""ETRS89-LAEA Europe, x = easting and y = northing in metres: areas and distances need no correction."""

WGS84_SRID = 4326
"""Longitude, latitude in degrees, as in browsers and GeoJSON."""

MAX_STEP_DEGREES = 0.05
"""Degrees. A straight edge of this length leaves the true parallel by less than 0.4 m in EPSG:3035."""

AREA_OF_USE = (-35.0, 25.0, 44.0, 84.0)
"""Of EPSG:3035 (Europe), as west, south, east, north in degrees; the projection is undefined beyond."""

WKB_LINE_HEADER = "<BII"
"""Byte order, type, number of points; then x and y of each."""

GEOJSON_DECIMALS = 6
"""Some 10 cm, in a third of the bytes of a full float."""


def to_storage(geometry):
    """Transform to EPSG:3035. A geometry without SRID is taken as WGS84."""
    return _transform(geometry, STORAGE_SRID)


def to_wgs84(geometry):
    """Transform to WGS84 at full precision. A geometry without SRID is taken as WGS84."""
    return _transform(geometry, WGS84_SRID)


def _transform(geometry, srid):
    clone = geometry.clone()
    if clone.srid is None:
        clone.srid = WGS84_SRID
    if clone.srid != srid:
        clone.transform(_transformation(clone.srid, srid))
    return clone


# Creating a CoordTransform takes 25 ms, using it microseconds; it is not thread-safe.
_local = threading.local()


def _transformation(source, target):
    by_pair = _local.__dict__.setdefault("by_pair", {})
    if (source, target) not in by_pair:
        by_pair[source, target] = CoordTransform(SpatialReference(source), SpatialReference(target))
    return by_pair[source, target]


def densified_bbox(west, south, east, north):
    """Return the box (WGS84 degrees) as a polygon in EPSG:3035, or None outside AREA_OF_USE.

    Parallels are curves in EPSG:3035, so the edges are densified first: four corners alone would be off by up to 759 m
    on 2.5 degrees.
    """
    west, south = max(west, AREA_OF_USE[0]), max(south, AREA_OF_USE[1])
    east, north = min(east, AREA_OF_USE[2]), min(north, AREA_OF_USE[3])
    if west >= east or south >= north:
        return None
    return densified_polygon([(west, south), (east, south), (east, north), (west, north)])


def densified_polygon(corners):
    """Return the polygon of corners (longitude, latitude in degrees) in EPSG:3035, its edges densified."""
    ends = [*corners[1:], corners[0]]
    points = [point for edge in zip(corners, ends, strict=True) for point in _edge(*edge)]
    return to_storage(Polygon([*points, corners[0]], srid=WGS84_SRID))


def _edge(start, end):
    """Yield points from start to just before end, at most MAX_STEP_DEGREES apart."""
    steps = max(1, ceil(max(abs(end[0] - start[0]), abs(end[1] - start[1])) / MAX_STEP_DEGREES))
    for step in range(steps):
        share = step / steps
        yield start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def points_to_wgs84(places):
    """Transform points (x, y in EPSG:3035) to a list of (longitude, latitude), all in one call."""
    if not places:
        return []
    numbers = list(chain(*places, places[0]))  # a line has two points at least
    packed = struct.pack(f"{WKB_LINE_HEADER}{len(numbers)}d", 1, 2, len(numbers) // 2, *numbers)
    line = GEOSGeometry(memoryview(packed), STORAGE_SRID)
    degrees = struct.unpack_from(f"<{len(numbers)}d", to_wgs84(line).wkb, struct.calcsize(WKB_LINE_HEADER))
    return list(zip(degrees[:-2:2], degrees[1:-2:2], strict=True))


def bboxes_to_wgs84(extents):
    """Transform boxes (EPSG:3035 xmin, ymin, xmax, ymax) to the smallest enclosing west, south, east, north."""
    places = points_to_wgs84([place for extent in extents for place in bbox_outline(*extent)])
    return [
        (min(xs), min(ys), max(xs), max(ys))
        for xs, ys in (zip(*box, strict=True) for box in batched(places, 8))
    ]


def bbox_to_wgs84(extent):
    return bboxes_to_wgs84([extent])[0]


def bbox_outline(xmin, ymin, xmax, ymax):
    """Return the corners of a box and the midpoints of its edges, which are curves in degrees."""
    x, y = (xmin + xmax) / 2, (ymin + ymax) / 2
    return (
        (xmin, ymin), (x, ymin), (xmax, ymin), (xmax, y), (xmax, ymax), (x, ymax), (xmin, ymax), (xmin, y),
    )  # fmt: skip


def geojson_geometry(geometry, decimals=GEOJSON_DECIMALS):
    """Return the geometry as a GeoJSON dict in WGS84, coordinates rounded; None stays None."""
    if geometry is None:
        return None
    shape = _geojson_in_degrees(geometry)
    return shape | {"coordinates": _round_coordinates(shape["coordinates"], decimals)}


def _geojson_in_degrees(geometry):
    """Return a GeoJSON dict at full precision. GDAL alone, because GEOS needs a call for each coordinate."""
    shape = OGRGeometry(geometry.wkb)
    if geometry.srid not in (None, WGS84_SRID):
        shape.transform(_transformation(geometry.srid, WGS84_SRID))
    if shape.geom_type == "Point":
        return {"type": "Point", "coordinates": [shape.x, shape.y]}
    return json.loads(shape.json)


def geojson_feature(geometry, properties, decimals=GEOJSON_DECIMALS, **members):
    """Return a GeoJSON feature; `members` such as `id` are on its top level."""
    geometry = geojson_geometry(geometry, decimals)
    return {"type": "Feature", **members, "geometry": geometry, "properties": properties}


def point_feature(place, properties, decimals=GEOJSON_DECIMALS, **members):
    """Return a GeoJSON feature of a (longitude, latitude)."""
    geometry = {"type": "Point", "coordinates": _round_coordinates(place, decimals)}
    return {"type": "Feature", **members, "geometry": geometry, "properties": properties}


def _round_coordinates(coordinates, decimals):
    if coordinates and isinstance(coordinates[0], (int, float)):
        return [round(number, decimals) for number in coordinates]
    return [_round_coordinates(part, decimals) for part in coordinates]
