/** What maps promise: their address, base layer and furniture. */
import { aMap, CONFIG, TEXTS } from "./a-map.js";
import { find, all, answering, check, drawn, happen, heard, press, same, settled, show, texts } from "./checking.js";
import { readHash, readView, writeHash, writeView } from "/static/js/lib/map-hash.js";
import { addPanel, iconBar, make, StatusLine, textButton } from "/static/js/lib/map-panel.js";
import { boundaryLayer, createMap, fitMap, placeMarker, setCurrent, toBbox, toBounds, toLatLng } from "/static/js/lib/maps.js";

const NOTHING = { features: [], attribution: "" };

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
  const config = { ...CONFIG, tiles: [{ id: "official", name: "Amtlich", url: "data:,{z}{x}{y}", attribution: "Amt", maxZoom: 18, consent: "Vom Amt." }] };
  const element = show("<div></div>");
  createMap(element, { config, tiles: false }).remove();
  same(all(".map-tiles").length, 0);
  const map = createMap(element, { config });
  const pressed = () => all(".map-tiles button").map((button) => [button.textContent, button.getAttribute("aria-pressed")]);
  same(pressed(), [["Amtlich", "false"], [TEXTS.tilesOff, "true"]]);
  same(texts(".map-tiles p"), ["Vom Amt.", TEXTS.choiceKept]);
  await settled();
  find(".map-tiles").open = true;
  all(".map-tiles button")[0].click();
  same([pressed().map(([, is]) => is), localStorage.getItem("map-layers"), find(".map-tiles").open], [["true", "false"], "official", false]);
  same([document.activeElement.localName, map.baseLayer.isShown, find(".leaflet-control-attribution").textContent], ["summary", false, "Amt"]);
  map.remove();
  const again = createMap(element, { config });
  same(pressed().map(([, is]) => is), ["true", "false"]);
  all(".map-tiles button")[1].click();
  same([pressed().map(([, is]) => is), localStorage.getItem("map-layers"), again.baseLayer.isShown], [["false", "true"], null, true]);
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

check("a click on the map's furniture does not reach the map", () => {
  const map = aMap();
  let clicks = 0;
  map.on("click dblclick", () => (clicks += 1));
  const aButton = () => textButton("Los", () => {});
  addPanel(map, { summary: "Ebenen", content: [aButton()] });
  iconBar(map, "/icons.svg", [{ name: "Standort", icon: "target", onClick: () => {} }]);
  new StatusLine(map).say("Jetzt", [aButton()]);
  const types = ["mousedown", "mouseup", "click", "dblclick"];
  const reached = (selector) => {
    clicks = 0;
    for (const type of types) happen(find(selector), type, { Kind: MouseEvent });
    return clicks;
  };
  same([".map-panel button", ".map-bar button", ".map-status button", ".map-status p"].map(reached), [0, 0, 0, 0]);
  same(reached(".map"), 2);
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
