/**
 * <boundary-change data-label="…"> — a map of what the JSON script `boundary-change-features` holds: GeoJSON features whose
 * property `state` is "before" (drawn dashed) or "after" (drawn solid, on top).
 */
import { createMap, fitMap } from "../lib/maps.js";

class BoundaryChange extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-no-script]")?.remove();
    const features = JSON.parse(document.getElementById("boundary-change-features").textContent);
    this.map = createMap(this, { label: this.dataset.label, scrollWheelZoom: false });
    const classOf = (feature) => `boundary-change__${feature.geometry.type.endsWith("Point") ? "point" : "shape"}
      boundary-change__${feature.geometry.type.endsWith("Point") ? "point" : "shape"}--${feature.properties.state}`.replace(/\s+/g, " ");
    const drawn = L.geoJSON(features, {
      interactive: false,
      style: (feature) => ({ className: classOf(feature) }),
      pointToLayer: (feature, latlng) => L.circleMarker(latlng, { radius: 7, className: classOf(feature), interactive: false }),
    }).addTo(this.map);
    fitMap(this.map, drawn.getBounds(), { maxZoom: 18 });
  }

  disconnectedCallback() {
    this.map?.remove();
  }
}

customElements.define("boundary-change", BoundaryChange);
