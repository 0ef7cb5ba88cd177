"""Parcel shapes: irregular as cadastral maps are, with a straight side along the road. Metres, EPSG:3035."""

import math

from django.contrib.gis.gdal import CoordTransform, SpatialReference
from django.contrib.gis.geos import Point, Polygon

METRIC, DEGREES = SpatialReference(3035), SpatialReference(4326)
TO_METRES, TO_DEGREES = CoordTransform(DEGREES, METRIC), CoordTransform(METRIC, DEGREES)


def outline(dice):
    """A closed shape about one unit wide; its first edge is the road side."""
    depth = dice.uniform(0.55, 1.1)
    wobble = lambda: dice.uniform(-0.06, 0.06)  # noqa: E731
    shape = dice.choice(("pentagon", "corner", "trapezoid", "bent", "cut", "step"))
    if shape == "pentagon":
        points = [
            (0, 0),
            (1, 0),
            (1 + wobble(), depth * 0.7),
            (0.55 + wobble(), depth),
            (wobble(), depth * 0.85),
        ]
    elif shape == "corner":
        inner, step = dice.uniform(0.4, 0.65), depth * dice.uniform(0.4, 0.6)
        points = [
            (0, 0),
            (1, 0),
            (1, step),
            (inner, step + wobble()),
            (inner + wobble() / 2, depth),
            (0, depth),
        ]
    elif shape == "trapezoid":
        points = [(0, 0), (1, 0), (0.9 + wobble(), depth), (0.12 + wobble(), depth * 0.93)]
    elif shape == "bent":
        points = [
            (0, 0),
            (0.5, 0.05),
            (1, 0.02),
            (1 + wobble(), depth),
            (0.48, depth + 0.05),
            (wobble(), depth * 0.9),
        ]
    elif shape == "cut":
        cut = dice.uniform(0.12, 0.25)
        points = [
            (cut, 0),
            (1, 0),
            (1 + wobble(), depth - cut),
            (1 - cut, depth),
            (wobble(), depth),
            (0, cut),
        ]
    else:
        step = dice.uniform(0.1, 0.2)
        points = [
            (0, 0),
            (1, 0),
            (1, depth),
            (0.6, depth),
            (0.58, depth - step),
            (0.02, depth - step + wobble() / 2),
        ]
    return points


def parcel(dice, centre, area):
    """A polygon of that area (m²) around the point, turned at random."""
    points = outline(dice)
    shape = Polygon([*points, points[0]], srid=3035)
    scale = math.sqrt(area / shape.area)
    turn = math.radians(dice.uniform(0, 360))
    middle = shape.centroid
    ring = []
    for x, y in points:
        x, y = (x - middle.x) * scale, (y - middle.y) * scale
        ring.append(
            (
                centre.x + x * math.cos(turn) - y * math.sin(turn),
                centre.y + x * math.sin(turn) + y * math.cos(turn),
            )
        )
    return Polygon([*ring, ring[0]], srid=3035)


def near(dice, anchor, reach):
    """A point up to `reach` metres from the anchor (longitude, latitude)."""
    point = Point(*anchor, srid=4326).transform(TO_METRES, clone=True)
    angle, way = dice.uniform(0, 2 * math.pi), reach * math.sqrt(dice.random())
    return Point(point.x + way * math.cos(angle), point.y + way * math.sin(angle), srid=3035)


def in_degrees(geometry):
    """Longitude and latitude with six decimals (about 10 cm): a pair, or the ring of a polygon."""
    turned = geometry.transform(TO_DEGREES, clone=True)
    if isinstance(turned, Point):
        return [round(turned.x, 6), round(turned.y, 6)]
    return [[round(x, 6), round(y, 6)] for x, y in turned.exterior_ring]
