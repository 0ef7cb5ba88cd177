/** The markers and clusters of one answer of the server; what stays from one answer to the next keeps its focus. */
import { placeMarker, setCurrent, toBounds, toLatLng } from "./maps.js";

export class SpaceMarkers {
  /**
   * @param {L.Map} map
   * @param {object} handlers
   * @param {string} handlers.clusterName  accessible name of a cluster, with {count}
   * @param {(marker: L.Marker) => void} handlers.onPick  clicked, tapped or Enter
   * @param {(numbers: string[], isLit: boolean) => void} handlers.onPoint  hovered or focused, or no longer
   */
  constructor(map, handlers) {
    Object.assign(this, handlers);
    this.layer = L.layerGroup().addTo(map);
    this.markers = new Map(); // what a feature looks like -> marker
    this.byNumber = new Map(); // object number -> marker, its own or that of its cluster
  }

  show(features) {
    const wanted = new Map(features.map((feature) => [signature(feature), feature]));
    for (const [key, marker] of this.markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.markers.delete(key);
    }
    for (const [key, feature] of wanted) {
      if (this.markers.has(key)) continue;
      const marker = this.markerOf(feature);
      this.markers.set(key, marker);
      this.layer.addLayer(marker);
    }
    this.byNumber.clear();
    for (const marker of this.markers.values()) {
      for (const number of marker.numbers) this.byNumber.set(number, marker);
    }
  }

  markerOf(feature) {
    const { properties } = feature;
    const isCluster = "count" in properties;
    const marker = placeMarker(toLatLng(feature.geometry.coordinates), isCluster ? this.clusterLook(properties) : singleLook(properties));
    marker.numbers = isCluster ? properties.numbers.map(String) : [String(feature.id)];
    marker.count = properties.count ?? 1;
    if (isCluster) marker.bounds = toBounds(feature.bbox);
    marker.on("click", () => this.onPick(marker));
    marker.on("add", () => {
      const button = marker.getElement();
      for (const type of ["pointerenter", "focus"]) button.addEventListener(type, () => this.onPoint(marker.numbers, true));
      for (const type of ["pointerleave", "blur"]) button.addEventListener(type, () => this.onPoint(marker.numbers, false));
    });
    return marker;
  }

  clusterLook({ count, kinds }) {
    const shown = new Intl.NumberFormat(document.documentElement.lang).format(count);
    const kind = kinds.plot === 0 ? " marker--halls" : "";
    return { name: this.clusterName.replace("{count}", shown), className: `marker--cluster${kind}`, text: shown };
  }

  /** Lights or dims the marker of an object, or the cluster that holds it. */
  light(number, isLit) {
    const marker = this.byNumber.get(number);
    if (marker) setCurrent(marker, isLit);
  }

  /** The marker that has the focus. */
  get focused() {
    return [...this.markers.values()].find((marker) => marker.getElement() === document.activeElement);
  }

  /** Focuses what came out of a cluster that is gone; false when nothing did. */
  focusNear({ bounds }) {
    if (!bounds) return false;
    const center = bounds.getCenter();
    const inside = [...this.markers.values()].filter((marker) => bounds.pad(0.1).contains(marker.getLatLng()));
    inside.sort((one, other) => one.getLatLng().distanceTo(center) - other.getLatLng().distanceTo(center));
    inside[0]?.getElement().focus({ preventScroll: true });
    return inside.length > 0;
  }
}

function singleLook(properties) {
  return {
    name: [properties.name, properties.place, properties.area_label].filter(Boolean).join(", "),
    className: `marker--${properties.kind}`,
    text: properties.marker,
  };
}

function signature({ id, geometry, properties }) {
  return id ? `${id} ${geometry.coordinates}` : `${geometry.coordinates} ${properties.count} ${properties.numbers}`;
}
