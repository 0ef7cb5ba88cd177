/** What the pieces of the maps promise: their address, furniture, drawings, measures and markers. */
import { find, all, answering, check, drawn, happen, heard, heldClock, press, same, settled, show, texts } from "./checking.js";
import { BaseLayer } from "/static/js/lib/base-layer.js";
import { drawCorners, toPolygon } from "/static/js/lib/drawing.js";
import { readHash, readView, writeHash, writeView } from "/static/js/lib/map-hash.js";
import { addPanel, iconBar, make, StatusLine, textButton } from "/static/js/lib/map-panel.js";
import { mapTools } from "/static/js/lib/map-tools.js";
import { Layers } from "/static/js/lib/map-layers.js";
import { boundaryLayer, createMap, fitMap, placeMarker, setCurrent, toBbox, toBounds, toLatLng } from "/static/js/lib/maps.js";
import { areaOf, lengthOf, measure, spellArea, spellLength } from "/static/js/lib/measuring.js";
import { SearchArea } from "/static/js/lib/search-area.js";
import { SpaceMarkers } from "/static/js/lib/space-markers.js";

const TEXTS = new Proxy({}, { get: (_, name) => `${String(name)} {length}{area}{radius}{count}` });
const CONFIG = { basemap: "/basemap", landmarks: "/landmarks", icons: "/icons.svg", extent: [12, 51, 13, 52], tiles: [], overlays: [], landmarkKinds: {}, texts: TEXTS };
const NOTHING = { features: [], attribution: "" };

function aMap({ center = [51.34, 12.37], zoom = 10, ...options } = {}) {
  const section = show('<section><div class="map"></div></section>');
  const element = section.firstElementChild;
  Object.assign(element.style, { width: "800px", height: "600px" });
  return L.map(element, { center, zoom, zoomAnimation: false, fadeAnimation: false, ...options });
}

const near = (is, wanted, tolerance) => same(Math.abs(is - wanted) <= tolerance ? "near" : is, "near");
const click = (map, x, y) => map.fire("click", { latlng: map.containerPointToLatLng([x, y]) });
const tasks = (map) => ({ status: new StatusLine(map), texts: { drawFinish: "Fertig", drawUndo: "Zurück", drawCancel: "Abbrechen" } });

// --- The address

check("what stands behind the # is read by name, and a name alone has no value", () => {
  history.replaceState(null, "", "#map=9/51/12&show&object=7=8");
  same([...readHash()], [["map", "9/51/12"], ["show", ""], ["object", "7"]]);
});

check("a part of the # is set and taken away, all others and the query stay", () => {
  history.replaceState({ kept: 1 }, "", "?kind=hall#show=list");
  writeHash({ object: 7 });
  same(location.search + location.hash, "?kind=hall#show=list&object=7");
  writeHash({ object: "", show: undefined });
  same([location.search + location.hash, location.href.endsWith("#"), history.state], ["?kind=hall", false, { kept: 1 }]);
});

check("a view is read where it is one", () => {
  const views = ["9/51.5/12.25", "9.6/51/-12", "9/86/12", "9/85/12", "9/51", "9/51/12/1", "x/51/12", "9/5.1.2/12"];
  const read = views.map((view) => (writeHash({ map: view }), readView()));
  same(read.map((view) => view && [view.zoom, ...view.center]), [[9, 51.5, 12.25], [10, 51, -12], null, [9, 85, 12], null, null, null, null]);
});

check("a view is written with zoom, latitude and longitude to a metre", () => {
  writeView({ getZoom: () => 11, getCenter: () => ({ lat: 51.3456789, lng: 12.3456712 }) });
  same(location.hash, "#map=11/51.34568/12.34567");
});

// --- Maps

check("a map is named, shows the extent, and has buttons, scale and sources", async () => {
  answering(() => NOTHING);
  const element = show('<div class="map" style="width: 800px; height: 600px"></div>');
  element.style.cssText = "width: 800px; height: 600px";
  const map = createMap(element, { config: CONFIG });
  same([element.getAttribute("role"), element.getAttribute("aria-label")], ["region", TEXTS.map]);
  same(map.getBounds().contains(toBounds(CONFIG.extent)), true);
  same([map.getMinZoom(), map.getMaxZoom()], [5, 19]);
  same([all(".leaflet-control-zoom a").map((one) => one.title), all(".leaflet-control-scale-line").length], [[TEXTS.zoomIn, TEXTS.zoomOut], 1]);
  same([all(".leaflet-top.leaflet-right .leaflet-control-zoom").length, all(".leaflet-control-attribution").length], [1, 1]);
  same(find(".leaflet-control-attribution").textContent.includes("Leaflet"), false);
  same(all(".map-tiles").length, 0);
  await settled();
});

