/**
 * Reads Mapbox Vector Tiles, as far as a base map needs it (regions/tiles/mvt.py is the same in Python).
 *
 *   readTile(bytes)  ->  Map of layer name -> { extent, features: [{ kind, tags, commands }] }
 *
 * kind: 1 points, 2 lines, 3 polygons. commands: whole numbers as the tile holds them; `parts` follows them.
 */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;
const MOVE_TO = 1;
const CLOSE = 7;
const decoder = new TextDecoder();

class Reader {
  constructor(bytes, at = 0, end = bytes.length) {
    Object.assign(this, { bytes, at, end });
  }

  /** [number, value] of each field: a number, or a Reader of its bytes. */
  *fields() {
    while (this.at < this.end) {
      const tag = this.varint();
      const kind = tag & 7;
      if (kind === VARINT) yield [tag >> 3, this.varint()];
      else if (kind === BYTES) yield [tag >> 3, this.piece(this.varint())];
      else if (kind === FIXED32 || kind === FIXED64) yield [tag >> 3, this.piece(kind === FIXED32 ? 4 : 8)];
      else throw new RangeError("This is no vector tile.");
    }
  }

  varint() {
    let value = 0;
    let factor = 1;
    let byte;
    do {
      if (this.at >= this.end) throw new RangeError("The tile is cut off.");
      byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127);
    return value;
  }

  piece(size) {
    const end = this.at + size;
    if (end > this.end) throw new RangeError("The tile is cut off.");
    const piece = new Reader(this.bytes, this.at, end);
    this.at = end;
    return piece;
  }

  varints() {
    const found = [];
    while (this.at < this.end) found.push(this.varint());
    return found;
  }

  text() {
    return decoder.decode(this.bytes.subarray(this.at, this.end));
  }
}

export function readTile(bytes) {
  const layers = new Map();
  for (const [number, value] of new Reader(bytes).fields()) {
    if (number === 3) readLayer(value, layers);
  }
  return layers;
}

function readLayer(reader, layers) {
  let name = "";
  let extent = 4096;
  const keys = [];
  const values = [];
  const pieces = [];
  for (const [number, value] of reader.fields()) {
    if (number === 1) name = value.text();
    else if (number === 2) pieces.push(value);
    else if (number === 3) keys.push(value.text());
    else if (number === 4) values.push(readValue(value));
    else if (number === 5) extent = value;
  }
  layers.set(name, { extent, features: pieces.map((piece) => readFeature(piece, keys, values)) });
}

function readFeature(reader, keys, values) {
  const feature = { kind: 0, tags: {}, commands: [] };
  for (const [number, value] of reader.fields()) {
    if (number === 3) feature.kind = value;
    else if (number === 4) feature.commands = value.varints();
    else if (number === 2) {
      const tags = value.varints();
      for (let at = 0; at + 1 < tags.length; at += 2) feature.tags[keys[tags[at]]] = values[tags[at + 1]];
    }
  }
  return feature;
}

/** A text, a whole number or a truth; figures with a point are not needed. */
function readValue(reader) {
  for (const [number, value] of reader.fields()) {
    if (number === 1) return value.text();
    if (number === 6) return signed(value);
    if (number > 3) return value;
  }
  return null;
}

const signed = (number) => (number % 2 ? -(number + 1) / 2 : number / 2);

/** Calls `moveTo(x, y)`, `lineTo(x, y)` and `close()` of the target, in the tile's own numbers. */
export function follow(commands, target) {
  let x = 0;
  let y = 0;
  for (let at = 0; at < commands.length; ) {
    const command = commands[at] & 7;
    let count = commands[at] >> 3;
    at += 1;
    if (command === CLOSE) target.close();
    else {
      for (; count > 0; count -= 1) {
        x += signed(commands[at]);
        y += signed(commands[at + 1]);
        at += 2;
        if (command === MOVE_TO) target.moveTo(x, y);
        else target.lineTo(x, y);
      }
    }
  }
}

/** The parts of a feature as lists of [x, y]. */
export function parts(commands) {
  const found = [];
  follow(commands, {
    moveTo: (x, y) => found.push([[x, y]]),
    lineTo: (x, y) => found.at(-1)?.push([x, y]),
    close() {},
  });
  return found;
}
