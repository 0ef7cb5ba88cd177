"""Small drawings of boundaries: paths for an inline SVG, north up, and the piece of map that lies below them."""

from dataclasses import dataclass
from itertools import chain
from struct import unpack_from

from regions.crs import wgs84_places
from regions.tiles.mercator import square
from regions.tiles.sheet import Sheet
from regions.tiles.shown import installed_at

WIDTH, HEIGHT = 320, 240
MARGIN, MARGIN_ON_MAP = 36, 72
"""Around an outline alone, and around one that lies on a map: there the streets around it tell more."""
GROUND_WIDTH = 720
"""Units of the piece of map below: as high as the drawing, wide enough for pages that show more at both sides."""
FEW = 60
"""A boundary of so many corners is drawn with all of them."""
DETAIL = 400
"""Of one with more the drawing keeps those that are further off than its longer side divided by this."""


def outline_path(boundary):
    """A boundary (EPSG:3035) as the `d` of an SVG path in a view box of 320 x 240; "" without one."""
    if not boundary or boundary.empty:
        return ""
    drawn = rings(boundary)
    extent = xmin, ymin, xmax, ymax = extent_of(drawn)
    if sum(map(len, drawn)) > FEW:
        tolerance = max(xmax - xmin, ymax - ymin) / DETAIL
        drawn = rings(boundary.simplify(tolerance, preserve_topology=True))
    placing = Placing.of(extent)
    return "".join("M" + "L".join(placing.told(x, y) for x, y in ring[:-1]) + "Z" for ring in drawn)


@dataclass(frozen=True)
class Placing:
    """How metres (EPSG:3035) come into the view box: enlarged by `scale`, beginning at xmin and ymax."""

    scale: float
    left: float
    top: float
    xmin: float
    ymax: float

    @classmethod
    def of(cls, extent):
        xmin, ymin, xmax, ymax = extent
        margin = MARGIN_ON_MAP if installed_at(extent) else MARGIN
        width, height = xmax - xmin, ymax - ymin
        scale = min((WIDTH - 2 * margin) / (width or 1), (HEIGHT - 2 * margin) / (height or 1))
        return cls(scale, (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2, xmin, ymax)

    def place(self, x, y):
        return self.left + (x - self.xmin) * self.scale, self.top + (self.ymax - y) * self.scale

    def told(self, x, y):
        return "{:.0f} {:.0f}".format(*self.place(x, y))


def ground_sheet(boundary):
    """The Sheet of the map below an outline: 720 x 240 units, the view box of the outline in its middle."""
    placing = Placing.of(boundary.extent)
    xmin, ymin, xmax, ymax = boundary.extent
    reach = max(xmax - xmin, ymax - ymin)
    places = [(xmin, ymin), (xmin + reach, ymin), (xmin, ymin + reach)]
    squares = [square(*degrees) for degrees in wgs84_places(places)]
    beside = (GROUND_WIDTH - WIDTH) / 2
    units = [(x + beside, y) for x, y in (placing.place(*place) for place in places)]
    return Sheet.through(GROUND_WIDTH, HEIGHT, squares, units)


def extent_of(drawn):
    """xmin, ymin, xmax, ymax of rings."""
    eastings, northings = zip(*chain.from_iterable(drawn), strict=True)
    return min(eastings), min(northings), max(eastings), max(northings)


def rings(shape):
    """Each ring of a polygon or multipolygon as a list of (x, y), read from its well-known binary in one go: else GEOS
    is asked a dozen times for each corner, and a list draws two dozen boundaries.
    """
    binary, axes = bytes(shape.wkb), 3 if shape.hasz else 2
    found, start, polygons = [], 0, 1
    if shape.geom_type == "MultiPolygon":
        polygons, start = unpack_from("<I", binary, 5)[0], 9
    for _polygon in range(polygons):
        (count,) = unpack_from("<I", binary, start + 5)
        start += 9
        for _ring in range(count):
            (corners,) = unpack_from("<I", binary, start)
            values = unpack_from(f"<{axes * corners}d", binary, start + 4)
            found.append(list(zip(values[::axes], values[1::axes], strict=True)))
            start += 4 + 8 * axes * corners
    return found