check("a map with a name and an extent of its own takes both", async () => {
  answering(() => NOTHING);
  const element = show("<div></div>");
  element.style.cssText = "width: 800px; height: 600px";
  const map = createMap(element, { config: CONFIG, label: "Standort", extent: [12.37, 51.34, 12.3701, 51.3401] });
  same([element.getAttribute("aria-label"), map.getZoom() > 15], ["Standort", true]);
  fitMap(map, toBounds([12.37, 51.34, 12.3701, 51.3401]));
  same(map.getZoom(), 15);
  fitMap(map, L.latLngBounds([]));
  same(map.getZoom(), 15);
  await settled();
});

check("maps of other hosts are offered where there are some and the map wants them", async () => {
  answering(() => NOTHING);
  const config = { ...CONFIG, tiles: [{ name: "Amtlich", url: "data:,{z}{x}{y}", attribution: "Amt", max_zoom: 18 }] };
  const element = show("<div></div>");
  createMap(element, { config, tiles: false }).remove();
  same(all(".map-tiles").length, 0);
  const map = createMap(element, { config });
  const pressed = () => all(".map-tiles button").map((button) => [button.textContent, button.getAttribute("aria-pressed")]);
  same(pressed(), [["Amtlich", "false"], [TEXTS.tilesOff, "true"]]);
  await settled();
  find(".map-tiles").open = true;
  all(".map-tiles button")[0].click();
  same([pressed().map(([, is]) => is), localStorage.getItem("map-tiles"), find(".map-tiles").open], [["true", "false"], "data:,{z}{x}{y}", false]);
  same([document.activeElement.localName, map.baseLayer.isShown, find(".leaflet-control-attribution").textContent], ["summary", false, "Amt"]);
  map.remove();
  const again = createMap(element, { config });
  same(pressed().map(([, is]) => is), ["true", "false"]);
  all(".map-tiles button")[1].click();
  same([pressed().map(([, is]) => is), localStorage.getItem("map-tiles"), again.baseLayer.isShown], [["false", "true"], null, true]);
  await settled();
});

check("bounds are written west, south, east, north, to six decimals", () => {
  same(toBbox(toBounds([12.1, 51.1234567, 12.9, 51.5])), "12.100000,51.123457,12.900000,51.500000");
  same(toLatLng([12.5, 51]), L.latLng(51, 12.5));
});

check("a marker is a button with a name that answers Enter and Space, and no other key", () => {
  const map = aMap();
  const marker = placeMarker([51.34, 12.37], { name: "Nordhof", className: "marker--hall", text: "12" }).addTo(map);
  const button = marker.getElement();
  same([button.getAttribute("role"), button.getAttribute("aria-label"), button.title, button.textContent, button.className.includes("marker marker--hall")], ["button", "Nordhof", "Nordhof", "12", true]);
  let clicks = 0;
  marker.on("click", () => (clicks += 1));
  same(["Enter", " ", "a"].map((key) => press(button, key)), [true, true, false]);
  same(clicks, 2);
  setCurrent(marker, true);
  same(button.getAttribute("aria-current"), "true");
  setCurrent(marker, false);
  same(button.hasAttribute("aria-current"), false);
});

check("boundaries leave points out, and take their class from the feature", () => {
  const map = aMap();
  const polygon = { type: "Feature", properties: { kind: "park" }, geometry: { type: "Polygon", coordinates: [[[12.3, 51.3], [12.4, 51.3], [12.4, 51.4], [12.3, 51.3]]] } };
  const point = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [12.3, 51.3] } };
  const none = { type: "Feature", properties: {}, geometry: null };
  const layer = boundaryLayer({ type: "FeatureCollection", features: [polygon, point, none] }, { className: ({ properties }) => `map__${properties.kind}` }).addTo(map);
  same([layer.getLayers().length, all("path.map__park").length, all("path.leaflet-interactive").length], [1, 1, 0]);
  boundaryLayer(polygon).addTo(map);
  same(all("path.map__plot").length, 1);
});

// --- The base layer

const city = (name, rank, longitude) => ({ properties: { kind: "city", name, rank }, type: "Feature", geometry: { type: "Point", coordinates: [longitude, 51.34] } });
const area = (kind, urban) => ({ type: "Feature", properties: { kind, urban }, geometry: { type: "Polygon", coordinates: [[[12.3, 51.3], [12.4, 51.3], [12.4, 51.4], [12.3, 51.3]]] } });

