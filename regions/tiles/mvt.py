"""Encode and decode Mapbox Vector Tiles (version 2.1, github.com/mapbox/vector-tile-spec).

Coordinates are integers of the tile's grid: x to the right, y down, 0 to `extent`, beyond it in the buffer.
A tile is a concatenation of layers, so tiles are merged by concatenating their bytes.
"""

import struct
from dataclasses import dataclass, field
from itertools import pairwise

POINT, LINE, POLYGON = 1, 2, 3
MOVE_TO, LINE_TO, CLOSE = 1, 2, 7
EXTENT = 4096

# Wire types and field numbers (protobuf).
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
LAYER, EXTENSIONS = 3, 16
LAYER_NAME, LAYER_FEATURE, LAYER_KEY, LAYER_VALUE, LAYER_EXTENT, LAYER_VERSION = 1, 2, 3, 4, 5, 15
FEATURE_TAGS, FEATURE_KIND, FEATURE_COMMANDS = 2, 3, 4
TEXT, FLOAT, DOUBLE, INT, UINT, SINT, BOOL = 1, 2, 3, 4, 5, 6, 7


class DamagedTile(ValueError):
    """Not a vector tile."""


@dataclass
class Feature:
    """kind: POINT, LINE or POLYGON. commands: encoded geometry, integers."""

    kind: int
    tags: dict
    commands: list


@dataclass
class Layer:
    name: str
    features: list = field(default_factory=list)
    extent: int = EXTENT


def decode_layers(data, names=None):
    """Yield the layers of a decompressed tile, only those of `names` if given. Raises DamagedTile."""
    try:
        for number, value in decode_fields(data):
            if number < EXTENSIONS and number != LAYER:
                raise DamagedTile(f"field {number}")
            if number == LAYER and (found := _decode_layer(value, names)):
                yield found
    except (IndexError, TypeError, UnicodeDecodeError, struct.error) as error:
        raise DamagedTile(str(error)) from error


def split_layers(data):
    """Return (name, bytes) of each layer of a decompressed tile; concatenated, the bytes are the tile.

    Raises DamagedTile, also without a layer.
    """
    found = []
    try:
        for number, value in decode_fields(data):
            if number == LAYER:
                name = next(
                    (bytes(text).decode() for field, text in decode_fields(value) if field == LAYER_NAME), ""
                )
                found.append((name, encode_bytes_field(LAYER, value)))
    except (IndexError, TypeError, UnicodeDecodeError) as error:
        raise DamagedTile(str(error)) from error
    if not found:
        raise DamagedTile("no layer")
    return found


def _decode_layer(data, names):
    layer, keys, values, features = Layer(""), [], [], []
    for number, value in decode_fields(data):
        if number == LAYER_NAME:
            layer.name = bytes(value).decode()
            if names is not None and layer.name not in names:
                return None
        elif number == LAYER_FEATURE:
            features.append(value)
        elif number == LAYER_KEY:
            keys.append(bytes(value).decode())
        elif number == LAYER_VALUE:
            values.append(decode_value(value))
        elif number == LAYER_EXTENT:
            layer.extent = value
    if names is not None and layer.name not in names:  # the name was the last field
        return None
    layer.features = [_decode_feature(feature, keys, values) for feature in features]
    return layer


def _decode_feature(data, keys, values):
    found = Feature(0, {}, [])
    for number, value in decode_fields(data):
        if number == FEATURE_TAGS:
            tags = decode_varints(value)
            found.tags = {keys[key]: values[at] for key, at in zip(tags[::2], tags[1::2], strict=False)}
        elif number == FEATURE_KIND:
            found.kind = value
        elif number == FEATURE_COMMANDS:
            found.commands = decode_varints(value)
    return found


def decode_value(data):
    """Return a text or a number; whole floats, as tilemaker writes, become integers."""
    for number, value in decode_fields(data):
        if number == TEXT:
            return bytes(value).decode()
        if number == SINT:
            return _unzigzag(value)
        if number in {INT, UINT, BOOL}:
            return value
        if number in {FLOAT, DOUBLE}:
            (found,) = struct.unpack("<f" if number == FLOAT else "<d", value)
            return int(found) if found.is_integer() else found
    return None


