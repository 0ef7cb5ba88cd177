"""Small drawings of boundaries: paths for an inline SVG, north up."""

WIDTH, HEIGHT, MARGIN = 320, 240, 36
DETAIL = 400
"""The drawing keeps corners that are further off than the boundary's longer side divided by this."""


def outline_path(boundary):
    """A boundary (EPSG:3035) as the `d` of an SVG path in a view box of 320 x 240; "" without one."""
    if not boundary or boundary.empty:
        return ""
    xmin, ymin, xmax, ymax = boundary.extent
    width, height = xmax - xmin, ymax - ymin
    shape = boundary.simplify(max(width, height) / DETAIL, preserve_topology=True)
    scale = min((WIDTH - 2 * MARGIN) / (width or 1), (HEIGHT - 2 * MARGIN) / (height or 1))
    left, top = (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2

    def place(x, y):
        return f"{left + (x - xmin) * scale:.0f} {top + (ymax - y) * scale:.0f}"

    polygons = shape if shape.geom_type == "MultiPolygon" else [shape]
    rings = (ring for polygon in polygons for ring in polygon)
    return "".join("M" + "L".join(place(x, y) for x, y, *_ in ring.coords[:-1]) + "Z" for ring in rings)
