/**
 * A map of several places on a page that lists them: the GeoJSON collection in the JSON script `map-features`, with
 * `number`, `name` and `kind` each. A marker leads to the place's entry, the element `object-<number>`.
 */
import { boundaryLayer, createMap, fitMap, placeMarker } from "../lib/maps.js";

// Pixels between markers of one point, which are undisclosed objects of a municipality. More than four below one
// another would leave the map: then come columns, by turns to the right and to the left.
const BELOW = 32;
const BESIDE = 48;
const ROWS = 4;
// Pixels that zoom buttons, the offer of detailed maps and the sources cover: no marker is to lie beneath them.
const FREE = { paddingTopLeft: [48, 72], paddingBottomRight: [80, 72] };

class PlacesMap extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-no-script]")?.remove();
    const collection = JSON.parse(document.getElementById("map-features").textContent);
    const dragging = !matchMedia("(pointer: coarse)").matches; // one finger scrolls the page
    this.map = createMap(this, { label: this.dataset.label, scrollWheelZoom: false, dragging });
    const bounds = L.latLngBounds([]);
    boundaryLayer(collection, { className: (feature) => `map__${feature.properties.kind}` }).addTo(this.map);
    const taken = new Map();
    for (const { geometry, properties } of collection.features) {
      const extent = L.geoJSON(geometry).getBounds();
      bounds.extend(extent);
      const look = { name: properties.name, text: String(properties.number), className: `marker--${properties.kind}` };
      const marker = placeMarker(extent.getCenter(), look).addTo(this.map);
      const spot = String(extent.getCenter());
      const others = taken.get(spot) ?? 0;
      taken.set(spot, others + 1);
      marker.getElement().style.translate = besideOthers(others);
      marker.on("click", () => this.show(properties.number));
    }
    fitMap(this.map, bounds, FREE);
  }

  disconnectedCallback() {
    this.map?.remove();
  }

  show(number) {
    const entry = document.getElementById(`object-${number}`);
    entry?.scrollIntoView({ block: "start" });
    entry?.focus({ preventScroll: true });
  }
}

/** Where the marker stands that has so many others at its point. */
function besideOthers(others) {
  const column = Math.floor(others / ROWS);
  const side = column % 2 ? 1 : -1;
  return `${side * Math.ceil(column / 2) * BESIDE}px ${(others % ROWS) * BELOW}px`;
}

customElements.define("places-map", PlacesMap);
