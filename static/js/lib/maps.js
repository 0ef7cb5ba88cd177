/**
 * Maps on Leaflet, which {% map_assets %} loads as a classic script (global L) before any module runs.
 *
 *   const map = createMap(element, { label: "Standortkarte", extent: [11.9, 51.2, 12.8, 51.6] });
 *   placeMarker([51.34, 12.37], { name: "Nordhof, 12,5 ha", className: "marker--hall" }).addTo(map);
 *   fitMap(map, toBounds(extent));
 *
 * Addresses, extent and texts come from the JSON script that {% map_config %} writes. Colours come from the
 * stylesheet (css/components/map.css): a change between light and dark needs no script.
 */
import { BaseLayer } from "./base-layer.js";
import { overviewNote } from "./overview-note.js";
import { tileConsent } from "./tile-consent.js";

const CLOSEST = 15; // zoom: a single plot does not fill the screen

/** What {% map_config %} wrote: { basemap, vectorTiles, icons, extent, tiles, overlays, texts; of a search also landmarks, landmarkKinds }. */
export function readConfig() {
  return JSON.parse(document.getElementById("map-config").textContent);
}

/**
 * A map with our base layer, zoom buttons, scale and attribution, showing the region or `extent`.
 *
 * @param {HTMLElement} element  gets the map; needs a height (CSS class `map`)
 * @param {object} [options]     any option of L.map, and:
 * @param {string} [options.label]    the map's accessible name
 * @param {number[]} [options.extent] west, south, east, north in degrees
 * @param {boolean} [options.tiles]   false: do not offer the federal maps (small maps, admin)
 * @param {(map: L.Map) => void} [options.begin]  sets the first view, before anything is fetched for it
 * @param {object} [options.config]   instead of the page's JSON script
 * @returns {L.Map} `map.baseLayer` is the base layer
 */
export function createMap(element, { label, extent, begin, tiles = true, config = readConfig(), ...options } = {}) {
  const { texts } = config;
  const map = L.map(element, { zoomControl: false, attributionControl: false, minZoom: 5, maxZoom: 19, ...options });
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", label ?? texts.map);

  L.control
    .zoom({ position: "topright", zoomInTitle: texts.zoomIn, zoomOutTitle: texts.zoomOut, zoomInText: "+", zoomOutText: "−" })
    .addTo(map);
  L.control.attribution({ prefix: false }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);

  begin ??= () => fitMap(map, toBounds(extent ?? config.extent), { maxZoom: map.getMaxZoom() });
  begin(map);
  map.baseLayer = new BaseLayer(map, config);
  map.baseLayer.show();
  if (tiles && config.tiles.length) tileConsent(map, config);
  if (config.vectorTiles.isSchematic || config.vectorTiles.overview) overviewNote(map, config);
  return map;
}

/** Shows the bounds (L.LatLngBounds) at once, no closer than zoom 15; ignores bounds of nothing. */
export function fitMap(map, bounds, options = {}) {
  if (bounds.isValid()) map.fitBounds(bounds, { padding: [24, 24], maxZoom: CLOSEST, animate: false, ...options });
}

/** [west, south, east, north] as L.LatLngBounds. */
export function toBounds([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

/** The map's view as "west,south,east,north" (6 decimals), as the filter `bbox` wants it. */
export function toBbox(bounds) {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    .map((degrees) => degrees.toFixed(6))
    .join(",");
}

/** A GeoJSON position as L.LatLng. */
export function toLatLng([longitude, latitude]) {
  return L.latLng(latitude, longitude);
}

/**
 * A marker that is a button: focusable, named, answering Enter and Space with Leaflet's `click`.
 *
 * @param {L.LatLngExpression} latlng
 * @param {object} look
 * @param {string} look.name         accessible name and tooltip
 * @param {string} [look.className]  beside `marker`, for example `marker--hall`
 * @param {string} [look.text]       short text inside
 */
export function placeMarker(latlng, { name, className = "", text = "" }) {
  const marker = L.marker(latlng, { icon: namedIcon(name, className, text), title: name, riseOnHover: true });
  marker.on("add", () => marker.getElement().addEventListener("keydown", (event) => activate(marker, event)));
  return marker;
}

/** Marks or unmarks the marker as the one shown (`aria-current`). */
export function setCurrent(marker, isCurrent) {
  const button = marker.getElement();
  if (isCurrent) button?.setAttribute("aria-current", "true");
  else button?.removeAttribute("aria-current");
}

/**
 * Boundaries from GeoJSON (a geometry, feature or collection). Interactive ones only when asked for.
 *
 * @param {object} geojson
 * @param {object} [look]
 * @param {(feature: object) => string} [look.className]  default `map__plot`; `map__hall` is the other
 */
export function boundaryLayer(geojson, { className = () => "map__plot", ...options } = {}) {
  return L.geoJSON(geojson, {
    interactive: false,
    style: (feature) => ({ className: className(feature) }),
    filter: (feature) => feature.geometry?.type !== "Point",
    ...options,
  });
}

function namedIcon(name, className, text) {
  const icon = L.divIcon({ className: `marker ${className}`.trim(), html: textNode(text), iconSize: null });
  const createIcon = icon.createIcon;
  icon.createIcon = function (old) {
    const button = createIcon.call(this, old);
    button.setAttribute("aria-label", name);
    button.setAttribute("role", "button");
    return button;
  };
  return icon;
}

function textNode(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}

function activate(marker, event) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault(); // else Leaflet answers the keypress as well and closes what the click opened
  marker.fire("click", { latlng: marker.getLatLng(), originalEvent: event });
}
