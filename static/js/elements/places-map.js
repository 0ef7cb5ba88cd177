/**
 * A map of several places on a page that lists them: the GeoJSON collection in the JSON script `map-features`, with
 * `number`, `name` and `kind` each. A marker leads to the place's entry, the element `object-<number>`.
 */
import { boundaryLayer, createMap, fitMap, placeMarker } from "../lib/maps.js";

// Pixels between markers that would cover each other: of one point, as undisclosed objects of a municipality are, or of
// neighbours seen from afar. More than four below one another would leave the map: then come columns, by turns to the
// right and to the left.
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
    this.markers = [];
    for (const { geometry, properties } of collection.features) {
      const extent = L.geoJSON(geometry).getBounds();
      bounds.extend(extent);
      const look = { name: properties.name, text: String(properties.number), className: `marker--${properties.kind}` };
      const marker = placeMarker(extent.getCenter(), look).addTo(this.map);
      marker.on("click", () => this.show(properties.number));
      this.markers.push(marker);
    }
    fitMap(this.map, bounds, FREE);
    this.spread();
    this.map.on("zoomend", () => this.spread());
  }

  /** Moves markers aside that would cover others: the nearer one looks, the fewer. One that can stays in place. */
  spread() {
    const taken = [];
    const crowded = this.markers.filter((marker) => !this.stand(marker, 0, taken));
    for (const marker of crowded) {
      let others = 1;
      while (!this.stand(marker, others, taken)) others += 1;
    }
  }

  /** Puts the marker beside so many others at its point, unless it would cover one of the spots taken (pixels). */
  stand(marker, others, taken) {
    const [right, down] = besideOthers(others);
    const spot = this.map.latLngToLayerPoint(marker.getLatLng()).add([right, down]);
    if (taken.some((other) => isCovered(spot, other))) return false;
    taken.push(spot);
    marker.getElement().style.translate = `${right}px ${down}px`;
    return true;
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

/** Whether markers at these two points (pixels) would cover each other. */
function isCovered(one, other) {
  return Math.abs(one.x - other.x) < BESIDE && Math.abs(one.y - other.y) < BELOW;
}

/** How far from its point (pixels to the right, and down) the marker stands that has so many others there. */
function besideOthers(others) {
  const column = Math.floor(others / ROWS);
  const side = column % 2 ? 1 : -1;
  return [side * Math.ceil(column / 2) * BESIDE, (others % ROWS) * BELOW];
}

customElements.define("places-map", PlacesMap);
