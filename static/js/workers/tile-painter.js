/**
 * Fetches, reads and paints tiles beside the page, so that moving the map stays smooth.
 *
 * Hears { settings } once and after a change of colours: { url, minZoom, maxZoom, overview, colours, language, ratio };
 * overview: { url, maxZoom, hole } of tiles shown around the hole (left, top, right, bottom in shares of the world).
 * Then { id, zoom, x, y, size }: a tile of the map's own grid, `size` px wide, at map zoom `zoom`; `gone` is the id of
 * one that nobody waits for any more. Answers { id, bitmap, names }, or { id, failed: true }.
 */
import { TABLE } from "../lib/map-table.js";
import { readTile } from "../lib/vector-tile.js";
import { namesIn, paint, sorted } from "../lib/tile-painting.js";

const REMEMBERED = 48; // tiles read, in memory
const WORLD = 256; // px at zoom 0
const NOTHING = { features: new Map() };
const NOWHERE = [0, 0, 0, 0];

let settings;
const read = new Map(); // address -> promise of { zoom, x, y, features }
const gone = new Set();

addEventListener("message", async ({ data }) => {
  if (data.settings) settings = data.settings;
  else if (data.gone) gone.add(data.gone);
  else await answer(data);
});

async function answer(asked) {
  const { id, zoom, x, y, size } = asked;
  try {
    const { colours, language, ratio, overview } = settings;
    const hole = overview && ownZoom(asked) >= settings.minZoom ? overview.hole : NOWHERE;
    const world = WORLD * 2 ** zoom;
    const [left, top, right, bottom] = hole.map((share, at) => share * world - (at % 2 ? y : x) * size);
    const isWithin = overview && left <= 0 && top <= 0 && right >= size && bottom >= size;
    const isBeyond = overview && (left >= size || top >= size || right <= 0 || bottom <= 0);
    const [around, source] = await Promise.all([
      overview && !isWithin ? sourceOf(asked, overview) : NOTHING,
      isBeyond ? NOTHING : sourceOf(asked, settings),
    ]);
    if (gone.delete(id)) return;
    const canvas = new OffscreenCanvas(size * ratio, size * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const draw = (tile) => {
      paint(context, tile.features, placeOf(tile, asked), zoom, TABLE.shapes, colours);
      return namesIn(tile.features, tile, zoom, TABLE.names, language);
    };
    const names = draw(around).filter((name) => isAround(name, hole));
    if (overview) context.clearRect(left, top, right - left, bottom - top);
    names.push(...draw(source));
    const bitmap = canvas.transferToImageBitmap();
    postMessage({ id, bitmap, names }, [bitmap]);
  } catch {
    postMessage({ id, failed: true });
  }
}

function isAround({ at, line }, [left, top, right, bottom]) {
  const [x, y] = at ?? line[0];
  return x < left || x > right || y < top || y > bottom;
}

/** Where the source's tile lies on the asked one, in px. */
function placeOf(source, { zoom, x, y, size }) {
  const edge = (WORLD * 2 ** zoom) / 2 ** source.zoom;
  return { left: source.x * edge - x * size, top: source.y * edge - y * size, size: edge };
}

/** The tile that holds the asked piece of the map: one zoom below the map's, and the nearest above that there is. */
function sourceOf(asked, { url, maxZoom }) {
  const { x, y } = asked;
  const own = ownZoom(asked);
  const down = Math.max(0, own - maxZoom);
  return tileAt(url, own - down, x >> down, y >> down);
}

const ownZoom = ({ zoom, size }) => zoom - Math.log2(size / WORLD);

function tileAt(url, zoom, x, y) {
  const address = url.replace("{z}", zoom).replace("{x}", x).replace("{y}", y);
  if (!read.has(address)) {
    if (read.size >= REMEMBERED) read.delete(read.keys().next().value);
    read.set(address, fetched(address, zoom, x, y));
    read.get(address).catch(() => read.delete(address));
  }
  return read.get(address);
}

/** The server may lead to a tile further up: its address says which. */
async function fetched(address, zoom, x, y) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  const [, z, column, row] = /\/(\d+)\/(\d+)\/(\d+)\.pbf/.exec(response.url) ?? [null, zoom, x, y];
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { zoom: Number(z), x: Number(column), y: Number(row), features: sorted(readTile(bytes)) };
}
