"""Outlines of boundaries as SVG paths, north up, and the map below them."""

from struct import unpack_from

from regions.tiles.current import installed_tiles_at
from sites.mapping.frames import Frame

WIDTH, HEIGHT = 320, 240
MARGIN, MARGIN_ON_MAP = 36, 72
"""Around an outline alone, and around one on a map, which shows the streets around."""
GROUND_WIDTH = 720
"""Width of the map below, which some pages show beyond the outline's view box."""
MAX_EXACT_CORNERS = 60
"""Boundaries with more corners are simplified."""
SIMPLIFY_DIVISOR = 400
"""Simplification tolerance is the longer side divided by this."""


def outline_path(boundary):
    """Return a boundary (EPSG:3035) as the `d` of an SVG path in a view box of 320 x 240; "" without one."""
    if not boundary or boundary.empty:
        return ""
    drawn, extent = read_rings(boundary), boundary.extent
    if sum(map(len, drawn)) > MAX_EXACT_CORNERS:
        xmin, ymin, xmax, ymax = extent
        tolerance = max(xmax - xmin, ymax - ymin) / SIMPLIFY_DIVISOR
        drawn = read_rings(boundary.simplify(tolerance, preserve_topology=True))
    frame = frame_around(extent)
    corners = ([frame.to_sheet(*corner) for corner in ring[:-1]] for ring in drawn)
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "Z" for ring in corners)


def frame_around(extent, width=WIDTH):
    """Return the frame of a drawing `width` units wide, centred on an extent (xmin, ymin, xmax, ymax)."""
    xmin, ymin, xmax, ymax = extent
    margin = MARGIN_ON_MAP if installed_tiles_at(extent) else MARGIN
    unit = max((xmax - xmin) / (WIDTH - 2 * margin), (ymax - ymin) / (HEIGHT - 2 * margin))
    return Frame(((xmin + xmax) / 2, (ymin + ymax) / 2), unit * width, (width, HEIGHT))


def ground_sheet(boundary):
    """Return the Sheet of the map below an outline: 720 x 240 units, with the outline's view box in its middle."""
    return frame_around(boundary.extent, GROUND_WIDTH).sheet


def read_rings(shape):
    """Return the rings of a (multi)polygon as lists of (x, y), parsed from WKB: faster than a dozen GEOS calls for each
    corner.
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