check("states, districts and towns are drawn; the bigger town keeps its name, that would touch it goes", async () => {
  const asked = answering(() => ({ features: [city("Klein", 9, 12.371), city("Groß", 8, 12.37), city("Fern", 20, 12.6), area("state"), area("district", true)], attribution: "BKG" }));
  const map = aMap();
  const layer = new BaseLayer(map, "/basemap");
  await layer.show();
  same(all(".map__area").map((path) => path.getAttribute("class").trim()), ["map__area map__area--state", "map__area map__area--district map__area--urban"]);
  same(all(".map__city").map((one) => [one.textContent, one.classList.contains("map__city--hidden"), one.classList.contains("map__city--big")]), [["Groß", false, true], ["Klein", true, false], ["Fern", false, false]]);
  same([find(".map__city span").lang, find(".leaflet-base-names-pane").getAttribute("aria-hidden"), find(".leaflet-control-attribution").textContent.includes("BKG")], ["de", "true", true]);
  same(["base-areas", "base-names"].map((name) => [map.getPane(name).style.zIndex, map.getPane(name).style.pointerEvents]), [["150", "none"], ["350", "none"]]);
  layer.hide();
  same(all(".map__area, .map__city").length, 0);
  await layer.show();
  same([all(".map__area").length, asked.length], [2, 1]);
  map.setView([51.34, 12.37], 18, { animate: false });
  same(all(".map__city--hidden").length, 0);
});

check("far out only so many towns are named as the zoom allows", async () => {
  answering(() => ({ features: Array.from({ length: 8 }, (_, rank) => city(`Stadt ${rank}`, rank, 5 + rank * 4)), attribution: "" }));
  const map = aMap({ center: [51.34, 20], zoom: 5 });
  await new BaseLayer(map, "/basemap").show();
  same(all(".map__city:not(.map__city--hidden)").length, 3);
  map.setZoom(6, { animate: false });
  same(all(".map__city:not(.map__city--hidden)").length, 6);
});

check("a base layer that fails says so and is asked for again", async () => {
  let answer = new Response("", { status: 500 });
  const asked = answering(() => answer);
  const map = aMap();
  let failures = 0;
  map.on("base:failed", () => (failures += 1));
  const layer = new BaseLayer(map, "/basemap");
  await layer.show();
  same([failures, all(".map__area").length], [1, 0]);
  answer = { features: [area("state")], attribution: "" };
  await layer.show();
  same([failures, all(".map__area").length, asked.length], [1, 1, 2]);
});

check("a base layer that was hidden while it came stays hidden", async () => {
  answering(() => ({ features: [area("state")], attribution: "" }));
  const layer = new BaseLayer(aMap(), "/basemap");
  const coming = layer.show();
  layer.hide();
  await coming;
  same(all(".map__area").length, 0);
});

// --- Furniture

check("Escape folds an open panel alone, and gives its title the focus", () => {
  const map = aMap();
  const panel = addPanel(map, { summary: "Ebenen", content: [make("p", { textContent: "Inhalt" })], className: "map-layers" });
  same([panel.className, find("summary").textContent, find(".map-panel__body").textContent, panel.name !== ""], ["map-panel map-layers leaflet-control", "Ebenen", "Inhalt", true]);
  const outside = heard("keydown");
  press(panel, "Escape");
  same(outside.length, 1);
  panel.open = true;
  press(panel, "a");
  same([panel.open, outside.length], [true, 2]);
  press(panel, "Escape");
  same([panel.open, outside.length, document.activeElement === find("summary")], [false, 2, true]);
});

check("of several panels only one is open", () => {
  const map = aMap();
  const panels = ["Eins", "Zwei"].map((summary) => addPanel(map, { summary, content: [] }));
  panels[0].open = true;
  panels[1].open = true;
  same(panels.map(({ open }) => open), [false, true]);
});

check("what happens on a panel does not reach the map", () => {
  const map = aMap();
  let clicks = 0;
  map.on("click", () => (clicks += 1));
  const panel = addPanel(map, { summary: "Ebenen", content: [textButton("Los", () => {})] });
  for (const type of ["mousedown", "mouseup", "click"]) happen(panel.querySelector("button"), type, { Kind: MouseEvent });
  same(clicks, 0);
  happen(map.getContainer(), "click", { Kind: MouseEvent });
  same(clicks, 1);
});

check("a button with an icon is named and does what it says", () => {
  let done = 0;
  iconBar(aMap(), "/icons.svg", [{ name: "Standort", icon: "target", onClick: () => (done += 1) }]);
  const button = find(".leaflet-top.leaflet-right .map-bar button");
  button.click();
  const svg = button.firstElementChild;
  same([button.title, button.getAttribute("aria-label"), button.type, done], ["Standort", "Standort", "button", 1]);
  same([svg.getAttribute("class"), svg.getAttribute("aria-hidden"), svg.firstElementChild.getAttribute("href")], ["icon", "true", "/icons.svg#i-target"]);
});

check("the line that says what happens shows, changes its words and goes", () => {
  const map = aMap();
  const status = new StatusLine(map);
  let said = 0;
  map.on("said", () => (said += 1));
  const line = find(".map-status");
  same([line.hidden, line.querySelector("p").getAttribute("role")], [true, "status"]);
  status.say("Jetzt", [textButton("Ja", () => {}, "button")]);
  same([line.hidden, texts(".map-status p, .map-status button"), find(".map-status button").className, said], [false, ["Jetzt", "Ja"], "button", 1]);
  status.reword("Dann");
  same(texts(".map-status p, .map-status button"), ["Dann", "Ja"]);
  status.say("Gleich");
  same(texts(".map-status p, .map-status button"), ["Gleich"]);
  status.clear();
  same([line.hidden, line.textContent], [true, ""]);
});

