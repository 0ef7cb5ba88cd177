"""The transform of a map section onto a sheet of paper or pixels."""

from dataclasses import dataclass
from math import hypot, log2

WORLD_UNITS = 256
"""Units across the world at zoom 0."""


@dataclass(frozen=True)
class Sheet:
    """width, height: in units. matrix: (a, b, c, d, e, f) as in SVG, from the unit square to units."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    @classmethod
    def centered_on(cls, middle, zoom, width, height):
        """middle: in the unit square. zoom: of a map of the same size in px."""
        scale = WORLD_UNITS * 2**zoom
        left, top = width / 2 - middle[0] * scale, height / 2 - middle[1] * scale
        return cls(width, height, (scale, 0.0, 0.0, scale, left, top))

    @classmethod
    def from_points(cls, width, height, squares, units):
        """Map three points of the unit square to three of the sheet, to approximate another projection."""
        (x0, y0), (x1, y1), (x2, y2) = squares
        area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)

        def row(v0, v1, v2):
            across = ((v1 - v0) * (y2 - y0) - (v2 - v0) * (y1 - y0)) / area
            down = ((v2 - v0) * (x1 - x0) - (v1 - v0) * (x2 - x0)) / area
            return across, down, v0 - across * x0 - down * y0

        a, c, e = row(*(place[0] for place in units))
        b, d, f = row(*(place[1] for place in units))
        return cls(width, height, (a, b, c, d, e, f))

    @property
    def zoom(self):
        a, b, *_ = self.matrix
        return log2(hypot(a, b) / WORLD_UNITS)

    def project(self, x, y):
        """Return a point of the unit square in units."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f

    @property
    def bounds(self):
        """left, top, right, bottom of the sheet in the unit square."""
        return visible_bounds(self.matrix, self.width, self.height)

    def tile_matrix(self, zoom, x, y, extent):
        """Return the matrix from tile coordinates to units, and the size of a tile step in units."""
        a, b, c, d, _e, _f = self.matrix
        step = 1 / (2**zoom * extent)
        left, top = self.project(x / 2**zoom, y / 2**zoom)
        return (a * step, b * step, c * step, d * step, left, top), hypot(a, b) * step


def visible_bounds(matrix, width, height, margin=0):
    """Return left, top, right, bottom of a sheet with a margin (units) in the source of the matrix."""
    a, b, c, d, e, f = matrix
    area = a * d - b * c
    corners = [(x, y) for x in (-margin, width + margin) for y in (-margin, height + margin)]
    xs = [(d * (x - e) - c * (y - f)) / area for x, y in corners]
    ys = [(a * (y - f) - b * (x - e)) / area for x, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
