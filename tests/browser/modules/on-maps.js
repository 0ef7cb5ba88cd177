/** What lies on a map: the searched area, markers, layers. */
import { CONFIG, TEXTS, aMap, area } from "./a-map.js";
import { find, all, answering, check, drawn, happen, press, same, settled, show, texts } from "./checking.js";
import { Layers } from "/static/js/lib/map-layers.js";
import { toBounds } from "/static/js/lib/maps.js";
import { SearchArea } from "/static/js/lib/search-area.js";
import { SpaceMarkers } from "/static/js/lib/space-markers.js";

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

check("what is reached in a driving time is drawn with its time", () => {
  const searched = new SearchArea(aMap(), { radius: "Umkreis {radius}" });
  searched.show([{ type: "Feature", properties: { role: "drive", words: "15 min" }, geometry: area("state").geometry }]);
  same([all("path.map__search--drive").length, find(".map__radius").textContent], [1, "15 min"]);
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

check("an object says where it is and how large, and its marker looks different while it is lit", () => {
  const { markers } = markersOn(aMap());
  const { properties, ...rest } = single(7);
  markers.show([{ ...rest, properties: { ...properties, area_label: "12,5 ha" } }, single(8, 12.4)]);
  same(all(".marker").map((one) => one.getAttribute("aria-label")), ["Halle 7, Borna, 12,5 ha", "Halle 8, Borna"]);
  const looks = () => all(".marker").map((one) => ["outlineStyle", "backgroundColor"].map((name) => getComputedStyle(one)[name]).join());
  const [before] = looks();
  markers.light("7", true);
  same(looks().map((look) => look === before), [false, true]);
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

check("what is switched off is not to be seen, and landmarks have no names from afar", async () => {
  const map = aMap({ zoom: 9 });
  map.getContainer().classList.add("map");
  answering(() => ({ features: [landmark("airport", "Flughafen", "")] }));
  new Layers(map, { ...CONFIG, landmarkKinds: KINDS, texts: { ...TEXTS, layerDistricts: "Kreise", layerBoundaries: "Umrisse" } });
  for (const className of ["map__area map__area--district", "map__plot", "map__hall"]) L.geoJSON(area("any"), { style: { className } }).addTo(map);
  const seen = () => [getComputedStyle(find("path.map__area--district")).stroke !== "none", ...["plot", "hall"].map((kind) => getComputedStyle(find(`path.map__${kind}`)).display !== "none")];
  same(seen(), [true, true, true]);
  tick("Kreise");
  same(seen(), [false, true, true]);
  tick("Umrisse");
  same(seen(), [false, false, false]);
  tick("Flughafen");
  await settled();
  const name = find(".landmark__name");
  const isNamed = () => getComputedStyle(name).display !== "none";
  same([isNamed(), name.lang], [false, "de"]);
  map.setZoom(10, { animate: false });
  same(isNamed(), true);
});

check("layers that the address names are off or on from the beginning; unknown ones are not", async () => {
  history.replaceState(null, "", "#hide=districts&layers=airport,moon");
  answering(() => ({ features: [landmark("airport", "Flughafen Leipzig", "LEJ"), landmark("port", "Hafen", "")] }));
  const map = aMap({ zoom: 9 });
  const layers = new Layers(map, { ...CONFIG, landmarkKinds: KINDS, texts: { ...TEXTS, layerDistricts: "Kreise", layerBoundaries: "Umrisse" } });
  await settled();
  same([box("Kreise").checked, box("Flughafen").checked, box("Hafen").checked, [...layers.kinds]], [false, true, false, ["airport"]]);
  same(all(".map-layers .landmark").map(({ className, parentElement }) => [className, parentElement.textContent]), [["landmark landmark--airport", " Flughafen"], ["landmark landmark--port", " Hafen"]]);
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
    { id: "nature", name: "Schutzgebiete", url: "data:image/png,wms", layers: "areas", attribution: "BfN", consent: "Von anderen" },
    { id: "relief", name: "Relief", url: "data:image/png,{z}{x}{y}", layers: null, attribution: "BKG", consent: "Von anderen" },
  ];
  const config = { ...CONFIG, overlays };
  const map = aMap();
  new Layers(map, config);
  same([all(".map-layers fieldset").length, texts(".map-layers p"), find(".leaflet-control-attribution").textContent.includes("B")], [3, ["Von anderen", TEXTS.choiceKept], false]);
  tick("Schutzgebiete");
  tick("Relief");
  const sources = () => find(".leaflet-control-attribution").textContent;
  same([sources().includes("BfN"), sources().includes("BKG"), localStorage.getItem("map-layers")], [true, true, "nature\nrelief"]);
  let wms;
  map.eachLayer((layer) => layer instanceof L.TileLayer.WMS && (wms = layer));
  same([wms.options.opacity < 1, wms.options.pane], [true, "overlayPane"]);
  same([wms.wmsParams.layers, wms.wmsParams.transparent, wms.wmsParams.format, wms.wmsParams.exceptions], ["areas", true, "image/png", "application/vnd.ogc.se_xml"]);
  tick("Schutzgebiete");
  same([sources().includes("BfN"), localStorage.getItem("map-layers")], [false, "relief"]);
  map.remove();
  new Layers(aMap(), config);
  same([box("Schutzgebiete").checked, box("Relief").checked, sources().includes("BKG")], [false, true, true]);
});
