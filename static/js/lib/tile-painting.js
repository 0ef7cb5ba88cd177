/** Paints one tile of the base map, and finds the names in it. Knows no page: it runs in a worker. */
import { atZoom, isShownAt } from "./map-style.js";
import { follow, parts } from "./vector-tile.js";

/**
 * Features by what the style's rows ask for: "layer/class", with "/ramp" or "/siding" behind it.
 *
 * @param {Map} layers  as readTile gives them
 */
export function sorted(layers) {
  const found = new Map();
  for (const [name, { extent, features }] of layers) {
    for (const feature of features) {
      const key = `${name}/${feature.tags.class ?? name}${trait(feature.tags)}`;
      feature.extent = extent;
      if (found.has(key)) found.get(key).push(feature);
      else found.set(key, [feature]);
    }
  }
  return found;
}

function trait({ class: kind, ramp, service }) {
  if (ramp) return "/ramp";
  return kind === "rail" && service ? "/siding" : "";
}

function asked(row, features) {
  const suffix = row.is_ramp ? "/ramp" : row.is_siding ? "/siding" : "";
  return row.classes.flatMap((kind) => features.get(`${row.layer}/${kind}${suffix}`) ?? []);
}

/**
 * @param {OffscreenCanvasRenderingContext2D} context  in px of the map
 * @param {Map} features     as `sorted` gives them
 * @param {object} place     { left, top, size }: where in px the tile lies and how long its edge is
 * @param {number} zoom      of the map
 * @param {object[]} rows    the shapes of the style
 * @param {object} colours   by token
 */
export function paint(context, features, place, zoom, rows, colours) {
  context.lineJoin = "round";
  const shown = rows
    .filter((row) => isShownAt(row, zoom))
    .map((row) => ({ row, path: pathOf(asked(row, features), place) }))
    .filter(({ path }) => path);
  const firstCase = shown.findIndex(({ row }) => row.case);
  shown.forEach(({ row, path }, at) => {
    if (at === firstCase) shown.forEach((road) => paintCase(context, road, zoom, colours));
    if (row.fill) {
      context.fillStyle = colours[row.fill];
      context.fill(path); // non-zero: tiles overlap by their edge, and what lies twice is no hole
    } else stroke(context, path, colours[row.line], atZoom(row.width, zoom), row);
  });
}

/** All cases lie below all roads, so that roads flow into each other where they meet. */
function paintCase(context, { row, path }, zoom, colours) {
  if (row.case) stroke(context, path, colours[row.case], atZoom(row.width, zoom) + row.casing, row);
}

function stroke(context, path, colour, width, { dash }) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = dash ? "butt" : "round";
  context.setLineDash(dash ?? []);
  context.stroke(path);
}

function pathOf(features, { left, top, size }) {
  if (!features.length) return null;
  const path = new Path2D();
  for (const { kind, commands, extent } of features) {
    if (kind === 1) continue;
    const scale = size / extent;
    follow(commands, {
      moveTo: (x, y) => path.moveTo(left + x * scale, top + y * scale),
      lineTo: (x, y) => path.lineTo(left + x * scale, top + y * scale),
      close: () => path.closePath(),
    });
  }
  return path;
}

// --- Names

/**
 * The names of a tile, in the order of the style's rows.
 *
 * @returns {object[]}  { row, text, rank, at: [x, y] } or { …, line: [[x, y], …] }, places in shares of the world
 */
export function namesIn(features, { zoom, x, y }, mapZoom, rows, language) {
  const found = [];
  rows.forEach((row, order) => {
    if (!isShownAt(row, mapZoom)) return;
    for (const { tags, commands, extent } of asked(row, features)) {
      const text = row.plate ? tags.ref : nameOf(tags, language);
      if (!text || isTooSmall(row, tags, mapZoom)) continue;
      const name = { row: order, text, rank: tags.population || 0 };
      const share = (place) => [(x + place[0] / extent) / 2 ** zoom, (y + place[1] / extent) / 2 ** zoom];
      for (const part of parts(commands)) {
        if (row.along) found.push({ ...name, line: part.map(share) });
        else if (isInside(part[0], extent)) found.push({ ...name, at: share(part[0]) });
      }
    }
  });
  return found;
}

export function nameOf(tags, language) {
  return tags[`name:${language}`] || tags["name:latin"] || tags.name;
}

function isTooSmall({ inhabitants }, { population }, zoom) {
  return Boolean(inhabitants && population && population < atZoom(inhabitants, zoom));
}

/** Points of the buffer come again in the tile that they belong to. */
function isInside([x, y], extent) {
  return x >= 0 && x < extent && y >= 0 && y < extent;
}
