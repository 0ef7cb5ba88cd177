"""Extent of a drawing: metres of EPSG:3035 on a sheet, by default of 400 x 190 units, north up."""

from functools import cached_property

from django.contrib.gis.geos import Polygon

from formats.templatetags.typography import NBSP, number
from regions.crs import STORAGE_SRID, points_to_wgs84
from regions.tiles.mercator import to_unit_square
from regions.tiles.sheet import Sheet

WIDTH, HEIGHT = 400, 190
SIMPLIFY_DIVISOR = 800
"""Simplification tolerance is the width divided by this."""
SCALE_STEPS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


class Frame:
    """`metres` of ground from left to right, around a middle point (x, y), on a sheet of `size` units."""

    def __init__(self, middle, metres, size=(WIDTH, HEIGHT)):
        self.middle = middle
        self.width, self.height = size
        self.unit = metres / self.width
        self.left, self.top = middle[0] - metres / 2, middle[1] + self.unit * self.height / 2

    @cached_property
    def box(self):
        """A polygon in EPSG:3035."""
        right, bottom = self.left + self.unit * self.width, self.top - self.unit * self.height
        box = Polygon.from_bbox((self.left, bottom, right, self.top))
        box.srid = STORAGE_SRID
        return box

    @classmethod
    def around(cls, shape, margin, min_metres=0, size=(WIDTH, HEIGHT)):
        """Return a frame with the fraction `margin` free on every side, at least `min_metres` wide."""
        xmin, ymin, xmax, ymax = shape.extent
        width, height = size
        metres = max(xmax - xmin, (ymax - ymin) * width / height) / (1 - 2 * margin)
        return cls(((xmin + xmax) / 2, (ymin + ymax) / 2), max(metres, min_metres), size)

    def to_sheet(self, x, y):
        return (x - self.left) / self.unit, (self.top - y) / self.unit

    @property
    def sheet(self):
        """The same extent in the base map's projection: over 60 km they differ by less than a unit."""
        (x, y), reach = self.middle, self.unit * self.width / 4
        places = [(x, y), (x + reach, y), (x, y + reach)]
        squares = [to_unit_square(*degrees) for degrees in points_to_wgs84(places)]
        return Sheet.from_points(
            self.width, self.height, squares, [self.to_sheet(*place) for place in places]
        )

    def contains(self, point, margin=12):
        x, y = self.to_sheet(point.x, point.y)
        return margin < x < self.width - margin and margin < y < self.height - margin

    def path(self, shape):
        """Return a polygon clipped to the frame as the `d` of an SVG path; "" if outside."""
        simple = shape.simplify(self.unit * self.width / SIMPLIFY_DIVISOR, preserve_topology=True)
        return "".join(
            self._ring(ring) for polygon in split_polygons(simple.intersection(self.box)) for ring in polygon
        )

    def border(self, shape):
        """Return the border of a polygon inside the frame, without the edges of clipping."""
        simple = shape.simplify(self.unit * self.width / SIMPLIFY_DIVISOR, preserve_topology=True)
        return "".join(
            self._line(line.coords) for line in split_lines(simple.boundary.intersection(self.box))
        )

    def _ring(self, ring):
        return self._line(ring.coords[:-1]) + "Z"

    def _line(self, coords):
        corners = (self.to_sheet(x, y) for x, y, *_height in coords)
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners)

    @property
    def scale(self):
        """(metres, units) of a scale bar: a round number of metres, at most a quarter of the width."""
        metres = max(
            (step for step in SCALE_STEPS if step / self.unit <= self.width / 4), default=SCALE_STEPS[0]
        )
        return metres, metres / self.unit

    @property
    def scale_label(self):
        metres, _units = self.scale
        return f"{number(metres / 1000)}{NBSP}km" if metres >= 1000 else f"{number(metres)}{NBSP}m"


def split_polygons(shape):
    if shape.geom_type == "Polygon":
        return [] if shape.empty else [shape]
    if shape.geom_type in ("MultiPolygon", "GeometryCollection"):
        return [polygon for part in shape for polygon in split_polygons(part)]
    return []


def split_lines(shape):
    if shape.geom_type in ("LineString", "LinearRing"):
        return [] if shape.empty else [shape]
    if shape.geom_type in ("MultiLineString", "GeometryCollection"):
        return [line for part in shape for line in split_lines(part)]
    return []