def decode_fields(data):
    at, end = 0, len(data)
    while at < end:
        tag, at = _decode_varint(data, at)
        kind = tag & 7
        if kind == VARINT:
            value, at = _decode_varint(data, at)
        elif kind == BYTES:
            size, at = _decode_varint(data, at)
            if at + size > end:
                raise DamagedTile("cut off")
            value, at = data[at : at + size], at + size
        elif kind in {FIXED32, FIXED64}:
            size = 4 if kind == FIXED32 else 8
            value, at = data[at : at + size], at + size
        else:
            raise DamagedTile(f"a field of kind {kind}")
        yield tag >> 3, value


def _decode_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7


def decode_varints(data):
    found, value, shift = [], 0, 0
    for byte in data:
        if byte < 128:
            found.append(value | byte << shift)
            value = shift = 0
        else:
            value |= (byte & 127) << shift
            shift += 7
    return found


def _unzigzag(number):
    return (number >> 1) ^ -(number & 1)


def decode_paths(feature):
    """Return the parts of a feature as lists of (x, y); rings are closed."""
    parts, x, y, at = [], 0, 0, 0
    commands = feature.commands
    while at < len(commands):
        command, count = commands[at] & 7, commands[at] >> 3
        at += 1
        if command == CLOSE:
            if parts:
                parts[-1].append(parts[-1][0])
            continue
        if command not in {MOVE_TO, LINE_TO} or at + 2 * count > len(commands):
            raise DamagedTile(f"command {command}")
        for _ in range(count):
            x += _unzigzag(commands[at])
            y += _unzigzag(commands[at + 1])
            at += 2
            if command == MOVE_TO:
                parts.append([(x, y)])
            elif parts:
                parts[-1].append((x, y))
    return parts


# --- Writing


def encode_layers(layers):
    """Return the bytes of a tile. Values of tags are texts or numbers."""
    return b"".join(encode_bytes_field(LAYER, _encode_layer(layer)) for layer in layers if layer.features)


def _encode_layer(layer):
    keys, values, features = {}, {}, []
    for feature in layer.features:
        tags = [
            place
            for key, value in feature.tags.items()
            for place in (keys.setdefault(key, len(keys)), values.setdefault(value, len(values)))
        ]
        features.append(
            encode_bytes_field(FEATURE_TAGS, b"".join(map(encode_varint, tags)))
            + encode_number_field(FEATURE_KIND, feature.kind)
            + encode_bytes_field(FEATURE_COMMANDS, b"".join(map(encode_varint, feature.commands)))
        )
    return b"".join(
        [
            encode_number_field(LAYER_VERSION, 2),
            encode_bytes_field(LAYER_NAME, layer.name.encode()),
            *(encode_bytes_field(LAYER_FEATURE, feature) for feature in features),
            *(encode_bytes_field(LAYER_KEY, key.encode()) for key in keys),
            *(encode_bytes_field(LAYER_VALUE, encode_value(value)) for value in values),
            encode_number_field(LAYER_EXTENT, layer.extent),
        ]
    )


def encode_value(value):
    if isinstance(value, str):
        return encode_bytes_field(TEXT, value.encode())
    if isinstance(value, float):
        return encode_varint(DOUBLE << 3 | FIXED64) + struct.pack("<d", value)
    return encode_number_field(UINT, value) if value >= 0 else encode_number_field(SINT, _zigzag(value))


def encode_number_field(number, value):
    return encode_varint(number << 3 | VARINT) + encode_varint(value)


def encode_bytes_field(number, value):
    return encode_varint(number << 3 | BYTES) + encode_varint(len(value)) + value


def encode_varint(value):
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    written.append(value)
    return bytes(written)


def point(tags, x, y):
    return Feature(POINT, tags, [MOVE_TO | 1 << 3, _zigzag(x), _zigzag(y)])


def line(tags, parts):
    """parts: lists of at least two (x, y)."""
    return Feature(LINE, tags, encode_commands(parts, closes=False))


def polygon(tags, rings):
    """rings: closed lists of (x, y)."""
    return Feature(POLYGON, tags, encode_commands(rings, closes=True))


def encode_commands(parts, closes):
    commands, last = [], (0, 0)
    for part in parts:
        if closes:
            part = part[:-1]
        steps = [last, *part]
        moves = [number for one, other in pairwise(steps) for number in _step(one, other)]
        commands += [MOVE_TO | 1 << 3, *moves[:2], LINE_TO | (len(part) - 1) << 3, *moves[2:]]
        if closes:
            commands.append(CLOSE | 1 << 3)
        last = part[-1]
    return commands


def _step(one, other):
    return _zigzag(other[0] - one[0]), _zigzag(other[1] - one[1])


def _zigzag(number):
    return number << 1 if number >= 0 else (-number << 1) - 1
