/**
 * Leaflet.draw by keyboard. While a shape is drawn the arrow keys move the map under a cross, Shift makes their steps
 * small, Space sets a corner (or the point) there, Enter ends, Backspace takes the last corner back. While corners are
 * moved each is a stop for Tab: arrows move it by a pixel, with Shift by ten, Delete takes it away; Enter on one of the
 * paler ones between two corners adds a corner there.
 */
import { make } from "./map-panel.js";

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STEP = { plain: 40, small: 2 }; // px that the map moves
const CORNER_STEP = { plain: 1, large: 10 }; // px that a corner moves

/**
 * @param {L.Map} map
 * @param {object} task
 * @param {() => object|null} task.active     Leaflet.draw's handler that draws, where one does
 * @param {(layer: L.Layer) => void} task.add takes a point that was set
 * @param {(text: string) => void} task.tell
 * @param {object} task.texts  fewCorners
 */
export function drawByKeys(map, { active, add, tell, texts }) {
  const container = map.getContainer();
  const cross = make("div", { className: "map__cross" });
  map.on(L.Draw.Event.DRAWSTART, () => {
    container.classList.add("is-setting");
    container.append(cross);
  });
  map.on(L.Draw.Event.DRAWSTOP, () => {
    container.classList.remove("is-setting");
    cross.remove();
  });
  container.addEventListener(
    "keydown",
    (event) => {
      const drawing = event.target === container && active();
      const step = drawing && stepOf(event, map, drawing, { add, tell, texts });
      if (!step) return;
      event.preventDefault();
      event.stopPropagation();
      step();
    },
    { capture: true },
  );
}

function stepOf(event, map, drawing, { add, tell, texts }) {
  if (event.altKey || event.metaKey || event.ctrlKey) return null;
  const arrow = ARROWS[event.key];
  if (arrow) {
    const by = event.shiftKey ? STEP.small : STEP.plain;
    return () => map.panBy([arrow[0] * by, arrow[1] * by], { animate: false });
  }
  const isPoint = drawing.type === L.Draw.Marker.TYPE;
  const steps = {
    " ": () => {
      if (!isPoint) return drawing.addVertex(map.getCenter());
      add(L.marker(map.getCenter(), { icon: drawing.options.icon }));
      return drawing.disable();
    },
    Enter: () => {
      if (isPoint) return;
      if (drawing._markers.length < 3) tell(texts.fewCorners);
      else drawing._finishShape();
    },
    Backspace: () => !isPoint && takeBack(drawing),
  };
  return steps[event.key] ?? null;
}

/** The last corner of a drawing; Leaflet.draw never takes the first. */
export function takeBack(drawing) {
  if (!drawing._markers.length) return false;
  if (drawing._markers.length > 1) {
    drawing.deleteLastVertex();
    return true;
  }
  drawing.disable();
  drawing.enable();
  return true;
}

/** Teaches Leaflet.draw's corners to be reached; once a page. `texts` names corner, cornerBetween. */
export function teachCorners(texts) {
  const { PolyVerticesEdit } = L.Edit;
  if (PolyVerticesEdit.prototype.isByKeys) return;
  const { _createMarker: createMarker, options } = PolyVerticesEdit.prototype;
  const icon = L.divIcon({ className: "leaflet-editing-icon geometry-field__corner", iconSize: [24, 24] }); // as large as fingers want
  Object.assign(options, { icon, touchIcon: icon });
  PolyVerticesEdit.include({
    isByKeys: true,
    _createMarker(place, index) {
      const marker = createMarker.call(this, place, index);
      reach(marker, texts);
      marker.on("add", () => reach(marker, texts));
      return marker;
    },
  });
}

function reach(marker, texts) {
  const element = marker.getElement();
  if (!element || element.dataset.isReached) return;
  element.dataset.isReached = "true";
  const name = () => (marker._index === undefined ? texts.cornerBetween : texts.corner.replace("{number}", marker._index + 1));
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", name());
  element.addEventListener("focus", () => element.setAttribute("aria-label", name()));
  element.addEventListener("keydown", (event) => onCornerKey(event, marker));
}

function onCornerKey(event, marker) {
  const arrow = ARROWS[event.key];
  const isBetween = marker._index === undefined;
  if (arrow && !event.altKey && !event.metaKey && !event.ctrlKey) {
    const by = event.shiftKey ? CORNER_STEP.large : CORNER_STEP.plain;
    const map = marker._map;
    const point = map.latLngToLayerPoint(marker.getLatLng()).add([arrow[0] * by, arrow[1] * by]);
    if (isBetween) marker.fire("dragstart");
    marker.setLatLng(map.layerPointToLatLng(point));
    marker.fire("drag", { isByKey: true });
    marker.fire("dragend");
  } else if (event.key === "Enter" || event.key === " ") {
    if (isBetween) marker.fire("click");
  } else if (event.key === "Delete" || event.key === "Backspace") {
    const before = marker._prev?.getElement();
    if (!isBetween) marker.fire("click");
    if (!marker._map) before?.focus({ preventScroll: true }); // it is gone
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation(); // else Leaflet moves the map, or takes the press for a click
}
