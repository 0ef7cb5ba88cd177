/**
 * A small map of one place: the GeoJSON feature in the JSON script `map-feature`, a boundary or a point, and what is reached
 * from it in `map-reach`. Lengths and areas can be measured on it. It is drawn when a reader comes near it: far down on a page,
 * a phone would be busy with it for longer than with all the rest. Until then there is the outline.
 */
import { addControl, StatusLine, textButton } from "../lib/map-panel.js";
import { boundaryLayer, createMap, fitMap, readConfig } from "../lib/maps.js";
import { measure } from "../lib/measuring.js";
import { SearchArea } from "../lib/search-area.js";

const POINT_ZOOM = 12;
const NEAR = "300px";
const OUTLINE = 100; // units of its SVG, the longer side; half as much is left free all around

/** An SVG of a boundary, north at the top; "" of a point. */
function outline({ type, coordinates }, kind) {
  const rings = { Polygon: [coordinates], MultiPolygon: coordinates }[type]?.flat() ?? [];
  if (!rings.length) return "";
  const across = Math.cos((rings[0][0][1] * Math.PI) / 180);
  const lines = rings.map((ring) => ring.map(([longitude, latitude]) => [longitude * across, -latitude]));
  const [xs, ys] = [0, 1].map((axis) => lines.flat().map((place) => place[axis]));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const unit = Math.max(Math.max(...xs) - left, Math.max(...ys) - top) / OUTLINE;
  const place = ([x, y]) => `${((x - left) / unit).toFixed(1)} ${((y - top) / unit).toFixed(1)}`;
  const path = lines.map((line) => `M${line.map(place).join("L")}Z`).join("");
  const box = [-OUTLINE / 2, -OUTLINE / 2, (Math.max(...xs) - left) / unit + OUTLINE, (Math.max(...ys) - top) / unit + OUTLINE];
  return `<svg class="map__outline" viewBox="${box.join(" ")}" aria-hidden="true"><path class="map__${kind}" d="${path}"/></svg>`;
}

class BoundaryMap extends HTMLElement {
  connectedCallback() {
    this.feature = JSON.parse(document.getElementById("map-feature").textContent);
    this.innerHTML = outline(this.feature.geometry, this.dataset.kind);
    this.nearing = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && this.draw(), { rootMargin: NEAR });
    this.nearing.observe(this);
  }

  draw() {
    this.nearing.disconnect();
    this.replaceChildren();
    const config = readConfig();
    const { feature } = this;
    const { kind } = this.dataset; // plot, hall or park
    const dragging = !matchMedia("(pointer: coarse)").matches; // one finger scrolls the page
    this.map = createMap(this, { label: this.dataset.label, scrollWheelZoom: false, dragging, config });
    if (feature.geometry.type === "Point") {
      const [longitude, latitude] = feature.geometry.coordinates;
      const icon = L.divIcon({ className: `marker marker--${kind === "hall" ? "hall" : "plot"}`, html: "", iconSize: null });
      L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(this.map);
      this.map.setView([latitude, longitude], POINT_ZOOM, { animate: false });
    } else {
      const boundary = boundaryLayer(feature, { className: () => `map__${kind}` }).addTo(this.map);
      fitMap(this.map, boundary.getBounds());
    }
    this.drawReach(config);
    const status = new StatusLine(this.map);
    const button = textButton(config.texts.measure, () => measure(this.map, status, config.texts), "map-panel map-panel__summary");
    addControl(this.map, "topleft", button);
  }

  /** What is reached from here, where the page has it: features as the location map gets them. */
  drawReach(config) {
    const script = document.getElementById("map-reach");
    if (!script) return;
    const reaches = JSON.parse(script.textContent);
    new SearchArea(this.map, config.texts).show(reaches);
    fitMap(this.map, L.geoJSON(reaches).getBounds());
  }

  disconnectedCallback() {
    this.nearing.disconnect();
    this.map?.remove();
  }
}

customElements.define("boundary-map", BoundaryMap);
