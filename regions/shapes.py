def corner_count(shape):
    """Count the corners of a polygon or multipolygon, holes included; the closing point of each ring counts once."""
    polygons = shape if shape.geom_type == "MultiPolygon" else [shape]
    return shape.num_coords - sum(len(polygon) for polygon in polygons)