// --- Drawing

check("a line ends with Enter, not before its second corner", async () => {
  const map = aMap();
  const corners = drawCorners(map, { shape: "line", hint: "Ecken setzen", tell: (set) => `${set.length} Ecken`, ...tasks(map) });
  same([find(".map-status p").textContent, map.getContainer().classList.contains("map--drawing"), all(".map__cross").length, map.doubleClickZoom.enabled()], ["Ecken setzen", true, 1, false]);
  same(texts(".map-status button"), ["Fertig", "Zurück", "Abbrechen"]);
  click(map, 100, 100);
  same(find(".map-status p").textContent, "1 Ecken");
  press(map.getContainer(), "Enter");
  same(map.drawing === null, false);
  click(map, 300, 100);
  same([all(".map__corner").length, all(".map__drawn").length], [2, 1]);
  same(press(map.getContainer(), "Enter"), true);
  same((await corners).length, 2);
  same([map.drawing, all(".map__corner, .map__drawn, .map__cross").length, map.getContainer().classList.contains("map--drawing"), find(".map-status").hidden, map.doubleClickZoom.enabled()], [null, 0, false, true, true]);
  click(map, 300, 300);
  same([all(".map__corner").length, document.activeElement === map.getContainer()], [0, true]);
});

check("an area needs three corners; two clicks at one place set one", async () => {
  const map = aMap();
  let found;
  drawCorners(map, { shape: "polygon", hint: "", ...tasks(map) }).then((corners) => (found = corners));
  for (const [x, y] of [[100, 100], [105, 100], [300, 100], [300, 107]]) click(map, x, y);
  same(all(".map__corner").length, 3);
  map.fire("dblclick");
  await settled();
  same(found.length, 3);
});

check("two corners are no area", async () => {
  const map = aMap();
  let found = "none";
  drawCorners(map, { shape: "polygon", hint: "Hinweis", ...tasks(map) }).then((corners) => (found = corners));
  click(map, 100, 100);
  click(map, 300, 100);
  all(".map-status button")[0].click();
  await settled();
  same(found, "none");
  press(map.getContainer(), "Backspace");
  same(all(".map__corner").length, 1);
  all(".map-status button")[1].click();
  same([all(".map__corner").length, find(".map-status p").textContent], [0, "Hinweis"]);
  all(".map-status button")[2].click();
  await settled();
  same(found, null);
});

check("a rectangle ends with its second corner and has four", async () => {
  const map = aMap();
  const corners = drawCorners(map, { shape: "rectangle", hint: "", ...tasks(map) });
  click(map, 100, 100);
  map.fire("mousemove", { latlng: map.containerPointToLatLng([200, 200]) });
  same(map.drawing.preview.getLatLngs()[0].length, 4);
  click(map, 300, 200);
  const [southWest, northWest, northEast, southEast] = await corners;
  same([southWest.lat < northWest.lat, southWest.lng === northWest.lng, northWest.lat === northEast.lat, northEast.lng > northWest.lng, southEast.lat === southWest.lat, southEast.lng === northEast.lng], Array(6).fill(true));
});

check("the shape shows the pointer as its next corner, once there is one", () => {
  const map = aMap();
  drawCorners(map, { shape: "line", hint: "", ...tasks(map) });
  const move = () => map.fire("mousemove", { latlng: map.containerPointToLatLng([200, 200]) });
  move();
  same(map.drawing.preview.getLatLngs().length, 0);
  click(map, 100, 100);
  move();
  same([map.drawing.preview.getLatLngs().length, map.drawing.corners.length], [2, 1]);
  map.drawing.stop(null);
});

check("keys set corners under the cross, on the map alone; Escape gives up from anywhere on it", async () => {
  const map = aMap();
  let found = "none";
  const task = tasks(map);
  drawCorners(map, { shape: "line", hint: "", ...task }).then((corners) => (found = corners));
  const outside = heard("keydown");
  same([press(map.getContainer(), " "), all(".map__corner").length, outside.length], [true, 1, 0]);
  same([map.drawing.corners[0].distanceTo(map.getCenter()) < 1, press(all(".map-status button")[1], " "), all(".map__corner").length], [true, false, 1]);
  press(map.getContainer(), "a");
  same(outside.length, 2);
  press(all(".map-status button")[1], "Escape");
  await settled();
  same([found, outside.length], [null, 2]);
});

check("a new drawing gives the one before up", async () => {
  const map = aMap();
  const task = tasks(map);
  const first = drawCorners(map, { shape: "line", hint: "", ...task });
  drawCorners(map, { shape: "polygon", hint: "", ...task });
  same([await first, all(".map__cross").length], [null, 1]);
  map.drawing.stop(null);
});

