"""Gives coarse tiles what only finer ones hold, half as large and with fewer corners.

Maps draw tiles of one zoom below their own. A file that begins with railways at zoom 9 would show them from 10 on; the
table of style wants them at 9. So a class that no tile of a zoom holds comes from the next, where that has it.
"""

from itertools import pairwise

from regions.tiles import mvt
from regions.tiles.filtering import drawn_classes
from regions.tiles.packed_layers import PackedLayer, decode_layer, encode_layer

MIN_CORNER_DISTANCE = 2**-10
"""Of a tile's edge: corners closer together are one, smaller rings are none. Half a pixel where it is drawn."""


def classes_to_fill(held):
    """{zoom: {layer: classes}} to be taken from the zoom after it. held: {zoom: pairs of layer and class}."""
    found = {}
    for zoom in held:
        for layer, classes in drawn_classes(zoom).items():
            pairs = {(layer, class_) for class_ in classes} & held.get(zoom + 1, set()) - held[zoom]
            if pairs:
                found.setdefault(zoom, {})[layer] = {class_ for _layer, class_ in pairs}
    return found


def add_finer_classes(data, finer, wanted):
    """The bytes of a tile with the wanted classes of the four below it.

    data: unpacked. finer: {(column, row): unpacked bytes} of those there are, column and row 0 or 1.
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
    """Adds a feature of a finer tile to the layer of a coarser one, if anything of it is left."""
    scale = layer.extent / extent / 2
    left, top = (place * layer.extent / 2 for place in quarter)
    drawn = [[(left + x * scale, top + y * scale) for x, y in path] for path in mvt.decode_paths(feature)]
    if feature.kind == mvt.POINT:
        ((place, *_others), *_parts) = drawn
        if not (0 <= place[0] - left < layer.extent / 2 and 0 <= place[1] - top < layer.extent / 2):
            return  # of the buffer: the neighbour has it
        commands = mvt.point({}, *map(round, place)).commands
    else:
        is_ring = feature.kind == mvt.POLYGON
        paths = [
            found
            for path in drawn
            if (found := simplify_path(path, MIN_CORNER_DISTANCE * layer.extent, is_ring))
        ]
        if not paths:
            return
        commands = mvt.encode_commands(paths, closes=is_ring)
    layer.add(feature.kind, feature.tags, commands)


def simplify_path(path, tolerance, is_ring):
    """Whole numbers without corners that lie within the tolerance of the last one kept; [] for rings that vanish."""
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
