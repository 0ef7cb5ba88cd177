/**
 * Corners set on a map, by clicks and taps or by keyboard: the arrow keys move the map under a cross, Space sets a
 * corner there, Enter or a double click ends, Backspace takes the last one back, Escape gives up.
 */
import { make, textButton } from "./map-panel.js";

const SAME_PLACE = 6; // px: the second click of a double click
const MOST = 200; // corners that the filter takes (docs/filters.md)
const FEWEST = { line: 2, polygon: 3, rectangle: 2 };

/**
 * @param {L.Map} map
 * @param {object} task
 * @param {"line"|"polygon"|"rectangle"} task.shape  a rectangle ends with its second corner
 * @param {StatusLine} task.status
 * @param {object} task.texts     drawFinish, drawUndo, drawCancel
 * @param {string} task.hint      what to do, shown before the first corner
 * @param {(corners: L.LatLng[]) => string} [task.tell]  what to show once there are corners
 * @returns {Promise<L.LatLng[]|null>} the corners; null when given up
 */
export function drawCorners(map, { shape, status, texts, hint, tell = () => hint }) {
  map.drawing?.stop(null);
  return new Promise((resolve) => {
    map.drawing = new Drawing(map, { shape, status, texts, hint, tell, resolve });
  });
}

class Drawing {
  constructor(map, task) {
    Object.assign(this, task, { map, corners: [] });
    this.container = map.getContainer();
    const look = { className: "map__drawn", interactive: false };
    this.preview = (this.shape === "line" ? L.polyline([], look) : L.polygon([], look)).addTo(map);
    this.dots = L.layerGroup().addTo(map);
    this.cross = make("div", { className: "map__cross" });
    this.container.append(this.cross);
    this.container.classList.add("map--drawing");
    map.closePopup();
    map.doubleClickZoom.disable();
    map.on("click", this.onClick, this).on("dblclick", this.finish, this).on("mousemove", this.onMove, this);
    this.leaving = new AbortController();
    this.container.addEventListener("keydown", (event) => this.onKey(event), { signal: this.leaving.signal, capture: true });
    this.container.focus({ preventScroll: true });
    this.buttons = [
      textButton(this.texts.drawFinish, () => this.finish(), "button"),
      textButton(this.texts.drawUndo, () => this.undo(), "button button--secondary"),
      textButton(this.texts.drawCancel, () => this.stop(null), "button button--secondary"),
    ];
    this.status.say(this.hint, this.buttons);
  }

  onClick({ latlng }) {
    this.add(latlng);
  }

  add(latlng) {
    const last = this.corners.at(-1);
    const isSame = last && this.map.latLngToContainerPoint(last).distanceTo(this.map.latLngToContainerPoint(latlng)) < SAME_PLACE;
    if (isSame) return;
    this.corners.push(latlng.wrap());
    this.changed();
    if (this.shape === "rectangle" && this.corners.length === 2) this.finish();
  }

  undo() {
    this.corners.pop();
    this.changed();
  }

  changed() {
    this.dots.clearLayers();
    for (const corner of this.corners) {
      this.dots.addLayer(L.circleMarker(corner, { radius: 4, className: "map__corner", interactive: false }));
    }
    this.draw();
    this.status.reword(this.corners.length ? this.tell(this.corners) : this.hint);
  }

  /** The shape so far, with the pointer as its next corner. */
  draw(pointer) {
    const corners = pointer && this.corners.length ? [...this.corners, pointer] : this.corners;
    this.preview.setLatLngs(this.shape === "rectangle" ? rectangleOf(corners) : corners);
  }

  onMove({ latlng }) {
    this.draw(latlng);
  }

  onKey(event) {
    const steps = { " ": () => this.add(this.map.getCenter()), Enter: () => this.finish(), Backspace: () => this.undo() };
    const isOnMap = event.target === this.container;
    const step = event.key === "Escape" ? () => this.stop(null) : isOnMap && steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  }

  finish() {
    if (this.corners.length < FEWEST[this.shape]) return;
    this.stop(this.shape === "rectangle" ? rectangleOf(this.corners) : this.corners);
  }

  stop(corners) {
    this.leaving.abort();
    this.map.off("click", this.onClick, this).off("dblclick", this.finish, this).off("mousemove", this.onMove, this);
    this.map.doubleClickZoom.enable();
    this.preview.remove();
    this.dots.remove();
    this.cross.remove();
    this.container.classList.remove("map--drawing");
    this.status.clear();
    this.map.drawing = null;
    this.container.focus({ preventScroll: true });
    this.resolve(corners);
  }
}

function rectangleOf(corners) {
  if (corners.length < 2) return corners;
  const bounds = L.latLngBounds(corners);
  return [bounds.getSouthWest(), bounds.getNorthWest(), bounds.getNorthEast(), bounds.getSouthEast()];
}

/** Corners as the filter `polygon` wants them: "lat,lon;lat,lon;…", 5 decimals (1 m), at most 200. */
export function toPolygon(corners) {
  return simplified(corners).map(({ lat, lng }) => `${lat.toFixed(5)},${lng.toFixed(5)}`).join(";");
}

/** Without the corners that matter least to the shape, where there are too many. */
function simplified(corners) {
  const { CRS, LineUtil } = L;
  const zoom = 18; // a pixel is half a metre
  const points = corners.map((corner) => CRS.EPSG3857.latLngToPoint(corner, zoom));
  let kept = points;
  for (let pixels = 1; kept.length > MOST; pixels *= 1.5) kept = LineUtil.simplify(points, pixels);
  return kept === points ? corners : kept.map((point) => CRS.EPSG3857.pointToLatLng(point, zoom));
}