check("corners are written as the filter wants them, 200 at most", () => {
  same(toPolygon([L.latLng(51.1, 12.2), L.latLng(51.1234567, 12.3), L.latLng(51.3, 12.4)]), "51.10000,12.20000;51.12346,12.30000;51.30000,12.40000");
  const turn = (count) => Array.from({ length: count }, (_, at) => L.latLng(51 + 0.3 * Math.sin((at * 2 * Math.PI) / count), 12 + 0.3 * Math.cos((at * 2 * Math.PI) / count)));
  same(toPolygon(turn(200)).split(";").length, 200);
  const fewer = toPolygon(turn(201)).split(";");
  same(fewer.length <= 200 && fewer.length > 100, true);
  same(fewer[0], "51.00000,12.30000");
});

// --- Measuring

check("lengths and areas are right to half a percent", () => {
  const square = [L.latLng(0, 0), L.latLng(0, 1), L.latLng(1, 1), L.latLng(1, 0)];
  near(lengthOf(square.slice(0, 3)), 222_390, 300);
  near(areaOf(square) / 1e6, 12_364, 60);
  near(areaOf([...square].reverse()) / 1e6, 12_364, 60);
  const north = [L.latLng(60, 0), L.latLng(60, 1), L.latLng(61, 1), L.latLng(61, 0)];
  near(areaOf(north) / 1e6, 6088, 40);
});

check("lengths and areas are spelt in the unit that suits them", () => {
  const plain = (text) => text.replaceAll("\u00a0", "_");
  same([0, 999, 1000, 1244].map(spellLength).map(plain), ["0_m", "999_m", "1_km", "1,24_km"]);
  same([9999, 10_000, 12_400, 9_999_999, 10_000_000, 12_440_000].map(spellArea).map(plain), ["9.999_m²", "1_ha", "1,24_ha", "1.000_ha", "10_km²", "12,4_km²"]);
});

check("what was measured stays until it is taken away or measured anew", async () => {
  const map = aMap();
  const status = new StatusLine(map);
  const words = { ...tasks(map).texts, measureHint: "Messen", measureLength: "Länge {length}", measureArea: "Fläche {area}", measureRemove: "Weg" };
  const draw = async (...places) => {
    const ended = measure(map, status, words);
    for (const [x, y] of places) click(map, x, y);
    press(map.getContainer(), "Enter");
    await ended;
  };
  await draw([100, 100], [300, 100]);
  const said = () => status.text.textContent;
  same([/^Länge [\d,]+\u00a0km$/.test(said()), all(".map__drawn").length], [true, 1]);
  await draw([100, 100], [300, 100], [300, 300]);
  same([/^Länge [\d,]+\u00a0km · Fläche [\d,.]+\u00a0km²$/.test(said()), all(".map__drawn").length], [true, 1]);
  status.buttons.querySelector("button").click();
  same([all(".map__drawn").length, status.element.hidden, document.activeElement === map.getContainer()], [0, true, true]);
  const ended = measure(map, status, words);
  press(map.getContainer(), "Escape");
  await ended;
  same([all(".map__drawn").length, status.element.hidden], [0, true]);
});

// --- The searched area

check("an address limits the search to an area by a place or a drawing", () => {
  const searched = new SearchArea(aMap(), { radius: "Umkreis {radius}" });
  same(["?place=a", "?polygon=1", "?kind=hall", ""].map((search) => searched.isAsked(search)), [true, true, false, false]);
});

check("what the search is limited to is drawn, told by the radius, and named in the legend", () => {
  const map = aMap();
  map.getContainer().insertAdjacentHTML("afterend", '<i data-legend-area="reach" hidden></i><i data-legend-area="drawn" hidden></i>');
  const searched = new SearchArea(map, { radius: "Umkreis {radius}" });
  const { geometry } = area("state");
  searched.show([
    { type: "Feature", properties: { role: "reach", radius_km: 2.5 }, geometry },
    { type: "Feature", properties: { role: "place" }, geometry: { type: "Point", coordinates: [12.37, 51.34] } },
  ]);
  same([all("path.map__search--reach").length, all("path.map__search--place").length, find(".map__radius").textContent], [1, 1, "Umkreis 2,5\u00a0km"]);
  same(all("[data-legend-area]").map(({ hidden }) => hidden), [false, true]);
  const label = searched.layer.getLayers().find((layer) => layer instanceof L.Marker).getLatLng();
  same([label.lat, label.lng.toFixed(2)], [51.4, "12.35"]);
  searched.show([]);
  same([all(".map__search, .map__radius").length, all("[data-legend-area]").map(({ hidden }) => hidden)], [0, [true, true]]);
});

// --- Markers

const single = (id, longitude = 12.37) => ({ id, geometry: { coordinates: [longitude, 51.34] }, properties: { kind: "hall", name: `Halle ${id}`, place: "Borna", area_label: "", marker: "H" } });
const cluster = (count, numbers, kinds = { plot: 1 }) => ({ geometry: { coordinates: [12.4, 51.34] }, bbox: [12.38, 51.33, 12.42, 51.35], properties: { count, numbers, kinds } });

