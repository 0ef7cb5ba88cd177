/**
 * Corners that are set or dragged near a corner or a side of another boundary land on it exactly, so that neighbours
 * neither overlap nor leave gaps. Works on Leaflet.draw's tools: a map that has `snap(place, ring)` is asked.
 */
import { ringsOf } from "./ground.js";

const NEAR_CORNER = 12; // px
const NEAR_SIDE = 8;
const CLOSES = 12; // px from the first corner

/**
 * Where a place (L.LatLng) lands: on the nearest corner of the rings within 12 px, else on the nearest side within 8.
 *
 * @param {L.Map} map
 * @param {L.LatLng} place
 * @param {L.LatLng[][]} rings  closed, without repeating the first corner
 * @returns {L.LatLng|null}  null: nowhere else
 */
export function landing(map, place, rings) {
  const at = map.latLngToLayerPoint(place);
  const lines = rings.map((ring) => ring.map((corner) => map.latLngToLayerPoint(corner)));
  let best = { distance: NEAR_CORNER, found: null };
  lines.forEach((line, number) => {
    line.forEach((corner, index) => {
      const distance = corner.distanceTo(at);
      if (distance < best.distance) best = { distance, found: rings[number][index] };
    });
  });
  if (best.found) return new L.LatLng(best.found.lat, best.found.lng); // a corner of its own, which may be moved later
  best = { distance: NEAR_SIDE, found: null };
  for (const line of lines) {
    line.forEach((corner, index) => {
      const point = L.LineUtil.closestPointOnSegment(at, corner, line[(index + 1) % line.length]);
      const distance = point.distanceTo(at);
      if (distance < best.distance) best = { distance, found: point };
    });
  }
  return best.found && map.layerPointToLatLng(best.found);
}

/**
 * Lets a map snap to the polygons that `others()` gives (those that cannot be touched) and to its own, `own()`.
 * Shows with a ring at the pointer where the next corner lands.
 */
export function letSnap(map, { others, own }) {
  const sign = L.circleMarker([0, 0], { radius: 8, className: "geometry-field__landing", interactive: false });
  map.snap = (place, moved = null) => {
    const rings = [...others(), ...own()].flatMap(ringsOf).filter((ring) => ring !== moved);
    const found = landing(map, place, rings);
    if (found) sign.setLatLng(found).addTo(map);
    else sign.remove();
    return found ?? place;
  };
  map.on(`${L.Draw.Event.DRAWSTOP} ${L.Draw.Event.EDITSTOP} ${L.Draw.Event.EDITVERTEX}`, () => sign.remove());
}

/** Teaches Leaflet.draw to ask; once a page. */
export function teachSnapping() {
  const { Polyline } = L.Draw;
  const { PolyVerticesEdit } = L.Edit;
  if (Polyline.prototype.asksBefore) return;
  const { addVertex, _onMouseMove: onMouseMove } = Polyline.prototype;
  const { _onMarkerDrag: onMarkerDrag } = PolyVerticesEdit.prototype;
  Polyline.include({
    asksBefore: true,
    addVertex(place) {
      if (this.type === "polygon" && isOnFirst(this, place)) this._finishShape();
      else addVertex.call(this, this._map.snap?.(place) ?? place);
    },
    _onMouseMove(event) {
      onMouseMove.call(this, event);
      const place = this._map.snap?.(this._currentLatLng);
      this._map.fire("draw:pointer", { corners: this._markers.map((corner) => corner.getLatLng()), place: place ?? this._currentLatLng });
      if (!place || place === this._currentLatLng) return;
      this._currentLatLng = place;
      this._updateGuide(this._map.latLngToLayerPoint(place));
    },
  });
  PolyVerticesEdit.include({
    _onMarkerDrag(event) {
      const marker = event.target;
      const map = this._poly._map;
      if (map.snap && !event.isByKey) marker.setLatLng(map.snap(marker.getLatLng(), this._defaultShape()));
      onMarkerDrag.call(this, event);
    },
  });
}

function isOnFirst(drawing, place) {
  if (drawing._markers.length < 3) return false;
  const map = drawing._map;
  const first = map.latLngToLayerPoint(drawing._markers[0].getLatLng());
  return first.distanceTo(map.latLngToLayerPoint(place)) < CLOSES;
}
