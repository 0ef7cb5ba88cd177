/** What the search is limited to, drawn: a place's outline, the reach around it with its radius or its driving time, a
 * drawn area. */

const AREA_FILTERS = ["place", "polygon"];

export class SearchArea {
  constructor(map, texts) {
    Object.assign(this, { map, texts });
    this.layer = L.layerGroup().addTo(map);
    this.legend = [...document.querySelectorAll("[data-legend-area]")];
  }

  /** Whether an address limits the search to an area. */
  isAsked(search) {
    const query = new URLSearchParams(search);
    return AREA_FILTERS.some((name) => query.has(name));
  }

  /** @param {object[]} features  GeoJSON with role reach (radius_km), drive (words), place or drawn, and label */
  show(features) {
    this.layer.clearLayers();
    for (const feature of features) {
      const drawn = L.geoJSON(feature, {
        interactive: false,
        style: { className: `map__search map__search--${feature.properties.role}` },
        pointToLayer: (_point, latlng) => L.circleMarker(latlng, { radius: 4, className: "map__search map__search--place" }),
      });
      this.layer.addLayer(drawn);
      const words = this.wordsOf(feature.properties);
      if (words) this.layer.addLayer(this.label(drawn.getBounds(), words));
    }
    for (const entry of this.legend) {
      entry.hidden = !features.some(({ properties }) => properties.role === entry.dataset.legendArea);
    }
  }

  /** How far a reach goes. */
  wordsOf({ radius_km: radius, words }) {
    if (!radius) return words;
    const shown = new Intl.NumberFormat(document.documentElement.lang).format(radius);
    return this.texts.radius.replace("{radius}", `${shown}\u00a0km`);
  }

  /** At the northern end of the reach. */
  label(bounds, words) {
    const text = document.createElement("span");
    text.textContent = words;
    const icon = L.divIcon({ className: "map__radius", html: text, iconSize: null });
    return L.marker([bounds.getNorth(), bounds.getCenter().lng], { icon, interactive: false, keyboard: false });
  }
}
