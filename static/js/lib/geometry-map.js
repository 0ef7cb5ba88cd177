/**
 * One map for the geometries of a form, a point and a boundary: draws into the fields that join it (geometry-field.js),
 * each of which keeps its own text. Tells area and lengths, snaps to neighbours, takes back step by step.
 */
import { drawByKeys, takeBack, teachCorners } from "./draw-keys.js";
import { letSnap, teachSnapping } from "./draw-snapping.js";
import { nameTools } from "./draw-tools.js";
import { externalLayers } from "./external-layers.js";
import { area, distance, measured } from "./ground.js";
import { createMap, fitMap, toBounds } from "./maps.js";
import { spellArea, spellLength } from "./measuring.js";
import { Neighbours } from "./neighbours.js";
import { tileConsent } from "./tile-consent.js";
import { Steps } from "./undoing.js";

const CORNERS = 3; // of a boundary, at least
export const CLOSEST = 18; // zoom: the corners of a small plot lie apart

export class GeometryMap {
  /**
   * @param {HTMLElement} canvas
   * @param {object} config  what regions/widgets.py names
   * @param {object} parts   { alert, bar }: elements; `bar` has the measures and the button that takes back
   */
  constructor(canvas, config, { alert, bar }) {
    Object.assign(this, { config, alert, fields: [], corners: [], steps: new Steps() });
    canvas.hidden = false;
    this.map = createMap(canvas, { config, tiles: false, extent: config.start ?? config.extent });
    this.others = L.featureGroup().addTo(this.map);
    this.drawn = L.featureGroup().addTo(this.map);
    nameTools(config.draw);
    teachSnapping();
    teachCorners(config.draw);
    L.Polyline._flat = L.LineUtil.isFlat; // Leaflet.draw asks by the old name, of which Leaflet complains
    this.listen();
    this.addBar(bar);
    this.neighbours = config.neighbours ? new Neighbours(this.map, config) : null;
    letSnap(this.map, {
      others: () => this.neighbours?.polygons() ?? [],
      own: () => this.drawn.getLayers().filter((layer) => layer instanceof L.Polygon),
    });
    drawByKeys(this.map, { active: () => this.drawing(), add: (layer) => this.add(layer), tell: (text) => this.tell(text), texts: config.draw });
    // Below the tools, which they would push about when they open.
    if (config.tiles.length) tileConsent(this.map, config);
    if (config.overlays?.length) externalLayers(this.map, config);
    // A tab or a closed fieldset gives the map its size only when it opens.
    new ResizeObserver(() => this.map.invalidateSize()).observe(canvas);
  }

  // --- Fields

  /** A second field brings its own tool; the map is named after both. */
  join(field) {
    this.fields.push(field);
    this.map.getContainer().setAttribute("aria-label", this.fields.map((one) => one.label()).filter(Boolean).join(", ") || this.config.texts.map);
    this.addTools();
  }

  takes(kind) {
    return kind !== "line" && this.fields.length === 1 && this.fields[0].kind !== "line" && this.fields[0].kind !== kind;
  }

  fieldOf(layer) {
    return this.fields.find((field) => field.owns(layer)) ?? this.fields[0];
  }

  addTools() {
    this.tools?.remove();
    const off = { polyline: false, rectangle: false, circle: false, circlemarker: false };
    const icon = L.divIcon({ className: "marker", iconSize: null });
    const has = (isPoint) => this.fields.some((field) => field.isPoint === isPoint);
    const draw = { ...off, polygon: has(false) && { allowIntersection: false }, marker: has(true) && { icon } };
    this.tools = new L.Control.Draw({ draw, edit: { featureGroup: this.drawn } }).addTo(this.map);
  }

  listen() {
    const { CREATED, DRAWVERTEX, DRAWSTOP, EDITVERTEX, EDITMOVE, EDITSTOP, DELETESTART, DELETESTOP } = L.Draw.Event;
    const write = () => this.write();
    const container = this.map.getContainer();
    container.addEventListener("click", (event) => this.keepThrough(event), { capture: true });
    this.map.on(CREATED, ({ layer }) => this.add(layer));
    this.map.on(DRAWVERTEX, ({ layers }) => {
      this.corners = layers.getLayers().map((corner) => corner.getLatLng());
      this.tellMeasures();
    });
    this.map.on("draw:pointer", ({ corners, place }) => this.tellPointer(corners, place));
    this.map.on(DRAWSTOP, () => {
      this.corners = [];
      this.alert.textContent = "";
      this.tellMeasures();
    });
    this.map.on(`${EDITVERTEX} ${EDITMOVE} ${EDITSTOP} ${DELETESTOP}`, write);
    this.map.on(DELETESTART, () => this.drawn.on("layerremove", write));
    this.map.on(DELETESTOP, () => this.drawn.off("layerremove", write));
  }

  /** Leaflet.draw takes back what was moved or deleted when another tool is chosen before “Apply”: it is kept. */
  keepThrough({ target }) {
    if (!target.closest(".leaflet-draw-draw-polygon, .leaflet-draw-draw-marker")) return;
    const before = this.texts();
    this.kept = before;
    setTimeout(() => {
      if (this.kept === before && this.texts() !== before) this.restore(before);
    });
  }

  /** Leaflet.draw's handler that draws a new shape, or null. */
  drawing() {
    return this.tools._toolbars.draw?._activeMode?.handler ?? null;
  }

