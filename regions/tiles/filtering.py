"""Reduce tiles to the classes and tags that the style table draws.

Maps of zoom z + 1 draw tiles of zoom z; a tile without children is drawn at all higher zooms.
"""

from functools import cache

from regions.tiles import mvt
from regions.tiles.packed_layers import decode_layer, encode_layer
from regions.tiles.style import style_table

KEPT_TAGS = {b"class", b"ramp", b"service", b"ref", b"population", b"rank"}
NAME_PREFIX = b"name"
"""Prefix of kept tags: one for each language."""
UNFILTERED_LAYERS = {"junction"}
"""Not drawn, but landmarks can be imported from it."""
HIDDEN_IN_TUNNELS = {"rail", "stream", "ditch", "drain", "canal", "river"}
"""Classes not drawn in tunnels; roads are."""
CLASS_TAG, TUNNEL_VALUE, BRUNNEL_TAG = "class", "tunnel", "brunnel"


@cache
def drawn_classes(zoom, is_finest=False):
    """Return {layer: classes} that maps draw of a tile of this zoom."""
    found = {}
    for row in [*style_table()["shapes"], *style_table()["names"]]:
        if is_finest or row["from"] <= zoom + 1:
            found.setdefault(row["layer"], set()).update(row["classes"])
    return found


def filter_layers(parts, zoom, is_finest=False):
    """Return (bytes, kept {(layer, class)}) of a tile's layers. Raises mvt.DamagedTile."""
    wanted, written, held = drawn_classes(zoom, is_finest), [], set()
    for name, part in parts:
        if name in UNFILTERED_LAYERS:
            written.append(part)
            held.add((name, ""))
        elif name in wanted:
            layer = decode_layer(part)
            held.update((name, class_) for class_ in filter_features(layer, wanted[name]))
            written.append(encode_layer(layer))
    return b"".join(written), held


def filter_features(layer, classes):
    """Remove features of other classes and unused tags from the layer; return the classes kept."""
    read = {at for at, key in enumerate(layer.keys) if key in KEPT_TAGS or key.startswith(NAME_PREFIX)}
    found, kept = set(), []
    for feature in layer.features:
        tags = layer.tags_of(feature)
        class_ = tags.get(CLASS_TAG, layer.name)
        if class_ not in classes or (tags.get(BRUNNEL_TAG) == TUNNEL_VALUE and class_ in HIDDEN_IN_TUNNELS):
            continue
        found.add(class_)
        pairs = zip(feature.tags[::2], feature.tags[1::2], strict=True)
        feature.tags = [place for key, value in pairs if key in read for place in (key, value)]
        kept.append(feature)
    layer.features = kept
    layer.values = [as_integer(value) for value in layer.values]
    return found


def as_integer(value):
    """Re-encode a whole number stored as a float, as tilemaker does, as an integer."""
    number = mvt.decode_value(value)
    return mvt.encode_value(number) if isinstance(number, int) else value
