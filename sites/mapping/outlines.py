"""Small drawings of boundaries: paths for an inline SVG, north up."""

from struct import unpack_from

WIDTH, HEIGHT, MARGIN = 320, 240, 36
FEW = 60
"""A boundary of so many corners is drawn with all of them."""
DETAIL = 400
"""Of one with more the drawing keeps those that are further off than its longer side divided by this."""


def outline_path(boundary):
    """A boundary (EPSG:3035) as the `d` of an SVG path in a view box of 320 x 240; "" without one."""
    if not boundary or boundary.empty:
        return ""
    drawn = rings(boundary)
    if sum(map(len, drawn)) > FEW:
        xmin, ymin, xmax, ymax = boundary.extent
        tolerance = max(xmax - xmin, ymax - ymin) / DETAIL
        drawn = rings(boundary.simplify(tolerance, preserve_topology=True))
    xs, ys = zip(*(corner for ring in drawn for corner in ring), strict=True)
    xmin, ymax = min(xs), max(ys)
    width, height = max(xs) - xmin, ymax - min(ys)
    scale = min((WIDTH - 2 * MARGIN) / (width or 1), (HEIGHT - 2 * MARGIN) / (height or 1))
    left, top = (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2

    def place(x, y):
        return f"{left + (x - xmin) * scale:.0f} {top + (ymax - y) * scale:.0f}"

    return "".join("M" + "L".join(place(x, y) for x, y in ring[:-1]) + "Z" for ring in drawn)


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
