/**
 * <geometry-field data-geometry-type="POINT" data-config="…"> — draws into the textarea it holds.
 * The textarea (GeoJSON, WGS84) is the value; the map shows it and rewrites it only when something is drawn.
 */
import { createMap, fitMap, toBounds } from "../lib/maps.js";

const DECIMALS = 8;
const LOOKS_LIKE_UTM = /^[^{[]*\d{3}[^{[]*$/;

class GeometryField extends HTMLElement {
  connectedCallback() {
    if (this.map || this.closest(".empty-form")) return;
    this.config = JSON.parse(this.dataset.config);
    this.isPoint = this.dataset.geometryType.endsWith("POINT");
    this.isMulti = this.dataset.geometryType.startsWith("MULTI");
    this.text = this.querySelector("textarea");
    this.note = this.querySelector("details [role=status]");
    const canvas = this.querySelector("div");
    canvas.hidden = false;
    this.querySelector("details").open = Boolean(this.closest(".errors"));

    this.map = createMap(canvas, { config: this.config, tiles: false, label: this.label() });
    this.drawn = L.featureGroup().addTo(this.map);
    this.addTools();
    this.read();
    this.text.addEventListener("change", () => this.read());
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
    this.map.addControl(new L.Control.Draw({ draw, edit: { featureGroup: this.drawn } }));
    this.map.on(L.Draw.Event.CREATED, ({ layer }) => {
      if (!this.isMulti) this.drawn.clearLayers();
      this.drawn.addLayer(layer);
      this.write();
    });
    this.map.on(`${L.Draw.Event.EDITED} ${L.Draw.Event.DELETED}`, () => this.write());
  }

  /** Shows what the textarea says. */
  read() {
    this.drawn.clearLayers();
    this.note.textContent = "";
    if (!this.text.value.trim()) return;
    try {
      L.geoJSON(JSON.parse(this.text.value), {
        pointToLayer: (_, latlng) =>
          L.marker(latlng, { icon: L.divIcon({ className: "marker", iconSize: null }), title: this.label() }),
      }).eachLayer((layer) => this.addParts(layer));
    } catch {
      const { readWhenSaved, unreadable } = this.config.draw;
      this.note.textContent = LOOKS_LIKE_UTM.test(this.text.value) ? readWhenSaved : unreadable;
      return;
    }
    fitMap(this.map, this.drawn.getBounds());
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

  /** Leaflet.draw edits single polygons, so a multipolygon is taken apart; its holes stay with their part. */
  addParts(layer) {
    const { geometry } = layer.toGeoJSON(DECIMALS);
    if (geometry.type !== "MultiPolygon") {
      this.drawn.addLayer(layer);
      return;
    }
    for (const rings of geometry.coordinates) {
      this.drawn.addLayer(L.polygon(L.GeoJSON.coordsToLatLngs(rings, 1)));
    }
  }

  /** Writes what is drawn into the textarea. */
  write() {
    const parts = this.drawn.getLayers().map((layer) => layer.toGeoJSON(DECIMALS).geometry);
    const geometry =
      this.isMulti && !this.isPoint
        ? { type: "MultiPolygon", coordinates: parts.map(({ coordinates }) => coordinates) }
        : parts[0];
    this.text.value = parts.length ? JSON.stringify(geometry) : "";
    this.note.textContent = "";
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function nameTools(texts) {
  const { draw, edit } = L.drawLocal;
  draw.toolbar.actions = { title: texts.cancelTitle, text: texts.cancel };
  draw.toolbar.finish = { title: texts.finishTitle, text: texts.finish };
  draw.toolbar.undo = { title: texts.undo, text: texts.undo };
  draw.toolbar.buttons.polygon = texts.drawPolygon;
  draw.toolbar.buttons.marker = texts.drawPoint;
  draw.handlers.marker.tooltip.start = texts.pointHint;
  draw.handlers.polygon.tooltip = { start: texts.polygonStart, cont: texts.polygonNext, end: texts.polygonEnd };
  draw.handlers.polyline.error = texts.crossing;
  edit.toolbar.actions.save = { title: texts.saveTitle, text: texts.save };
  edit.toolbar.actions.cancel = { title: texts.cancelTitle, text: texts.cancel };
  edit.toolbar.actions.clearAll = { title: texts.clear, text: texts.clear };
  edit.toolbar.buttons = {
    edit: texts.edit,
    editDisabled: texts.editDisabled,
    remove: texts.remove,
    removeDisabled: texts.removeDisabled,
  };
  edit.handlers.edit.tooltip = { text: texts.editHint, subtext: "" };
  edit.handlers.remove.tooltip.text = texts.removeHint;
}

customElements.define("geometry-field", GeometryField);
