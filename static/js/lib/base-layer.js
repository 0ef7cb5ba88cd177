/** Our own base map: states, districts and city names, from one GeoJSON address of our own. */

const ROOM = 10; // px that a city name keeps free around itself
const LABELS_PER_ZOOM = { 5: 3, 6: 6, 7: 12, 8: 24 }; // beyond: as many as find room

export class BaseLayer {
  /**
   * @param {L.Map} map
   * @param {string} url  GeoJSON in WGS84: polygons with `kind` state or district, points with `kind` city
   */
  constructor(map, url) {
    this.map = map;
    this.url = url;
    this.isShown = false;
    addPane(map, "base-areas", 150);
    const names = addPane(map, "base-names", 350);
    names.setAttribute("aria-hidden", "true");
    map.on("zoomend resize", () => this.thinOut());
  }

  /** Draws the layer; fetches it the first time. A failing fetch leaves a plain map and a `base:failed` event. */
  async show() {
    this.isShown = true;
    try {
      this.loading ??= load(this.url);
      const collection = await this.loading;
      this.layers ??= this.build(collection);
    } catch (error) {
      this.loading = null; // the next call tries again
      this.map.fire("base:failed", { error });
      return;
    }
    if (!this.isShown || !this.map.getPane("base-areas")) return;
    this.layers.forEach((layer) => layer.addTo(this.map));
    this.thinOut();
  }

  hide() {
    this.isShown = false;
    this.layers?.forEach((layer) => layer.remove());
  }

  build({ features, attribution }) {
    const areas = features.filter((feature) => feature.properties.kind !== "city");
    const cities = features.filter((feature) => feature.properties.kind === "city");
    this.labels = cities.sort((one, other) => one.properties.rank - other.properties.rank).map(cityLabel);
    return [
      L.geoJSON(areas, {
        pane: "base-areas",
        renderer: L.svg({ pane: "base-areas", padding: 0.5 }),
        interactive: false,
        attribution,
        style: ({ properties }) => ({
          className: `map__area map__area--${properties.kind}${properties.urban ? " map__area--urban" : ""}`,
        }),
      }),
      L.layerGroup(this.labels),
    ];
  }

  /** Hides every name that would touch the name of a bigger city. */
  thinOut() {
    if (!this.isShown || !this.labels) return;
    const limit = LABELS_PER_ZOOM[Math.round(this.map.getZoom())] ?? Infinity;
    const taken = [];
    for (const label of this.labels) {
      const element = label.getElement();
      if (!element) continue;
      const box = this.boxOf(label, element);
      const fits = taken.length < limit && !taken.some((other) => touch(box, other));
      element.classList.toggle("map__city--hidden", !fits);
      if (fits) taken.push(box);
    }
  }

  boxOf(label, element) {
    const { x, y } = this.map.latLngToLayerPoint(label.getLatLng());
    const width = element.offsetWidth / 2 + ROOM;
    const height = element.offsetHeight / 2 + ROOM;
    return { left: x - width, right: x + width, top: y - height, bottom: y + height };
  }
}

async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

function addPane(map, name, zIndex) {
  const pane = map.createPane(name);
  pane.style.zIndex = zIndex;
  pane.style.pointerEvents = "none";
  return pane;
}

function cityLabel({ geometry, properties }) {
  const [longitude, latitude] = geometry.coordinates;
  const name = document.createElement("span");
  name.textContent = properties.name;
  name.lang = "de";
  const size = properties.rank <= 8 ? "map__city--big" : "";
  return L.marker([latitude, longitude], {
    pane: "base-names",
    interactive: false,
    keyboard: false,
    icon: L.divIcon({ className: `map__city ${size}`.trim(), html: name, iconSize: null }),
  });
}

function touch(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