function markersOn(map) {
  const told = [];
  const markers = new SpaceMarkers(map, { clusterName: "{count} Objekte", onPick: (marker) => told.push(["picked", marker.numbers]), onPoint: (numbers, isLit) => told.push([numbers, isLit]) });
  return { markers, told };
}

check("objects and clusters are named, and marked by their kind", () => {
  const { markers } = markersOn(aMap());
  markers.show([single(7), cluster(1200, [8, 9]), cluster(3, [1, 2, 3], { plot: 0 })]);
  same(all(".marker").map((one) => [one.getAttribute("aria-label"), one.textContent]), [["Halle 7, Borna", "H"], ["1.200 Objekte", "1.200"], ["3 Objekte", "3"]]);
  same(all(".marker").map((one) => ["marker--hall", "marker--cluster", "marker--halls"].filter((name) => one.classList.contains(name))), [["marker--hall"], ["marker--cluster"], ["marker--cluster", "marker--halls"]]);
  same([markers.byNumber.get("9").count, markers.byNumber.get("7").count, markers.byNumber.get("7").bounds === undefined, markers.byNumber.get("9").bounds.getEast()], [1200, 1, true, 12.42]);
});

check("hover, focus and a click of a marker are told", () => {
  const { markers, told } = markersOn(aMap());
  markers.show([single(7)]);
  const button = find(".marker");
  for (const type of ["pointerenter", "pointerleave", "focus", "blur"]) happen(button, type);
  press(button, "Enter");
  same(told, [[["7"], true], [["7"], false], [["7"], true], [["7"], false], ["picked", ["7"]]]);
});

check("a marker that stays keeps its button and focus; what is gone goes", () => {
  const { markers } = markersOn(aMap());
  markers.show([single(7), single(8, 12.38)]);
  const [stays] = all(".marker");
  stays.focus();
  same(markers.focused.numbers, ["7"]);
  markers.show([single(7), cluster(2, [8, 9])]);
  same([all(".marker")[0] === stays, document.activeElement === stays, all(".marker").length], [true, true, 2]);
  same([...markers.byNumber.keys()], ["7", "8", "9"]);
  markers.show([single(7, 12.39)]);
  same([all(".marker")[0] === stays, all(".marker").length], [false, 1]);
});

check("a cluster of another count or other members is another one", () => {
  const { markers } = markersOn(aMap());
  markers.show([cluster(2, [8, 9])]);
  const [before] = all(".marker");
  markers.show([cluster(3, [8, 9])]);
  const [then] = all(".marker");
  markers.show([cluster(3, [8, 10])]);
  same([then === before, all(".marker")[0] === then, then.textContent], [false, false, "3"]);
});

check("an object lights up, or the cluster that holds it", () => {
  const { markers } = markersOn(aMap());
  markers.show([single(7), cluster(2, [8, 9])]);
  markers.light("9", true);
  same(all(".marker").map((one) => one.getAttribute("aria-current")), [null, "true"]);
  markers.light("9", false);
  markers.light("77", true);
  same(all("[aria-current]").length, 0);
});

check("what came out of a cluster takes its focus, the nearest first", () => {
  const { markers } = markersOn(aMap());
  const around = { bounds: toBounds([12.38, 51.33, 12.42, 51.35]) };
  markers.show([single(5, 12.385), single(6, 12.401), single(7, 12.6)]);
  same([markers.focusNear(around), document.activeElement.getAttribute("aria-label")], [true, "Halle 6, Borna"]);
  same([markers.focusNear({}), markers.focusNear({ bounds: toBounds([10, 50, 10.1, 50.1]) })], [false, false]);
});

// --- Layers

const KINDS = { airport: "Flughafen", port: "Hafen" };
const landmark = (kind, name, code) => ({ properties: { kind, name, code }, geometry: { coordinates: [12.37, 51.34] } });
const box = (label) => all(".map-layers label").find((one) => one.textContent.trim() === label).querySelector("input");
const tick = (label) => box(label).click();

check("our own layers are switched off and on again, and stand in the address", () => {
  const map = aMap();
  new Layers(map, { ...CONFIG, landmarkKinds: KINDS, texts: { ...TEXTS, layers: "Ebenen", layerDistricts: "Kreise", layerBoundaries: "Umrisse" } });
  same([box("Kreise").checked, all(".map-layers fieldset").length], [true, 2]);
  tick("Kreise");
  same([location.hash, map.getContainer().classList.contains("map--no-districts")], ["#hide=districts", true]);
  tick("Umrisse");
  same([location.hash, map.getContainer().classList.contains("map--no-boundaries")], ["#hide=districts,boundaries", true]);
  tick("Kreise");
  same([location.hash, map.getContainer().classList.contains("map--no-districts")], ["#hide=boundaries", false]);
});

