/** A small map of one place: the GeoJSON feature in the JSON script `map-feature`, a boundary or a point. */
import { boundaryLayer, createMap, fitMap } from "../lib/maps.js";

const POINT_ZOOM = 12;

class BoundaryMap extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-no-script]")?.remove();
    const feature = JSON.parse(document.getElementById("map-feature").textContent);
    const { kind } = this.dataset; // plot, hall or park
    this.map = createMap(this, { label: this.dataset.label, scrollWheelZoom: false });
    if (feature.geometry.type === "Point") {
      const [longitude, latitude] = feature.geometry.coordinates;
      const icon = L.divIcon({ className: `marker marker--${kind === "hall" ? "hall" : "plot"}`, html: "", iconSize: null });
      L.marker([latitude, longitude], { icon, interactive: false, keyboard: false }).addTo(this.map);
      this.map.setView([latitude, longitude], POINT_ZOOM, { animate: false });
    } else {
      const boundary = boundaryLayer(feature, { className: () => `map__${kind}` }).addTo(this.map);
      fitMap(this.map, boundary.getBounds());
    }
  }

  disconnectedCallback() {
    this.map?.remove();
  }
}

customElements.define("boundary-map", BoundaryMap);
