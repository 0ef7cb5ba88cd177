/**
 * <geometry-field data-geometry-type="POINT" data-config="…"> — draws into the textarea it holds.
 * The textarea (GeoJSON, WGS84) is the value; the map shows it and rewrites it only when something is drawn. It follows
 * every corner at once, so that a form may be sent while a tool is open; “Cancel” gives the text back as it was.
 * Faintly, the map shows the geometries of the form's other fields.
 */
import { createMap, fitMap, toBounds } from "../lib/maps.js";
import { tileConsent } from "../lib/tile-consent.js";
import { nameTools } from "../lib/draw-tools.js";

const DECIMALS = 8;
const CORNERS = 3; // of a boundary, at least
const CLOSEST = 18; // zoom: the corners of a small plot lie apart
const LOOKS_LIKE_UTM = /^[^{[]*\d{3}[^{[]*$/;

/** Of a topic that is closed the form has the shape alone (js/elements/form-topics.js). */
const OTHERS = "geometry-field textarea, textarea[data-other-shape]";

class GeometryField extends HTMLElement {
  connectedCallback() {
    if (this.map || this.closest(".empty-form")) return;
    this.config = JSON.parse(this.dataset.config);
    this.isPoint = this.dataset.geometryType.endsWith("POINT");
    this.isMulti = this.dataset.geometryType.startsWith("MULTI");
    this.text = this.querySelector("textarea");
    this.note = this.querySelector(":scope details [role=status]");
    this.unfinished = this.querySelector("[role=alert]");
    this.corners = []; // of a boundary that is being drawn
    const canvas = this.querySelector("div");
    canvas.hidden = false;
    this.querySelector("details").open = Boolean(this.closest(".errors"));

    this.map = createMap(canvas, { config: this.config, tiles: false, label: this.label() });
    this.others = L.featureGroup().addTo(this.map);
    this.drawn = L.featureGroup().addTo(this.map);
    this.addTools();
    // Below the tools, which it would push about when it opens.
    if (this.config.tiles.length) tileConsent(this.map, this.config);
    this.read();
    this.text.addEventListener("change", () => this.read());
    this.text.form?.addEventListener("submit", (event) => this.finish(event));
    this.text.form?.addEventListener("input", ({ target }) => this.isOther(target) && this.showOthers());
    this.showOthers();
    this.addEventListener("place:chosen", ({ detail }) => this.goTo(detail));
    // A tab or a closed fieldset gives the map its size only when it opens.
    new ResizeObserver(() => this.map.invalidateSize()).observe(canvas);
  }

  label() {
    return document.querySelector(`label[for="${this.text.id}"]`)?.textContent.replace(/:$/, "").trim();
  }

  addTools() {
    nameTools(this.config.draw);
    L.Polyline._flat = L.LineUtil.isFlat; // Leaflet.draw asks by the old name, of which Leaflet complains
    const off = { polyline: false, rectangle: false, circle: false, circlemarker: false };
    const icon = L.divIcon({ className: "marker", iconSize: null });
    const draw = this.isPoint
      ? { ...off, polygon: false, marker: { icon } }
      : { ...off, marker: false, polygon: { allowIntersection: false } };
    this.tools = new L.Control.Draw({ draw, edit: { featureGroup: this.drawn } }).addTo(this.map);
    const { CREATED, DRAWVERTEX, DRAWSTOP, EDITVERTEX, EDITMOVE, EDITSTOP, DELETESTART, DELETESTOP } = L.Draw.Event;
    const write = () => this.write();
    this.map.getContainer().addEventListener("click", (event) => this.keepThrough(event), { capture: true });
    this.map.on(CREATED, ({ layer }) => this.add(layer));
    this.map.on(DRAWVERTEX, ({ layers }) => (this.corners = layers.getLayers().map((corner) => corner.getLatLng())));
    this.map.on(DRAWSTOP, () => {
      this.corners = [];
      this.unfinished.textContent = "";
    });
    this.map.on(`${EDITVERTEX} ${EDITMOVE} ${EDITSTOP} ${DELETESTOP}`, write);
    this.map.on(DELETESTART, () => this.drawn.on("layerremove", write));
    this.map.on(DELETESTOP, () => this.drawn.off("layerremove", write));
  }

  /** Leaflet.draw takes back what was moved or deleted when another tool is chosen before “Apply”: it is kept. */
  keepThrough({ target }) {
    if (!target.closest(".leaflet-draw-draw-polygon, .leaflet-draw-draw-marker")) return;
    const { value } = this.text;
    setTimeout(() => {
      if (this.text.value === value) return;
      this.text.value = value;
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
      this.read();
    });
  }

  /** Takes a new shape; of a single geometry it replaces the old one. */
  add(layer) {
    if (!this.isMulti) this.drawn.clearLayers();
    this.drawn.addLayer(layer);
    this.write();
  }

  /** The form is being sent: a boundary that is still open is closed; with fewer corners it holds the form up. */
  finish(event) {
    const { corners } = this;
    if (!corners.length) return;
    if (corners.length < CORNERS) {
      event.preventDefault();
      this.unfinished.textContent = this.config.draw.unfinished;
      this.unfinished.scrollIntoView({ block: "center" });
      return;
    }
    this.tools.remove().addTo(this.map); // which ends the drawing
    this.add(L.polygon(corners));
  }

  /** Shows what the textarea says. */
  read() {
    const value = this.text.value;
    this.asRead = {};
    this.drawn.clearLayers();
    this.text.value = value; // which an open tool for deleting has emptied
    this.note.textContent = "";
    if (!value.trim()) return;
    try {
      this.shapes(value).forEach((layer) => this.drawn.addLayer(layer));
    } catch {
      const { readWhenSaved, unreadable } = this.config.draw;
      this.note.textContent = LOOKS_LIKE_UTM.test(value) ? readWhenSaved : unreadable;
      return;
    }
    this.asRead = { value, drawn: this.geojson() };
    fitMap(this.map, this.drawn.getBounds(), this.isPoint ? {} : { maxZoom: CLOSEST });
  }

  /** The layers of a GeoJSON text. Throws an error where it is none. */
  shapes(text) {
    const icon = L.divIcon({ className: "marker", iconSize: null });
    const pointToLayer = (_, latlng) => L.marker(latlng, { icon, title: this.label() });
    return L.geoJSON(JSON.parse(text), { pointToLayer }).getLayers().flatMap(parts);
  }

  isOther(element) {
    return element !== this.text && element.closest("geometry-field") !== null;
  }

  /** Shows what the form's other maps hold; it cannot be touched here. */
  showOthers() {
    this.others.clearLayers();
    const className = "geometry-field__other";
    const pointToLayer = (_, latlng) => L.circleMarker(latlng, { radius: 7, interactive: false, className });
    for (const { value } of this.text.form?.querySelectorAll(OTHERS) ?? []) {
      if (value === this.text.value) continue;
      try {
        const options = { interactive: false, style: { className }, pointToLayer };
        this.others.addLayer(L.geoJSON(JSON.parse(value), options));
      } catch {
        // Empty, or UTM coordinates, which only the server reads.
      }
    }
    if (!this.drawn.getLayers().length) fitMap(this.map, this.others.getBounds(), { maxZoom: CLOSEST });
  }

  /** Shows a place that was searched for; coordinates, which are exact, are where a point is set. */
  goTo({ extent, point }) {
    if (this.isPoint && point) {
      this.text.value = JSON.stringify({ type: "Point", coordinates: point });
      this.text.dispatchEvent(new Event("input", { bubbles: true }));
      this.read();
    }
    fitMap(this.map, toBounds(extent));
  }

  /** What is drawn, as the text of the field. */
  geojson() {
    const parts = this.drawn.getLayers().map((layer) => layer.toGeoJSON(DECIMALS).geometry);
    if (!parts.length) return "";
    const coordinates = parts.map((part) => part.coordinates);
    return JSON.stringify(this.isMulti && !this.isPoint ? { type: "MultiPolygon", coordinates } : parts[0]);
  }

  /** Writes what is drawn into the textarea; what is again as it was read gets its own words back. */
  write() {
    const drawn = this.geojson();
    const value = drawn === this.asRead.drawn ? this.asRead.value : drawn;
    if (value === this.text.value) return;
    this.text.value = value;
    this.note.textContent = "";
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

/** Leaflet.draw edits single polygons, so a multipolygon is taken apart; its holes stay with their part. */
function parts(layer) {
  const { geometry } = layer.toGeoJSON(DECIMALS);
  if (geometry.type !== "MultiPolygon") return [layer];
  return geometry.coordinates.map((rings) => L.polygon(L.GeoJSON.coordsToLatLngs(rings, 1)));
}

customElements.define("geometry-field", GeometryField);
