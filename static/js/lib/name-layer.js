/**
 * Names and road numbers of the base map on one canvas: who comes first in the style's table gets room first, and
 * nobody lies on anybody. Moving the map moves the canvas; it is drawn again when the move is over.
 */
import { atZoom, coloursOn } from "./map-style.js";
import { glyphsAlong } from "./text-along.js";

const WORLD = 256; // px at zoom 0
const HALO = 3.5; // px
const SAME = 300; // px within which a name stands once
const SHIELD = { inline: 4, block: 2.5 }; // px of plate around a number
const REGION_ZOOM = 12; // at which the region's outline is asked whether a name lies in it

export const NameLayer = L.Canvas.extend({
  options: { padding: 0.25 },

  /** names: the rows of the style. given: a function that tells the names (lib/tile-painting.js, namesIn). */
  initialize(names, given, options) {
    L.Canvas.prototype.initialize.call(this, options);
    Object.assign(this, { rows: names, given });
    this.widths = new Map();
  },

  /** Names outside these rings ([longitude, latitude], …) are left out. */
  setRegion(rings) {
    if (!rings.length) return;
    this.region = new Path2D();
    for (const ring of rings) {
      ring.forEach(([longitude, latitude], at) => {
        const { x, y } = this._map.project([latitude, longitude], REGION_ZOOM);
        if (at) this.region.lineTo(x, y);
        else this.region.moveTo(x, y);
      });
    }
  },

  getEvents() {
    return {
      ...L.Canvas.prototype.getEvents.call(this),
      movestart() {
        this.isMoving = true;
      },
      moveend() {
        this.isMoving = false;
        this._update();
      },
    };
  },

  /** Soon, and once for many reasons; not while the map moves, since the end of the move draws all again. */
  repaint({ withColours = false } = {}) {
    if (withColours) this.colours = null;
    this.asked ??= requestAnimationFrame(() => {
      this.asked = null;
      if (this._map && !this.isMoving) this._redraw();
    });
  },

  onRemove(map) {
    cancelAnimationFrame(this.asked);
    this.asked = null;
    L.Canvas.prototype.onRemove?.call(this, map);
  },

  // Leaflet calls this whenever the canvas is empty and in its new place.
  _draw() {
    const container = this._map.getContainer();
    this.colours ??= coloursOn(container, [...this.rows, { color: "--map-halo" }]);
    this.fonts ??= fontsOf(container);
    this.zoom = this._map.getZoom();
    this.markers = boxesOf(this._map.getPane("markerPane"));
    this.taken = [];
    this.stands = new Map(); // text -> where it stands
    const found = this.given().toSorted((one, other) => one.row - other.row || other.rank - one.rank || compare(one.text, other.text));
    for (const name of found) this.place(name, this.rows[name.row]);
  },

  place(name, row) {
    const size = atZoom(row.size, this.zoom);
    this._ctx.font = `${row.italic ? "italic " : ""}${row.weight ?? 400} ${size}px ${this.fonts[row.font]}`;
    if (row.along) this.placeAlong(name, row, size);
    else this.placeAt(name, row, size);
  },

  placeAt({ text, at }, row, size) {
    const point = this.pointOf(at);
    if (!this.isInRegion(at) || !this.isNew(text, point.x, point.y)) return;
    const half = this.widthOf(text) / 2 + (row.plate ? SHIELD.inline : 0);
    const height = size / 2 + (row.plate ? SHIELD.block : 0);
    const around = ({ x, y }) => ({ left: x - half, right: x + half, top: y - height, bottom: y + height });
    const free = besides(point, row, size).filter((place) => this.isFree([around(place)], row.room));
    if (!free.length) return;
    const place = free.find((one) => !this.markers.some((marker) => touch(around(one), marker, 0))) ?? free[0];
    this.take(text, place.x, place.y, [around(place)]);
    if (row.plate) this.drawPlate(around(place), row);
    this.write(text, place.x, place.y, row);
  },

  placeAlong({ text, line }, row, size) {
    const glyphs = glyphsAlong(text, line.map((place) => this.pointOf(place)), (piece) => this.widthOf(piece));
    if (!glyphs) return;
    const middle = glyphs[Math.floor(glyphs.length / 2)];
    const boxes = glyphs.map(({ x, y }) => ({ left: x - size / 2, right: x + size / 2, top: y - size / 2, bottom: y + size / 2 }));
    if (!this.isInRegion(line[Math.floor(line.length / 2)]) || !this.isNew(text, middle.x, middle.y) || !this.isFree(boxes, row.room)) return;
    this.take(text, middle.x, middle.y, boxes);
    for (const drawing of ["strokeText", "fillText"]) {
      for (const { glyph, x, y, angle } of glyphs) {
        this._ctx.save();
        this._ctx.translate(x, y);
        this._ctx.rotate(angle);
        this.write(glyph, 0, 0, row, [drawing]);
        this._ctx.restore();
      }
    }
  },

  write(text, x, y, row, drawings = row.plate ? ["fillText"] : ["strokeText", "fillText"]) {
    const context = this._ctx;
    Object.assign(context, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: HALO });
    context.strokeStyle = this.colours["--map-halo"];
    context.fillStyle = this.colours[row.color];
    for (const drawing of drawings) context[drawing](text, x, y);
  },

  drawPlate({ left, top, right, bottom }, row) {
    this._ctx.fillStyle = this.colours[row.plate];
    this._ctx.fillRect(left, top, right - left, bottom - top);
    if (!row.edge) return;
    this._ctx.lineWidth = 1;
    this._ctx.strokeStyle = this.colours[row.edge];
    this._ctx.strokeRect(left, top, right - left, bottom - top);
  },

  pointOf([x, y]) {
    const world = WORLD * 2 ** this.zoom;
    const origin = this._map.getPixelOrigin();
    return { x: x * world - origin.x, y: y * world - origin.y };
  },

  widthOf(text) {
    const key = `${this._ctx.font}\n${text}`;
    if (!this.widths.has(key)) this.widths.set(key, this._ctx.measureText(text).width);
    return this.widths.get(key);
  },

  isInRegion([x, y]) {
    const world = WORLD * 2 ** REGION_ZOOM;
    return !this.region || lookup.isPointInPath(this.region, x * world, y * world, "evenodd");
  },

  isNew(text, x, y) {
    return !this.stands.get(text)?.some((place) => Math.hypot(place.x - x, place.y - y) < SAME);
  },

  isFree(boxes, room) {
    return boxes.every((box) => !this.taken.some((other) => touch(box, other, room)));
  },

  take(text, x, y, boxes) {
    this.taken.push(...boxes);
    if (!this.stands.has(text)) this.stands.set(text, []);
    this.stands.get(text).push({ x, y });
  },
});

const lookup = document.createElement("canvas").getContext("2d");

function fontsOf(element) {
  const style = getComputedStyle(element);
  return { serif: style.getPropertyValue("--font-serif"), sans: style.getPropertyValue("--font-sans") };
}

/** Where a name may stand: on its place, or where a marker lies there, below or above it. */
function besides({ x, y }, row, size) {
  const step = row.layer === "place" ? 0.9 * size + 14 : 0;
  return step ? [{ x, y }, { x, y: y + step }, { x, y: y - step }] : [{ x, y }];
}

/** Of all markers, in px of the map's layers. */
function boxesOf(pane) {
  return [...(pane?.children ?? [])].map((marker) => {
    const { x, y } = L.DomUtil.getPosition(marker) ?? { x: 0, y: 0 };
    const [width, height] = [marker.offsetWidth / 2, marker.offsetHeight / 2];
    return { left: x - width, right: x + width, top: y - height, bottom: y + height };
  });
}

const compare = (one, other) => (one < other ? -1 : Number(one > other));

function touch(one, other, room) {
  return one.left - room < other.right && other.left < one.right + room && one.top - room < other.bottom && other.top < one.bottom + room;
}
