/**
 * <geometry-field data-geometry-type="POINT" data-config="…"> — draws into the textarea it holds.
 * The textarea (GeoJSON, WGS84) is the value; the map shows it and rewrites it only when something is drawn. It follows
 * every corner at once, so that a form may be sent while a tool is open; “Cancel” gives the text back as it was.
 * A point and a boundary of one form share the map of the first (lib/geometry-map.js).
 */
import { CLOSEST, GeometryMap } from "../lib/geometry-map.js";
import { fitMap } from "../lib/maps.js";

const DECIMALS = 8;
const LOOKS_LIKE_UTM = /^[^{[]*\d{3}[^{[]*$/;

class GeometryField extends HTMLElement {
  connectedCallback() {
    if (this.shared || this.closest(".empty-form")) return;
    this.config = JSON.parse(this.dataset.config);
    const type = this.dataset.geometryType;
    this.isPoint = type.endsWith("POINT");
    this.isMulti = type.startsWith("MULTI") && !this.isPoint;
    this.kind = this.isPoint ? "point" : type.endsWith("POLYGON") ? "boundary" : "line";
    this.text = this.querySelector("textarea");
    this.note = this.querySelector(":scope > details [role=status]");
    this.querySelector(":scope > details").open = Boolean(this.closest(".errors"));
    this.shared = this.sharedMap() ?? this.ownMap();
    this.shared.join(this);
    this.read();
    this.text.addEventListener("change", () => this.typed());
    this.addEventListener("boundary:offered", ({ detail }) => this.shared.preview(detail));
    this.addEventListener("boundary:taken", ({ detail }) => this.shared.change(this, JSON.stringify(detail)));
  }

  /** That of the field of the other kind that came before; this one then needs neither map nor search of its own. */
  sharedMap() {
    const fields = [...(this.text.form?.querySelectorAll("geometry-field") ?? [])];
    const shared = fields.find((field) => field.shared?.takes(this.kind))?.shared;
    if (!shared) return undefined;
    for (const part of this.querySelectorAll(":scope > place-finder, :scope > .geometry-field__bar")) part.remove();
    this.querySelector(":scope > .geometry-field__joined").hidden = false;
    return shared;
  }

  ownMap() {
    const canvas = this.querySelector(".geometry-field__map");
    const shared = new GeometryMap(canvas, this.config, {
      alert: this.querySelector(":scope > [role=alert]"),
      bar: this.querySelector(":scope > .geometry-field__bar"),
    });
    const { form } = this.text;
    form?.addEventListener("submit", (event) => shared.finish(event));
    form?.addEventListener("input", ({ target }) => this.isOther(target) && this.showOthers());
    this.addEventListener("place:chosen", ({ detail }) => shared.goTo(detail));
    queueMicrotask(() => this.showOthers()); // once those that share the map have joined
    return shared;
  }

  get map() {
    return this.shared.map;
  }

  label() {
    return document.querySelector(`label[for="${this.text.id}"]`)?.textContent.replace(/:$/, "").trim();
  }

  owns(layer) {
    return layer instanceof L.Marker === this.isPoint;
  }

  layers() {
    return this.shared.drawn.getLayers().filter((layer) => this.owns(layer));
  }

  /** Somebody wrote into the textarea; that can be taken back like what is drawn. */
  typed() {
    const { fields } = this.shared;
    this.shared.keep(JSON.stringify(fields.map((field) => (field === this ? this.known : field.text.value))));
    this.read();
  }

  /** Shows what the textarea says. */
  read({ moves = true } = {}) {
    const { value } = this.text;
    this.known = value;
    this.asRead = { value, drawn: "" };
    this.shared.silently(() => this.layers().forEach((layer) => this.shared.drawn.removeLayer(layer)));
    this.note.textContent = "";
    if (value.trim()) this.show(value, moves);
    this.shared.tellMeasures();
  }

  show(value, moves) {
    const { map, drawn } = this.shared;
    try {
      this.shapes(value).forEach((layer) => drawn.addLayer(layer));
    } catch {
      const { readWhenSaved, unreadable } = this.config.draw;
      this.note.textContent = LOOKS_LIKE_UTM.test(value) ? readWhenSaved : unreadable;
      return;
    }
    this.asRead = { value, drawn: this.geojson() };
    const isAlone = drawn.getLayers().every((layer) => layer instanceof L.Marker);
    if (moves) fitMap(map, drawn.getBounds(), isAlone ? {} : { maxZoom: CLOSEST });
  }

  /** Takes a text, as if somebody had written it, and leaves the map where it is while all of it is in view. */
  put(value) {
    if (this.text.value === value) return;
    this.text.value = value;
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.read({ moves: false });
    const { map, drawn } = this.shared;
    const bounds = drawn.getBounds();
    if (bounds.isValid() && !map.getBounds().intersects(bounds)) fitMap(map, bounds);
  }

  /** The layers of a GeoJSON text. Throws an error where it is none. */
  shapes(text) {
    const icon = L.divIcon({ className: "marker", iconSize: null });
    const pointToLayer = (_, latlng) => L.marker(latlng, { icon, title: this.label() });
    return L.geoJSON(JSON.parse(text), { pointToLayer }).getLayers().flatMap(parts);
  }

  /** Fields of the form that draw on another map. */
  isOther(element) {
    const field = element.closest("geometry-field");
    return field !== null && field.shared !== this.shared;
  }

  /** Shows what the form's other maps hold; it cannot be touched here. */
  showOthers() {
    const { map, drawn, others } = this.shared;
    others.clearLayers();
    const className = "geometry-field__other";
    const pointToLayer = (_, latlng) => L.circleMarker(latlng, { radius: 7, interactive: false, className });
    for (const other of this.text.form?.querySelectorAll("geometry-field textarea") ?? []) {
      if (!this.isOther(other) || other.value === this.text.value) continue;
      try {
        const options = { interactive: false, style: { className }, pointToLayer };
        others.addLayer(L.geoJSON(JSON.parse(other.value), options));
      } catch {
        // Empty, or UTM coordinates, which only the server reads.
      }
    }
    if (!drawn.getLayers().length) fitMap(map, others.getBounds(), { maxZoom: CLOSEST });
  }

  /** What is drawn, as the text of the field. */
  geojson() {
    const drawn = this.layers().map((layer) => layer.toGeoJSON(DECIMALS).geometry);
    if (!drawn.length) return "";
    const coordinates = drawn.map((part) => part.coordinates);
    return JSON.stringify(this.isMulti ? { type: "MultiPolygon", coordinates } : drawn[0]);
  }

  /** Writes what is drawn into the textarea, and says whether that is another; what is as it was read keeps its words. */
  write() {
    const drawn = this.geojson();
    const value = drawn === this.asRead.drawn ? this.asRead.value : drawn;
    if (value === this.text.value) return false;
    this.text.value = value;
    this.known = value;
    this.note.textContent = "";
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  }
}

/** Leaflet.draw edits single polygons, so a multipolygon is taken apart; its holes stay with their part. */
function parts(layer) {
  const { geometry } = layer.toGeoJSON(DECIMALS);
  if (geometry.type !== "MultiPolygon") return [layer];
  return geometry.coordinates.map((rings) => L.polygon(L.GeoJSON.coordsToLatLngs(rings, 1)));
}

customElements.define("geometry-field", GeometryField);
