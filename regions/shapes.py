"""What is told of a shape."""


def corner_count(shape):
    """Of a polygon or several, holes included. Each ring ends where it begins: that point counts once."""
    polygons = shape if shape.geom_type == "MultiPolygon" else [shape]
    return shape.num_coords - sum(len(polygon) for polygon in polygons)
