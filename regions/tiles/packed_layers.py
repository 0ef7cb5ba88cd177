"""Layers whose geometries stay encoded, to filter and extend them quickly."""

from dataclasses import dataclass, field

from regions.tiles import mvt


@dataclass
class PackedFeature:
    """tags: alternating indexes of keys and values in the layer. commands: encoded geometry."""

    kind: int
    tags: list[int]
    commands: bytes


@dataclass
class PackedLayer:
    """keys, values: encoded."""

    name: str
    extent: int = mvt.EXTENT
    keys: list[bytes] = field(default_factory=list)
    values: list[bytes] = field(default_factory=list)
    features: list[PackedFeature] = field(default_factory=list)

    def tags_of(self, feature):
        """Return {key: value} of a feature."""
        pairs = zip(feature.tags[::2], feature.tags[1::2], strict=True)
        return {self.keys[key].decode(): mvt.decode_value(self.values[value]) for key, value in pairs}

    def add(self, kind, tags, commands):
        """tags: {key: value}. commands: integers, in units of this layer's extent."""
        places = []
        for key, value in tags.items():
            places += [_index_in(self.keys, key.encode()), _index_in(self.values, mvt.encode_value(value))]
        self.features.append(PackedFeature(kind, places, b"".join(map(mvt.encode_varint, commands))))


def _index_in(known, wanted):
    if wanted not in known:
        known.append(wanted)
    return known.index(wanted)


def decode_layer(part):
    """Return the PackedLayer of a part of `mvt.split_layers`. Raises mvt.DamagedTile."""
    try:
        ((_layer, content),) = mvt.decode_fields(part)
        layer = PackedLayer("")
        for number, value in mvt.decode_fields(content):
            if number == mvt.LAYER_NAME:
                layer.name = bytes(value).decode()
            elif number == mvt.LAYER_FEATURE:
                layer.features.append(_decode_feature(value))
            elif number == mvt.LAYER_KEY:
                layer.keys.append(bytes(value))
            elif number == mvt.LAYER_VALUE:
                layer.values.append(bytes(value))
            elif number == mvt.LAYER_EXTENT:
                layer.extent = value
    except (IndexError, TypeError, ValueError) as error:
        raise mvt.DamagedTile(str(error)) from error
    return layer


def _decode_feature(data):
    found = PackedFeature(0, [], b"")
    for number, value in mvt.decode_fields(data):
        if number == mvt.FEATURE_TAGS:
            found.tags = mvt.decode_varints(value)
        elif number == mvt.FEATURE_KIND:
            found.kind = value
        elif number == mvt.FEATURE_COMMANDS:
            found.commands = bytes(value)
    return found


def encode_layer(layer):
    """Return the bytes of a layer without unused keys and values, b"" without features."""
    if not layer.features:
        return b""
    keys, values, features = {}, {}, []
    for feature in layer.features:
        tags = [
            place
            for key, value in zip(feature.tags[::2], feature.tags[1::2], strict=True)
            for place in (
                keys.setdefault(layer.keys[key], len(keys)),
                values.setdefault(layer.values[value], len(values)),
            )
        ]
        features.append(
            mvt.encode_bytes_field(mvt.FEATURE_TAGS, b"".join(map(mvt.encode_varint, tags)))
            + mvt.encode_number_field(mvt.FEATURE_KIND, feature.kind)
            + mvt.encode_bytes_field(mvt.FEATURE_COMMANDS, feature.commands)
        )
    content = [
        mvt.encode_number_field(mvt.LAYER_VERSION, 2),
        mvt.encode_bytes_field(mvt.LAYER_NAME, layer.name.encode()),
        *(mvt.encode_bytes_field(mvt.LAYER_FEATURE, feature) for feature in features),
        *(mvt.encode_bytes_field(mvt.LAYER_KEY, key) for key in keys),
        *(mvt.encode_bytes_field(mvt.LAYER_VALUE, value) for value in values),
        mvt.encode_number_field(mvt.LAYER_EXTENT, layer.extent),
    ]
    return mvt.encode_bytes_field(mvt.LAYER, b"".join(content))