  /** Takes a new shape; of a single geometry it replaces the old one. */
  add(layer) {
    this.kept = null; // somebody was quicker than the clock
    const field = this.fieldOf(layer);
    if (!field.isMulti) field.layers().forEach((old) => this.drawn.removeLayer(old));
    this.drawn.addLayer(layer);
    this.write();
  }

  /** Writes what is drawn into the fields. */
  write() {
    if (this.isSilent) return;
    const before = this.texts();
    if (this.fields.map((field) => field.write()).some(Boolean)) this.keep(before);
    this.tellMeasures();
  }

  /** The form is being sent: a boundary that is still open is closed; with fewer corners it holds the form up. */
  finish(event) {
    const { corners } = this;
    if (!corners.length) return;
    if (corners.length < CORNERS) {
      event.preventDefault();
      this.alert.textContent = this.config.draw.unfinished;
      this.alert.scrollIntoView({ block: "center" });
      return;
    }
    this.addTools(); // which ends the drawing
    this.add(L.polygon(corners));
  }

  // --- Back

  texts() {
    return JSON.stringify(this.fields.map((field) => field.text.value));
  }

  keep(state) {
    this.steps.keep(state);
    this.undo.disabled = false;
  }

  restore(state) {
    this.silently(() => JSON.parse(state).forEach((value, at) => this.fields[at].put(value)));
    this.tellMeasures();
  }

  /** What is done to the layers meanwhile is not written: an open tool for deleting would take it for its own. */
  silently(act) {
    const before = this.isSilent;
    this.isSilent = true;
    act();
    this.isSilent = before;
  }

  /** The last corner of what is being drawn, else the last change. */
  back() {
    const drawing = this.drawing();
    if (drawing?._markers && takeBack(drawing)) return;
    const state = this.steps.back();
    if (state !== undefined) this.restore(state);
    this.undo.disabled = this.steps.isEmpty;
  }

  addBar(bar) {
    bar.hidden = false;
    this.measure = bar.querySelector("[role=status]");
    this.pointer = bar.querySelector("[aria-hidden]");
    this.undo = bar.querySelector("[data-do=undo]");
    this.setHere = bar.querySelector("[data-do=set]");
    this.undo.addEventListener("click", () => this.back());
    this.setHere.addEventListener("click", () => this.setPoint(this.place));
    bar.parentElement.addEventListener("keydown", (event) => {
      if (event.key !== "z" || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      if (event.target.matches("input, textarea, select")) return; // which take back their own letters
      event.preventDefault();
      this.back();
    });
  }

  // --- Measures

  tell(text) {
    if (this.measure.textContent !== text) this.measure.textContent = text;
  }

  tellMeasures() {
    this.pointer.textContent = "";
    const { corners } = this;
    this.undo.disabled = this.steps.isEmpty && !corners.length;
    if (corners.length) this.tell(this.spellOpen(corners));
    else this.tell(this.spellDrawn());
  }

  spellOpen(corners) {
    const { cornersSet, side, closed } = this.config.draw;
    const parts = [cornersSet.replace("{count}", corners.length)];
    if (corners.length > 1) parts.push(side.replace("{length}", spellLength(distance(corners.at(-2), corners.at(-1)))));
    if (corners.length >= CORNERS) parts.push(closed.replace("{area}", spellArea(area(corners))));
    return parts.join(" · ");
  }

  /** Along the line to the pointer; only for eyes, since it changes with every move. */
  tellPointer(corners, place) {
    if (!corners.length) return;
    const { toPointer } = this.config.draw;
    const parts = ["", toPointer.replace("{length}", spellLength(distance(corners.at(-1), place)))];
    if (corners.length > 1) parts.push(spellArea(area([...corners, place])));
    this.pointer.textContent = parts.join(" · ");
  }

  spellDrawn() {
    const polygons = this.drawn.getLayers().filter((layer) => layer instanceof L.Polygon);
    if (!polygons.length) return "";
    const sum = { area: 0, length: 0, corners: 0 };
    for (const part of polygons.map(measured)) for (const name of Object.keys(sum)) sum[name] += part[name];
    return this.config.draw.measures
      .replace("{area}", spellArea(sum.area))
      .replace("{length}", spellLength(sum.length))
      .replace("{count}", sum.corners);
  }

  // --- Places

  /**
   * Shows a place that was searched for. Coordinates, which are exact, are where a point is set: at once where there is
   * nothing else to draw and nothing to lose, else by a button.
   */
  goTo({ extent, point }) {
    this.place = point;
    this.setHere.hidden = true;
    const field = point && this.fields.find((one) => one.isPoint);
    if (field && (this.fields.length === 1 || !field.text.value.trim())) this.setPoint(point);
    else if (field) this.setHere.hidden = false;
    fitMap(this.map, toBounds(extent));
  }

  setPoint(point) {
    this.setHere.hidden = true;
    this.change(this.fields.find((one) => one.isPoint), JSON.stringify({ type: "Point", coordinates: point }));
  }

  /** Puts a text into a field as if it had been drawn. */
  change(field, value) {
    const before = this.texts();
    this.silently(() => field.put(value));
    this.keep(before);
    this.tellMeasures();
  }

  /** A boundary from a file, to look at. */
  preview(geometry) {
    this.previewed?.remove();
    this.previewed = geometry && L.geoJSON(geometry, { interactive: false, style: { className: "geometry-field__preview" } }).addTo(this.map);
    if (geometry) fitMap(this.map, this.previewed.getBounds(), { maxZoom: CLOSEST });
  }
}
