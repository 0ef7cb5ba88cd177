/** A map for sentences about what lies on it. */
import { show } from "./checking.js";
import { StatusLine } from "/static/js/lib/map-panel.js";

/** Each text is its own name. */
export const TEXTS = new Proxy({}, { get: (_, name) => `${String(name)} {length}{area}{radius}{count}` });
export const TILES = { url: "/kacheln/1/{z}/{x}/{y}.pbf", bounds: [5, 47, 16, 56], minZoom: 4, maxZoom: 6, attribution: "Kacheln", painter: "/painter.js" };
export const CONFIG = { basemap: "/basemap", vectorTiles: TILES, landmarks: "/landmarks", icons: "/icons.svg", extent: [12, 51, 13, 52], tiles: [], overlays: [], landmarkKinds: {}, texts: TEXTS };

export function aMap({ center = [51.34, 12.37], zoom = 10, ...options } = {}) {
  const section = show('<section><div class="map"></div></section>');
  const element = section.firstElementChild;
  Object.assign(element.style, { width: "800px", height: "600px" });
  return L.map(element, { center, zoom, zoomAnimation: false, fadeAnimation: false, ...options });
}

export const click = (map, x, y) => map.fire("click", { latlng: map.containerPointToLatLng([x, y]) });
export const tasks = (map) => ({ status: new StatusLine(map), texts: { drawFinish: "Fertig", drawUndo: "Zurück", drawCancel: "Abbrechen" } });
export const area = (kind, urban) => ({ type: "Feature", properties: { kind, urban }, geometry: { type: "Polygon", coordinates: [[[12.3, 51.3], [12.4, 51.3], [12.4, 51.4], [12.3, 51.3]]] } });

/** Stands for the worker: `heard` is what it was told, `painted(id, names)` its answer. All there were are in `Painter.all`. */
export class Painter extends EventTarget {
  static all = [];

  constructor(address) {
    super();
    Object.assign(this, { address, heard: [] });
    Painter.all.push(this);
  }

  postMessage(message) {
    this.heard.push(message);
  }

  terminate() {
    this.isOver = true;
  }

  asked() {
    return this.heard.filter(({ id }) => id);
  }

  answer(data) {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  async painted(id, names = []) {
    const canvas = new OffscreenCanvas(4, 4);
    canvas.getContext("2d");
    this.answer({ id, names, bitmap: canvas.transferToImageBitmap() });
  }
}
window.Worker = Painter; // no sentence waits for pictures
