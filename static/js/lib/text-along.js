/** Sets a text along a line, glyph by glyph, as rivers and streets are named. */

const MOST_TURN = 0.5; // radians from a glyph to the next
const SPARE = 8; // px of line beyond each end of the text

/**
 * @param {string} text
 * @param {{x: number, y: number}[]} line  in px
 * @param {(piece: string) => number} widthOf
 * @returns {{ glyph: string, x: number, y: number, angle: number }[] | null}  null where the line is too short or bends too much
 */
export function glyphsAlong(text, line, widthOf) {
  const width = widthOf(text);
  const steps = lengths(line);
  const total = steps.at(-1);
  if (total < width + 2 * SPARE) return null;
  const begin = (total - width) / 2;
  const [first, last] = [placeAt(line, steps, begin), placeAt(line, steps, begin + width)];
  const isBackwards = last.x < first.x;
  const glyphs = [];
  for (let at = 0; at < text.length; at += 1) {
    const before = widthOf(text.slice(0, at));
    const middle = before + (widthOf(text.slice(0, at + 1)) - before) / 2;
    const place = placeAt(line, steps, isBackwards ? begin + width - middle : begin + middle);
    glyphs.push({ glyph: text[at], x: place.x, y: place.y, angle: isBackwards ? place.angle + Math.PI : place.angle });
  }
  return glyphs.some((one, at) => at && turn(glyphs[at - 1].angle, one.angle) > MOST_TURN) ? null : glyphs;
}

function lengths(line) {
  let length = 0;
  return line.map((place, at) => (length += at ? Math.hypot(place.x - line[at - 1].x, place.y - line[at - 1].y) : 0));
}

function placeAt(line, steps, along) {
  const next = Math.max(1, steps.findIndex((length) => length >= along));
  const [one, other] = [line[next - 1], line[next]];
  const share = (along - steps[next - 1]) / (steps[next] - steps[next - 1] || 1);
  return {
    x: one.x + (other.x - one.x) * share,
    y: one.y + (other.y - one.y) * share,
    angle: Math.atan2(other.y - one.y, other.x - one.x),
  };
}

function turn(one, other) {
  const angle = Math.abs(one - other) % (2 * Math.PI);
  return Math.min(angle, 2 * Math.PI - angle);
}
