/**
 * Our own base map: land and borders from one GeoJSON address, what lies on the land from vector tiles, and the names.
 * From below: land, tiles, a veil over all that is not the region, borders; names above what lies on the map.
 */
import { TABLE } from "./map-table.js";
import { NameLayer } from "./name-layer.js";
import { pause } from "./pause.js";
import { TileLayer } from "./tile-layer.js";

const BIG_CITIES = 8; // ranks of names that are set large where no tiles name the places
const WORLD = [[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]]; // longitude, latitude

export class BaseLayer {
  /**
   * @param {L.Map} map
   * @param {object} config  { basemap, vectorTiles }: the address of a GeoJSON in WGS84 with polygons of `kind` state or
   *                         district and points of `kind` city; where the tiles are (lib/tile-layer.js)
   */
  constructor(map, { basemap, vectorTiles }) {
    Object.assign(this, { map, url: basemap, isShown: false, cities: [], areas: [] });
    for (const [name, zIndex] of [["base-land", 150], ["base-tiles", 155], ["base-areas", 160], ["base-names", 350]]) {
      addPane(map, name, zIndex);
    }
    this.tiles = new TileLayer(vectorTiles, { pane: "base-tiles" });
    this.names = new NameLayer(TABLE.names, () => this.allNames(), { pane: "base-names" });
    this.tiles.on("tiles:named load", () => this.names.repaint());
    map.on("layeradd layerremove", ({ layer }) => layer instanceof L.Marker && this.names.repaint());
    this.tiles.on("tiles:repainted", () => this.names.repaint({ withColours: true }));
    this.tiles.on("tileerror tiles:failed", () => map.fire("base:failed", {}));
  }

  /**
   * Draws the layer, piece by piece, so that the page answers in between; fetches the areas the first time. A failing
   * fetch leaves a plain map and a `base:failed` event. `base:shown` and `base:hidden` tell what is wanted.
   */
  async show() {
    this.isShown = true;
    this.map.fire("base:shown");
    const loading = (this.loading ??= load(this.url));
    loading.catch(() => {}); // it is looked at below, after the pauses
    for (const layer of [this.tiles, this.names]) {
      if (await this.mayDraw()) layer.addTo(this.map);
    }
    let collection;
    try {
      collection = await loading;
    } catch (error) {
      this.loading = null; // the next call tries again
      this.map.fire("base:failed", { error });
      return;
    }
    if (!(await this.mayDraw())) return;
    this.parts ??= this.partsOf(collection);
    for (const [at, draw] of this.parts.entries()) {
      if (!(await this.mayDraw())) return;
      this.areas[at] ??= draw();
      this.areas[at].addTo(this.map);
    }
    this.names.repaint();
  }

  /** After a pause, in which the layer may have been hidden or the map taken away. */
  async mayDraw() {
    await pause();
    return this.isShown && Boolean(this.map.getPane("base-areas"));
  }

  hide() {
    this.isShown = false;
    for (const layer of [this.tiles, this.names, ...this.areas]) layer.remove();
    this.map.fire("base:hidden");
  }

  /** What draws each of the layers, from below. */
  partsOf({ features, attribution }) {
    const areas = features.filter((feature) => feature.properties.kind !== "city");
    const districts = areas.filter((feature) => feature.properties.kind === "district");
    const states = areas.filter((feature) => feature.properties.kind === "state");
    this.cities = features.filter((feature) => feature.properties.kind === "city").map((city) => this.cityName(city));
    const rings = states.flatMap((state) => outerRings(state.geometry));
    this.names.setRegion(rings);
    const land = districts.length ? districts : states;
    const veil = rings.length ? [{ type: "Feature", geometry: { type: "Polygon", coordinates: [WORLD, ...rings] } }] : [];
    return [
      () => drawn(land, "base-land", () => "map__land", attribution),
      () => drawn(veil, "base-areas", () => "map__veil"),
      () => drawn(areas, "base-areas", ({ properties }) => `map__area map__area--${properties.kind}`),
    ];
  }

  /** Those that the tiles tell; where there are none, the cities that we know. */
  allNames() {
    const names = this.tiles.shownNames();
    return names.length ? names : this.cities;
  }

  cityName({ geometry, properties }) {
    const kind = properties.rank <= BIG_CITIES ? "city" : "town";
    const row = TABLE.names.findIndex(({ layer, classes }) => layer === "place" && classes.includes(kind));
    const { x, y } = this.map.project([geometry.coordinates[1], geometry.coordinates[0]], 0);
    return { row, text: properties.name, rank: -properties.rank, at: [x / 256, y / 256] };
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
  pane.setAttribute("aria-hidden", "true");
}

function drawn(features, pane, className, attribution) {
  return L.geoJSON(features, {
    pane,
    renderer: L.svg({ pane, padding: 0.5 }),
    interactive: false,
    attribution,
    style: (feature) => ({ className: className(feature) }),
  });
}

function outerRings({ type, coordinates }) {
  return type === "Polygon" ? [coordinates[0]] : coordinates.map(([outer]) => outer);
}
