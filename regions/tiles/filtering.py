"""Leaves of a tile what the map draws of it: the classes that the table of style asks for, and the tags that it reads.

A tile of zoom z is drawn by maps of zoom z + 1, twice as large; one that has no finer ones below it by all closer maps.
"""

from functools import cache

from regions.tiles import mvt
from regions.tiles.packed_layers import decode_layer, encode_layer
from regions.tiles.style import style_table

KEPT_TAGS = {b"class", b"ramp", b"service", b"ref", b"population", b"rank"}
NAME_PREFIX = b"name"
"""And all that begin with it: each language has one of its own."""
UNFILTERED_LAYERS = {"junction"}
"""Nobody draws it, but landmarks can be taken from it."""
HIDDEN_IN_TUNNELS = {"rail", "stream", "ditch", "drain", "canal", "river"}
"""What goes through a tunnel is not seen; of roads a tunnel is part of the way."""
CLASS_TAG, TUNNEL_VALUE, BRUNNEL_TAG = "class", "tunnel", "brunnel"


@cache
def drawn_classes(zoom, is_finest=False):
    """{layer: classes} that a map draws of a tile of this zoom."""
    found = {}
    for row in [*style_table()["shapes"], *style_table()["names"]]:
        if is_finest or row["from"] <= zoom + 1:
            found.setdefault(row["layer"], set()).update(row["classes"])
    return found


def filter_layers(parts, zoom, is_finest=False):
    """(bytes, {(layer, class)} of what is left) of a tile's layers. Raises mvt.DamagedTile."""
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
    """Takes from the layer all features of other classes, and all tags that nobody reads. The classes that stay."""
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
    """A number that is written with a point but whole, as tilemaker writes all, as browsers read them."""
    number = mvt.decode_value(value)
    return mvt.encode_value(number) if isinstance(number, int) else value
