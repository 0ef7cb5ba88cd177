/** Vector tiles of our own as a Leaflet layer: painted by a worker, on a grid of 512 px, one zoom below the map's. */
import { coloursOn } from "./map-style.js";
import { TABLE } from "./map-table.js";

const SIZE = 512;

export const TileLayer = L.GridLayer.extend({
  options: { tileSize: SIZE, updateWhenIdle: false, updateWhenZooming: false, keepBuffer: 1 },

  /**
   * tiles: { url, bounds, minZoom, maxZoom, attribution, painter, overview }. overview: where the file is a part of the
   * region, { url, bounds, minZoom, maxZoom, hole } of tiles that reach further, to be shown around the hole.
   */
  initialize(tiles, options) {
    const { bounds: [west, south, east, north], minZoom } = tiles.overview ?? tiles;
    const { attribution } = tiles;
    const bounds = L.latLngBounds([south, west], [north, east]);
    L.GridLayer.prototype.initialize.call(this, { ...options, attribution, bounds, minZoom: minZoom + 1 });
    this.tiles = tiles;
    this.waiting = new Map(); // id -> what to do with the answer
    this.names = new Map(); // key of a tile -> its names
    this.last = 0;
    this.on("tileunload", ({ coords, tile }) => this.forget(coords, tile));
  },

  onAdd(map) {
    this._map = map;
    this.worker = new Worker(this.tiles.painter, { type: "module" });
    this.worker.addEventListener("message", ({ data }) => this.answered(data));
    this.worker.addEventListener("error", () => this.fire("tiles:failed"));
    this.tell();
    this.scheme = new MutationObserver(() => this.repaint());
    this.scheme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.preference = matchMedia("(prefers-color-scheme: dark)");
    this.repaintBound = () => this.repaint();
    this.preference.addEventListener("change", this.repaintBound);
    L.GridLayer.prototype.onAdd.call(this, map);
  },

  onRemove(map) {
    L.GridLayer.prototype.onRemove.call(this, map);
    this.worker.terminate();
    this.waiting.clear();
    this.names.clear();
    this.scheme.disconnect();
    this.preference.removeEventListener("change", this.repaintBound);
  },

  /** Tells the worker what it needs to know: again when the colours are others. */
  tell() {
    const { url, minZoom, maxZoom, overview } = this.tiles;
    this.worker.postMessage({
      settings: {
        url,
        minZoom,
        maxZoom,
        overview,
        colours: coloursOn(this._map.getContainer(), TABLE.shapes),
        language: document.documentElement.lang.slice(0, 2),
        ratio: Math.min(2, Math.ceil(devicePixelRatio)),
      },
    });
  },

  repaint() {
    this.tell();
    this.redraw();
    this.fire("tiles:repainted");
  },

  createTile(coords, done) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 0;
    const id = ++this.last;
    tile.dataset.id = id;
    this.waiting.set(id, ({ bitmap, names, failed }) => {
      if (bitmap) {
        tile.width = bitmap.width;
        tile.height = bitmap.height;
        tile.getContext("bitmaprenderer").transferFromImageBitmap(bitmap);
        this.names.set(this._tileCoordsToKey(coords), names);
        this.fire("tiles:named");
      }
      done(failed ? new Error("The tile could not be shown.") : null, tile);
    });
    this.worker.postMessage({ id, zoom: coords.z, x: coords.x, y: coords.y, size: SIZE });
    return tile;
  },

  answered(answer) {
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
  },

  forget(coords, tile) {
    const id = Number(tile.dataset.id);
    if (this.waiting.delete(id)) this.worker.postMessage({ gone: id });
    this.names.delete(this._tileCoordsToKey(coords));
  },

  /** The names of all tiles of the map's present zoom. */
  shownNames() {
    const zoom = String(this._tileZoom);
    return [...this.names].filter(([key]) => key.split(":")[2] === zoom).flatMap(([, names]) => names);
  },
});
