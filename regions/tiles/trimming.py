"""Leaves of a tile what the map draws of it: the classes that the table of style asks for, and the tags that it reads.

A tile of zoom z is drawn by maps of zoom z + 1, twice as large; one that has no finer ones below it by all closer maps.
"""

from functools import cache

from regions.tiles import mvt
from regions.tiles.packed_layers import packed_layer, unpacked_layer
from regions.tiles.style import table

TAGS = {b"class", b"ramp", b"service", b"ref", b"population", b"rank"}
NAMES = b"name"
"""And all that begin with it: each language has one of its own."""
KEPT_WHOLE = {"junction"}
"""Nobody draws it, but landmarks can be taken from it."""
UNDERGROUND = {"rail", "stream", "ditch", "drain", "canal", "river"}
"""What goes through a tunnel is not seen; of roads a tunnel is part of the way."""
CLASS, TUNNEL, BRUNNEL = "class", "tunnel", "brunnel"


@cache
def asked(zoom, is_finest=False):
    """{layer: classes} that a map draws of a tile of this zoom."""
    found = {}
    for row in [*table()["shapes"], *table()["names"]]:
        if is_finest or row["from"] <= zoom + 1:
            found.setdefault(row["layer"], set()).update(row["classes"])
    return found


def trimmed(parts, zoom, is_finest=False):
    """(bytes, {(layer, class)} of what is left) of a tile's layers. Raises mvt.DamagedTile."""
    wanted, written, held = asked(zoom, is_finest), [], set()
    for name, part in parts:
        if name in KEPT_WHOLE:
            written.append(part)
            held.add((name, ""))
        elif name in wanted:
            layer = unpacked_layer(part)
            held.update((name, class_) for class_ in thin_out(layer, wanted[name]))
            written.append(packed_layer(layer))
    return b"".join(written), held


def thin_out(layer, classes):
    """Takes from the layer all features of other classes, and all tags that nobody reads. The classes that stay."""
    read = {at for at, key in enumerate(layer.keys) if key in TAGS or key.startswith(NAMES)}
    found, kept = set(), []
    for feature in layer.features:
        tags = layer.tags_of(feature)
        class_ = tags.get(CLASS, layer.name)
        if class_ not in classes or (tags.get(BRUNNEL) == TUNNEL and class_ in UNDERGROUND):
            continue
        found.add(class_)
        pairs = zip(feature.tags[::2], feature.tags[1::2], strict=True)
        feature.tags = [place for key, value in pairs if key in read for place in (key, value)]
        kept.append(feature)
    layer.features = kept
    layer.values = [whole(value) for value in layer.values]
    return found


def whole(value):
    """A number that is written with a point but whole, as tilemaker writes all, as browsers read them."""
    number = mvt.value_of(value)
    return mvt.encoded_value(number) if isinstance(number, int) else value
