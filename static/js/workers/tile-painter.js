/**
 * Fetches, reads and paints tiles beside the page, so that moving the map stays smooth.
 *
 * Hears { settings } once and after a change of colours: { url, maxZoom, colours, language, ratio }. Then { id, zoom, x, y, size }: a tile of the map's own grid, `size` px wide, at map zoom `zoom`; `gone` is
 * the id of one that nobody waits for any more. Answers { id, bitmap, names }, or { id, failed: true }.
 */
import { TABLE } from "../lib/map-table.js";
import { readTile } from "../lib/vector-tile.js";
import { namesIn, paint, sorted } from "../lib/tile-painting.js";

const REMEMBERED = 48; // tiles read, in memory
const WORLD = 256; // px at zoom 0

let settings;
const read = new Map(); // address -> promise of { zoom, x, y, features }
const gone = new Set();

addEventListener("message", async ({ data }) => {
  if (data.settings) settings = data.settings;
  else if (data.gone) gone.add(data.gone);
  else await answer(data);
});

async function answer(asked) {
  const { id } = asked;
  try {
    const { colours, language, ratio } = settings;
    const source = await sourceOf(asked);
    if (gone.delete(id)) return;
    const { zoom, size } = asked;
    const canvas = new OffscreenCanvas(size * ratio, size * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    const found = source.features;
    if (found.size) paint(context, found, placeOf(source, asked), zoom, TABLE.shapes, colours);
    const bitmap = canvas.transferToImageBitmap();
    postMessage({ id, bitmap, names: namesIn(found, source, zoom, TABLE.names, language) }, [bitmap]);
  } catch {
    postMessage({ id, failed: true });
  }
}

/** Where the source's tile lies on the asked one, in px. */
function placeOf(source, { zoom, x, y, size }) {
  const edge = (WORLD * 2 ** zoom) / 2 ** source.zoom;
  return { left: source.x * edge - x * size, top: source.y * edge - y * size, size: edge };
}

/** The tile that holds the asked piece of the map: one zoom below the map's, and the nearest above that there is. */
function sourceOf({ zoom, x, y, size }) {
  const own = zoom - Math.log2(size / WORLD);
  const down = Math.max(0, own - settings.maxZoom);
  return tileAt(own - down, x >> down, y >> down);
}

function tileAt(zoom, x, y) {
  const address = settings.url.replace("{z}", zoom).replace("{x}", x).replace("{y}", y);
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