check("layers that the address names are off or on from the beginning; unknown ones are not", async () => {
  history.replaceState(null, "", "#hide=districts&layers=airport,moon");
  answering(() => ({ features: [landmark("airport", "Flughafen Leipzig", "LEJ"), landmark("port", "Hafen", "")] }));
  const map = aMap({ zoom: 9 });
  const layers = new Layers(map, { ...CONFIG, landmarkKinds: KINDS, texts: { ...TEXTS, layerDistricts: "Kreise", layerBoundaries: "Umrisse" } });
  await settled();
  same([box("Kreise").checked, box("Flughafen").checked, box("Hafen").checked, [...layers.kinds]], [false, true, false, ["airport"]]);
  same([map.getContainer().classList.contains("map--no-districts"), texts(".leaflet-pane .landmark"), find(".leaflet-pane .landmark").title], [true, ["LEJ"], "Flughafen Leipzig, LEJ"]);
  same([layers.pane.getAttribute("aria-hidden"), layers.pane.style.zIndex, map.getContainer().classList.contains("map--names-landmarks")], ["true", "450", false]);
  map.setZoom(10, { animate: false });
  same(map.getContainer().classList.contains("map--names-landmarks"), true);
});

check("landmarks are fetched once, when the first kind is ticked, and again after a failure", async () => {
  let answer = new Response("", { status: 500 });
  const asked = answering(() => answer);
  new Layers(aMap(), { ...CONFIG, landmarkKinds: KINDS, texts: TEXTS });
  await settled();
  same(asked.length, 0);
  tick("Flughafen");
  await settled();
  same([asked.map(({ url }) => url), location.hash, all(".leaflet-pane .landmark").length], [["/landmarks"], "#layers=airport", 0]);
  answer = { features: [landmark("airport", "Flughafen", ""), landmark("port", "Hafen", "")] };
  tick("Flughafen");
  same(location.hash, "");
  tick("Flughafen");
  tick("Hafen");
  await settled();
  same([asked.length, texts(".leaflet-pane .landmark"), location.hash], [2, ["Flughafen", "Hafen"], "#layers=airport,port"]);
  tick("Flughafen");
  same([texts(".leaflet-pane .landmark"), location.hash], [["Hafen"], "#layers=port"]);
});

check("layers of other hosts load when they are ticked, and the device keeps that", () => {
  const overlays = [
    { name: "Schutzgebiete", url: "data:image/png,wms", layers: "areas", attribution: "BfN" },
    { name: "Relief", url: "data:image/png,{z}{x}{y}", layers: "", attribution: "BKG" },
  ];
  const config = { ...CONFIG, overlays, texts: { ...TEXTS, overlaysNote: "Von anderen" } };
  const map = aMap();
  new Layers(map, config);
  same([all(".map-layers fieldset").length, texts(".map-layers p"), find(".leaflet-control-attribution").textContent.includes("B")], [3, ["Von anderen"], false]);
  tick("Schutzgebiete");
  tick("Relief");
  const sources = () => find(".leaflet-control-attribution").textContent;
  same([sources().includes("BfN"), sources().includes("BKG"), localStorage.getItem("map-overlays")], [true, true, "\ndata:image/png,wms\ndata:image/png,{z}{x}{y}"]);
  let wms;
  map.eachLayer((layer) => layer instanceof L.TileLayer.WMS && (wms = layer));
  same([wms.wmsParams.layers, wms.wmsParams.transparent, wms.wmsParams.format], ["areas", true, "image/png"]);
  tick("Schutzgebiete");
  same([sources().includes("BfN"), localStorage.getItem("map-overlays")], [false, "\ndata:image/png,{z}{x}{y}"]);
  map.remove();
  new Layers(aMap(), config);
  same([box("Schutzgebiete").checked, box("Relief").checked, sources().includes("BKG")], [false, true, true]);
});

// --- Tools

function toolsOn(map, more = {}) {
  const asked = [];
  const status = new StatusLine(map);
  mapTools(map, { config: { icons: "/icons.svg", texts: { ...TEXTS, twoFingers: "Zwei Finger", drawArea: "Fläche", drawRectangle: "Rechteck", locate: "Standort", fullScreen: "Vollbild", locateSearch: "Hier suchen", dismiss: "Schließen", locateDenied: "Verboten", locateFailed: "Misslungen", located: "Hier", print: "Drucken", ...more } }, status, section: map.getContainer().parentElement, ask: (filters) => asked.push(filters) });
  return { asked, status };
}
const toolNamed = (name) => all(".map-tools button, .map-bar button").find((button) => (button.textContent || button.title) === name);

