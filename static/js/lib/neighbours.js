/** Boundaries of other objects around what the map shows, from our own server, to see and to snap to. */
import { toBbox } from "./maps.js";

const FROM = 13; // zoom: further out there would be too many, and nobody draws
const PATIENCE = 250; // ms after the map has come to rest

export class Neighbours {
  /** @param {object} config  { neighbours: address, but: the thing whose form it is } */
  constructor(map, { neighbours, but }) {
    Object.assign(this, { map, address: neighbours, but, seen: "" });
    this.layer = L.layerGroup().addTo(map);
    map.on("moveend", () => this.later());
    this.later();
  }

  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.load(), PATIENCE);
  }

  async load() {
    if (this.map.getZoom() < FROM || !this.map.getSize().x || this.covers?.contains(this.map.getBounds())) return;
    const covers = this.map.getBounds().pad(0.5);
    this.request?.abort();
    this.request = new AbortController();
    try {
      const query = new URLSearchParams({ bbox: toBbox(covers), but: this.but ?? "" });
      const response = await fetch(`${this.address}?${query}`, { signal: this.request.signal });
      if (!response.ok) return;
      this.show(await response.json());
      this.covers = covers;
    } catch {
      // Drawing goes on without them.
    }
  }

  show(collection) {
    this.layer.clearLayers();
    const style = { className: "geometry-field__neighbour" };
    for (const part of L.geoJSON(collection, { interactive: false, style }).getLayers()) this.layer.addLayer(part);
  }

  /** As L.Polygon, one for each part. */
  polygons() {
    return this.layer.getLayers();
  }
}
