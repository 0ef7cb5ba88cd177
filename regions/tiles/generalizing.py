"""Add classes to coarse tiles that only finer ones have, scaled down and simplified.

Maps draw tiles of one zoom below their own: railways that a file has from zoom 9 on would be shown from 10 on, but the
style table draws them at 9. So a class missing at a whole zoom is taken from the next.
"""

from itertools import pairwise

from regions.tiles import mvt
from regions.tiles.filtering import drawn_classes
from regions.tiles.packed_layers import PackedLayer, decode_layer, encode_layer

MIN_CORNER_DISTANCE = 2**-10
"""Relative to a tile's edge, half a pixel as drawn: closer corners are merged, smaller rings dropped."""


def classes_to_fill(held):
    """Return {zoom: {layer: classes}} to take from the next zoom. held: {zoom: {(layer, class)}}."""
    found = {}
    for zoom in held:
        for layer, classes in drawn_classes(zoom).items():
            pairs = {(layer, class_) for class_ in classes} & held.get(zoom + 1, set()) - held[zoom]
            if pairs:
                found.setdefault(zoom, {})[layer] = {class_ for _layer, class_ in pairs}
    return found


def add_finer_classes(data, finer, wanted):
    """Return the bytes of a tile with the wanted classes of its children.

    data: decompressed. finer: {(column, row): decompressed bytes} of its children, column and row 0 or 1.
    wanted: {layer: classes}.
    """
    parts = dict(mvt.split_layers(data)) if data else {}
    for name, classes in wanted.items():
        layer = decode_layer(parts[name]) if name in parts else PackedLayer(name)
        for quarter, content in finer.items():
            for other in mvt.decode_layers(content, {name}):
                for feature in other.features:
                    if feature.tags.get("class", name) in classes:
                        add_generalized(layer, feature, quarter, other.extent)
        if layer.features:
            parts[name] = encode_layer(layer)
    return b"".join(parts.values())


def add_generalized(layer, feature, quarter, extent):
    """Add a feature of a finer tile to the layer of a coarser one, unless it vanishes."""
    scale = layer.extent / extent / 2
    left, top = (place * layer.extent / 2 for place in quarter)
    drawn = [[(left + x * scale, top + y * scale) for x, y in path] for path in mvt.decode_paths(feature)]
    if feature.kind == mvt.POINT:
        ((place, *_others), *_parts) = drawn
        if not (0 <= place[0] - left < layer.extent / 2 and 0 <= place[1] - top < layer.extent / 2):
            return  # in the buffer: belongs to the neighbour
        commands = mvt.point({}, *map(round, place)).commands
    else:
        is_ring = feature.kind == mvt.POLYGON
        tolerance = MIN_CORNER_DISTANCE * layer.extent
        paths = [found for path in drawn if (found := simplify_path(path, tolerance, is_ring))]
        if not paths:
            return
        commands = mvt.encode_commands(paths, closes=is_ring)
    layer.add(feature.kind, feature.tags, commands)


def simplify_path(path, tolerance, is_ring):
    """Round coordinates and drop corners within the tolerance of the previous one; [] for rings that vanish."""
    kept = [path[0]]
    for place in path[1:-1]:
        if max(abs(place[0] - kept[-1][0]), abs(place[1] - kept[-1][1])) >= tolerance:
            kept.append(place)
    kept.append(path[-1])
    if is_ring and (len(kept) < 4 or _is_small(kept, 2 * tolerance)):
        return []
    rounded = [(round(x), round(y)) for x, y in kept]
    found = rounded[:1] + [other for one, other in pairwise(rounded) if one != other]
    return found if len(found) > (3 if is_ring else 1) else []


def _is_small(ring, size):
    xs, ys = zip(*ring, strict=True)
    return max(xs) - min(xs) < size and max(ys) - min(ys) < size