check("a drawn area is asked for in place of a view", async () => {
  const map = aMap();
  const { asked } = toolsOn(map);
  find(".map-tools").open = true;
  toolNamed("Rechteck").click();
  same([find(".map-tools").open, map.drawing.shape], [false, "rectangle"]);
  click(map, 100, 100);
  click(map, 300, 300);
  await settled();
  same([asked.length, Object.keys(asked[0]), asked[0].polygon.split(";").length, asked[0].bbox], [1, ["polygon", "bbox"], 4, ""]);
  toolNamed("Fläche").click();
  same(map.drawing.shape, "polygon");
  map.drawing.stop(null);
  await settled();
  same(asked.length, 1);
});

check("one finger on a map that it does not move is told of two, for a while", () => {
  const clock = heldClock();
  const map = aMap({ dragging: false });
  const { status } = toolsOn(map);
  const touch = (...fingers) => {
    const touches = fingers.map((identifier) => new Touch({ identifier, target: map.getContainer(), clientX: 10, clientY: 10 }));
    happen(map.getContainer(), "touchmove", { Kind: TouchEvent, touches });
  };
  touch(1, 2);
  same(status.element.hidden, true);
  touch(1);
  same([status.element.hidden, status.text.textContent], [false, "Zwei Finger"]);
  clock.pass(1000);
  same(status.element.hidden, false);
  clock.pass(1000);
  same(status.element.hidden, true);
  touch(1);
  status.say("Anderes");
  clock.pass(2000);
  same(status.text.textContent, "Anderes");
  touch(1);
  same(status.text.textContent, "Anderes");
  status.clear();
  map.dragging.enable();
  touch(1);
  same(status.element.hidden, true);
  map.dragging.disable();
  map.drawing = {};
  touch(1);
  same(status.element.hidden, true);
});

function deviceAt(answer) {
  const asked = [];
  Object.defineProperty(navigator, "geolocation", { configurable: true, value: { getCurrentPosition: (found, failed, options) => (asked.push(options), answer(found, failed)) } });
  return asked;
}

check("the place of the device is shown, and searched around on demand", () => {
  const asked = deviceAt((found) => found({ coords: { latitude: 51.2, longitude: 12.123456789 } }));
  const map = aMap({ zoom: 7 });
  const { asked: filters, status } = toolsOn(map);
  same(asked.length, 0);
  toolNamed("Standort").click();
  same([asked, status.text.textContent, map.getZoom(), map.getCenter().lat.toFixed(1), all(".map__me").length], [[{ timeout: 15_000, maximumAge: 60_000 }], "Hier", 10, "51.2", 1]);
  toolNamed("Standort").click();
  same(all(".map__me").length, 1);
  status.buttons.querySelectorAll("button")[0].click();
  same([filters, status.element.hidden], [[{ place: "point:51.20000,12.12346", radius: "10", polygon: "", bbox: "" }], true]);
  map.setZoom(13, { animate: false });
  toolNamed("Standort").click();
  same(map.getZoom(), 13);
  status.buttons.querySelectorAll("button")[1].click();
  same([filters.length, status.element.hidden], [1, true]);
  delete navigator.geolocation;
});

check("a device that may not or cannot tell its place is explained", () => {
  let code = 1;
  deviceAt((_found, failed) => failed({ code }));
  const { status } = toolsOn(aMap());
  toolNamed("Standort").click();
  same(status.text.textContent, "Verboten");
  code = 2;
  toolNamed("Standort").click();
  same(status.text.textContent, "Misslungen");
  status.buttons.querySelector("button").click();
  same(status.element.hidden, true);
  delete navigator.geolocation;
});

check("on paper the same view fits into another size, and comes back on the screen", () => {
  const map = aMap({ zoom: 9 });
  toolsOn(map);
  const before = map.getBounds();
  window.dispatchEvent(new Event("beforeprint"));
  same([map.getContainer().classList.contains("map--paper"), map.getBounds().contains(before)], [true, true]);
  map.setZoom(7, { animate: false });
  window.dispatchEvent(new Event("afterprint"));
  same([map.getContainer().classList.contains("map--paper"), map.getZoom()], [false, 9]);
});

check("a map that fills the screen is moved by one finger as well, and no more when it is small again", () => {
  const map = aMap({ dragging: false });
  const section = map.getContainer().parentElement;
  let full = null;
  const { matchMedia } = window;
  Object.defineProperty(document, "fullscreenElement", { configurable: true, get: () => full });
  section.requestFullscreen = () => (full = section);
  document.exitFullscreen = () => (full = null);
  window.matchMedia = () => ({ matches: true });
  toolsOn(map);
  toolNamed("Vollbild").click();
  section.onfullscreenchange();
  same([full === section, map.dragging.enabled()], [true, true]);
  toolNamed("Vollbild").click();
  section.onfullscreenchange();
  same([full, map.dragging.enabled()], [null, false]);
  window.matchMedia = () => ({ matches: false });
  section.onfullscreenchange();
  same(map.dragging.enabled(), true);
  window.matchMedia = matchMedia;
  delete document.fullscreenElement;
  delete document.exitFullscreen;
});
