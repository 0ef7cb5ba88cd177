/** The map beside the list: what it asks for, shows, lights up and opens. */
import { all, answering, check, drawn, find, happen, heard, heldClock, press, same, settled, texts, type, until } from "./checking.js";
import { CONFIG as COMMON } from "./a-map.js";
import "/static/js/elements/boundary-map.js";
import "/static/js/elements/places-map.js";
import "/static/js/elements/space-map.js";

const TEXTS = { cluster: "{count} Objekte", allHere: "Alle {count} in der Liste", radius: "{radius}", measure: "Messen", layers: "Ebenen", tools: "Werkzeuge" };
const CONFIG = { ...COMMON, texts: TEXTS };
const PAGE = `<script type="application/json" id="map-config">${JSON.stringify(CONFIG)}</script>
  <label data-search-as-moved hidden><input type="checkbox">Beim Verschieben suchen</label>
  <a data-link="list" href="/liste/">Liste</a><div class="list-sheet__body"><div data-results data-count="3"><div class="results-bar"></div><p data-number="7" id="card"><b>Karte 7</b></p><p data-number="8">Karte 8</p></div></div>
  <section id="section"><space-map id="map" class="map" data-src="/karte.geojson" data-objects="/objekte" data-label="Karte" data-failed="Misslungen" data-close="Schließen"><p data-no-script></p></space-map><div data-map-foot></div></section>
  <div data-selected hidden><button>Zu</button><div data-content></div></div>`;

const single = (id, longitude = 12.5, latitude = 51.5) => ({ id, geometry: { coordinates: [longitude, latitude] }, properties: { kind: "hall", name: `Halle ${id}`, marker: "H" } });
const cluster = (numbers, [west, south, east, north], count = numbers.length) => ({ geometry: { coordinates: [(west + east) / 2, (south + north) / 2] }, bbox: [west, south, east, north], properties: { count, numbers, kinds: { plot: 1 } } });
const boundary = (number) => ({ type: "Feature", properties: { number, kind: "plot" }, geometry: { type: "Polygon", coordinates: [[[12.4, 51.4], [12.6, 51.4], [12.6, 51.6], [12.4, 51.4]]] } });
const collection = (features = [single(7)], more = {}) => ({ features, extent: [12.4, 51.4, 12.6, 51.6], ...more });
const piece = (url) => `<div class="popup" data-point="12.5,51.5"><h3><a href="/o/">Objekt ${new URLSearchParams(url.split("?")[1]).getAll("number")}</a></h3></div>`;

/** The map on its page, once it shows the answers of `given(url)`. */
async function aMap({ given = () => collection(), hash = "", search = "" } = {}) {
  document.body.replaceChildren();
  history.replaceState(null, "", `${location.pathname}${search}${hash}`);
  const asked = answering((url) => (url.startsWith("/objekte") ? piece(url) : url.startsWith("/karte.geojson") ? given(url) : { features: [], attribution: "" }));
  const clock = heldClock();
  const holder = document.createElement("div");
  holder.innerHTML = PAGE;
  holder.querySelector("space-map").style.cssText = "display: block; width: 800px; height: 600px";
  document.body.replaceChildren(...holder.childNodes);
  await settled(6);
  const element = find("space-map");
  return { element, map: element.map, clock, asked: () => asked.filter(({ url }) => url.startsWith("/karte.geojson")).map(({ url }) => new URLSearchParams(url.split("?")[1])), marker: (at = 0) => all(".marker")[at], filtered: async (query) => (happen(document, "spaces:filtered", { Kind: CustomEvent, detail: { search: query } }), settled(6)) };
}
const event = (name, target, options) => happen(target, name, { Kind: PointerEvent, ...options });

check("the map asks for the query of the page and its own view, and then shows all there is", async () => {
  const { element, map, asked } = await aMap({ search: "?kind=hall" });
  const [first, second] = asked();
  same([first.get("kind"), first.get("view").split(",").length, Number(first.get("zoom")) >= 5], ["hall", 4, true]);
  same([second.get("zoom"), all(".marker").length, map.getZoom()], [String(map.getZoom()), 1, 11]);
  same([find("[data-no-script]"), find("[data-search-as-moved]").hidden, element.getAttribute("aria-label"), map.dragging.enabled(), map.getBounds().contains([[51.4, 12.4], [51.6, 12.6]])], [null, false, "Karte", true, true]);
});

/** Whether the middle of an extent stands at this pixel of the map. */
function hasInTheMiddle(map, [west, south, east, north], x, y) {
  const [one, other] = [[south, west], [north, east]].map((corner) => map.latLngToContainerPoint(corner));
  const middle = one.add(other).divideBy(2);
  return middle.distanceTo([x, y]) < 2 || `${middle}`;
}

check("all there is stands in the middle of what the controls leave free, on a low map as well", async () => {
  const { element, map } = await aMap();
  const { extent } = collection();
  same(hasInTheMiddle(map, extent, 380, 332), true);
  element.style.height = "300px";
  await drawn();
  await settled(6);
  same(hasInTheMiddle(map, extent, 388, 146), true);
});

check("a view that the address names stays", async () => {
  const { map, asked } = await aMap({ hash: "#map=12/51.1/12.2" });
  same([map.getZoom(), map.getCenter().lat.toFixed(1), asked().length], [12, "51.1", 1]);
  history.replaceState(null, "", "#map=9/51.3/12.3");
  window.dispatchEvent(new PopStateEvent("popstate"));
  same([map.getZoom(), map.getCenter().lat.toFixed(1)], [9, "51.3"]);
});

check("one finger scrolls a page on a touch screen, and moves no map that stands in its way", async () => {
  const { matchMedia } = window;
  window.matchMedia = (query) => ({ matches: query.includes("coarse"), addEventListener() {}, removeEventListener() {} });
  const { map } = await aMap();
  same([map.dragging.enabled(), map.touchZoom?.enabled() ?? true], [false, true]);
  const small = await smallMap('<boundary-map data-kind="hall"></boundary-map>', feature({ type: "Point", coordinates: [12.5, 51.5] }));
  same([small.map.dragging.enabled(), all(".marker[tabindex]").length], [false, 0]);
  const places = await smallMap("<places-map></places-map>", '<script type="application/json" id="map-features">{"type": "FeatureCollection", "features": []}</script>');
  same(places.map.dragging.enabled(), false);
  window.matchMedia = matchMedia;
});

check("where the window becomes too low for the map one finger scrolls past it, until it is large again", async () => {
  const { matchMedia } = window;
  const low = Object.assign(new EventTarget(), { matches: false });
  window.matchMedia = (query) => (query.includes("coarse") ? low : matchMedia.call(window, query));
  const { map } = await aMap();
  const moves = (matches) => (low.dispatchEvent(Object.assign(new Event("change"), { matches })), map.dragging.enabled());
  same([map.dragging.enabled(), moves(true), moves(false)], [true, false, true]);
  window.matchMedia = matchMedia;
});

check("under the finger that drags the sheet the map keeps still; lifted, it shows all there is", async () => {
  const { element, map } = await aMap();
  const before = map.getZoom();
  const view = element.parentElement;
  view.dataset.dragged = "";
  element.style.height = "200px";
  await drawn();
  await settled(6);
  same(map.getZoom(), before);
  delete view.dataset.dragged;
  element.style.height = "220px";
  happen(document, "sheet:dropped");
  same([map.getZoom() < before, map.getBounds().contains([[51.4, 12.4], [51.6, 12.6]])], [true, true]);
});

check("new filters are asked for; the view stays where the reader is, and stands in the address", async () => {
  const { map, asked, filtered, clock } = await aMap();
  map.setView([51.2, 12.2], 12, { animate: false });
  same(location.hash, "#map=12/51.20000/12.20000");
  const before = asked().length;
  clock.pass(199);
  await settled();
  same(asked().length, before);
  clock.pass(1);
  await settled();
  same(asked().length, before + 1);
  await filtered("?area_min=5");
  same([asked().length, asked().at(-1).get("area_min"), map.getZoom()], [before + 2, "5", 12]);
  map.panBy([20, 0], { animate: false });
  clock.pass(200);
  await settled();
  same(asked().length, before + 2);
  map.panBy([240, 0], { animate: false }); // more than a quarter of the view, as far as the server answers beyond it
  clock.pass(200);
  await settled();
  same(asked().length, before + 3);
});

check("where nothing matches nothing is asked, except for what the search is limited to", async () => {
  const { asked, filtered } = await aMap();
  const before = asked().length;
  find("[data-results]").dataset.count = "0";
  await filtered("?area_min=5");
  same([asked().length, all(".marker").length], [before, 0]);
  await filtered("?polygon=1");
  same(asked().length, before + 1);
});

check("a map that fails says so until it has an answer", async () => {
  let answer = new Response("", { status: 500 });
  const { element, filtered } = await aMap({ given: () => answer });
  same([find(".map-status").hidden, texts(".map-status p")], [false, ["Misslungen"]]);
  answer = collection();
  await filtered("");
  same([find(".map-status").hidden, all(".marker").length], [true, 1]);
  element.status.say("Anderes");
  await filtered("?area_min=6");
  same(find(".map-status").hidden, false);
});

check("search as I move the map asks with the view, and follows the address", async () => {
  const { element, map, clock, filtered } = await aMap();
  const moved = heard("map:moved");
  const box = find("[data-search-as-moved] input");
  box.click();
  same([moved.length, moved[0].bbox.split(",").length], [1, 4]);
  map.panBy([100, 0], { animate: false });
  clock.pass(200);
  same(moved.length, 2);
  box.click();
  same(moved.at(-1).bbox, "");
  await filtered("?bbox=1,2,3,4");
  same(box.checked, true);
  await filtered("");
  same([box.checked, element.follows === box], [false, true]);
});

check("a card and its marker light up together, also a marker that comes later", async () => {
  const { filtered, marker } = await aMap({ given: (url) => collection(url.includes("later") ? [single(7), single(8)] : [single(7)], { boundaries: [boundary(7), boundary(9)] }) });
  const card = find("#card");
  const lit = () => [card.classList.contains("is-active"), marker().getAttribute("aria-current"), all("path.map__plot").map((path) => path.classList.contains("is-active"))];
  event("pointerover", card.firstChild);
  same(lit(), [true, "true", [true, false]]);
  event("pointerout", card.firstChild, { relatedTarget: card });
  same(lit()[0], true);
  event("pointerout", card);
  same(lit(), [false, null, [false, false]]);
  happen(card, "focusin");
  same(lit()[0], true);
  happen(card, "focusout");
  same(lit()[0], false);
  event("pointerover", all("[data-number]")[1]);
  await filtered("?later");
  same(marker(1).getAttribute("aria-current"), "true");
});

check("an object opens over the map, stands in the address, and closes with Escape", async () => {
  const { element, marker, clock } = await aMap();
  marker().focus();
  press(marker(), "Enter");
  await settled(6);
  same([texts(".popup h3"), location.hash.includes("object=7"), marker().getAttribute("aria-current"), find("#card").classList.contains("is-active"), document.activeElement.localName], [["Objekt 7"], true, "true", true, "a"]);
  same(find(".leaflet-popup-close-button").getAttribute("aria-label"), "Schließen");
  press(document.activeElement, "Escape");
  clock.pass(1000);
  same([all(".popup").length, location.hash.includes("object"), document.activeElement === marker()], [0, false, true]);
  marker().blur();
  same([marker().hasAttribute("aria-current"), find("#card").classList.contains("is-active")], [false, false]);
  happen(marker(), "click", { Kind: MouseEvent });
  element.popup.close();
  await settled(6);
  same(document.activeElement === marker(), false);
});

check("a cluster is zoomed into where it can be taken apart; at one place it is listed", async () => {
  const { map, marker, clock } = await aMap({ given: () => collection([cluster(["7", "8"], [12.49, 51.49, 12.51, 51.51])]), hash: "#map=9/51.5/12.5" });
  press(marker(), "Enter");
  clock.pass(1000);
  same([map.getZoom() > 9, all(".popup").length], [true, 0]);
  const again = await aMap({ given: () => collection([cluster(["7", "8"], [12.5, 51.5, 12.5, 51.5], 3000)]), hash: "#map=9/51.5/12.5", search: "?kind=hall" });
  press(again.marker(), "Enter");
  await settled(6);
  const link = new URL(find(".popup__all a").href);
  same([texts(".popup h3"), texts(".popup__all"), link.pathname, link.searchParams.get("kind"), link.searchParams.get("bbox"), location.hash.includes("object")], [["Objekt 7,8"], ["Alle 3.000 in der Liste"], "/liste/", "hall", "12.499800,51.499800,12.500200,51.500200", false]);
});

check("a cluster at the closest zoom is listed as well; a single object without a link to all", async () => {
  const near = await aMap({ given: () => collection([cluster(["7", "8"], [12.4999, 51.4999, 12.5001, 51.5001])]), hash: "#map=19/51.5/12.5" });
  press(near.marker(), "Enter");
  await settled(6);
  same(texts(".popup__all"), ["Alle 2 in der Liste"]);
  const alone = await aMap();
  press(alone.marker(), "Enter");
  await settled(6);
  same(texts(".popup__all"), []);
});

check("the focus of a cluster that came apart goes to what came out of it, else to the map", async () => {
  const wide = [12.4, 51.4, 12.6, 51.6];
  const { filtered, marker } = await aMap({ given: (url) => collection(url.includes("apart") ? [single(7), single(9, 12.9)] : url.includes("none") ? [] : [cluster(["7", "8"], wide)]) });
  marker().focus();
  await filtered("?apart");
  same(document.activeElement.getAttribute("aria-label"), "Halle 7");
  await filtered("?none");
  same(document.activeElement.localName, "space-map");
});

check("an object that the address names is opened, close up unless a view is named", async () => {
  const { map } = await aMap({ hash: "#object=7" });
  await until(() => map.getZoom() === 14);
  same([texts(".popup h3"), map.getZoom()], [["Objekt 7"], 14]);
  const there = await aMap({ hash: "#map=9/51.5/12.5&object=7" });
  same([texts(".popup h3"), there.map.getZoom()], [["Objekt 7"], 9]);
  await there.filtered("");
  same(all(".popup").length, 1);
  await aMap({ hash: "#object=x7" });
  await settled(6);
  same(all(".popup").length, 0);
});

check("links to list and table keep the view; a list that scrolls shows the card of what is opened", async () => {
  const { map } = await aMap();
  map.setView([51.2, 12.2], 12, { animate: false });
  find("[data-link=list]").addEventListener("click", (event) => event.preventDefault());
  find("[data-link=list]").click();
  same(find("[data-link=list]").hash, "#map=12/51.20000/12.20000");
});

check("a list that scrolls shows the card of what is opened, below the bar that stays", async () => {
  const { marker } = await aMap();
  const list = find(".list-sheet__body");
  list.style.cssText = "display: block; height: 100px; overflow: auto; position: relative";
  find(".results-bar").style.cssText = "position: sticky; top: 0; height: 20px";
  find("#card").style.cssText = "margin: 400px 0";
  press(marker(), "Enter");
  await settled(6);
  same(Math.round(find("#card").getBoundingClientRect().top - find(".results-bar").getBoundingClientRect().bottom), 0);
});

check("a window of another size shows all there is again, as long as nobody has moved the map", async () => {
  const { element, map } = await aMap();
  element.style.width = "300px";
  element.style.height = "300px";
  await drawn();
  await settled(6);
  same([map.getZoom() < 10, map.getBounds().contains([[51.4, 12.4], [51.6, 12.6]])], [true, true]);
  map.setView([51.2, 12.2], 12, { animate: false });
  element.style.width = "500px";
  await drawn();
  same(map.getZoom(), 12);
});

check("a map that was hidden asks again when it is shown, and nothing while it is hidden", async () => {
  const { element, asked, filtered } = await aMap();
  element.style.display = "none";
  await drawn();
  const before = asked().length;
  await filtered("?area_min=5");
  same(asked().length, before);
  element.style.display = "block";
  await drawn();
  await settled(6);
  same([asked().length > before, asked().at(-1).get("area_min")], [true, "5"]);
});

check("scale and sources stand below the map, its layers are offered on it", async () => {
  await aMap();
  same([all("[data-map-foot] .leaflet-control-scale, [data-map-foot] .leaflet-control-attribution").length, all(".map-layers").length], [2, 1]);
});

check("a map that leaves the page hears nothing any more", async () => {
  const { element, asked, filtered } = await aMap();
  const before = asked().length;
  element.remove();
  await filtered("?area_min=5");
  same(asked().length, before);
});

// --- Small maps

const smallMap = async (html, json) => {
  answering(() => ({ features: [], attribution: "" }));
  const holder = document.createElement("div");
  holder.innerHTML = `<script type="application/json" id="map-config">${JSON.stringify(CONFIG)}</script>${json}${html}`;
  holder.lastElementChild.style.cssText = "display: block; width: 600px; height: 400px";
  document.body.replaceChildren(...holder.childNodes);
  const small = document.body.lastElementChild;
  await until(() => small.map);
  await settled();
  return small;
};
const feature = (geometry) => `<script type="application/json" id="map-feature">${JSON.stringify({ type: "Feature", properties: {}, geometry })}</script>`;

check("a small map shows a point or a boundary of its kind, and does not take the wheel from the page", async () => {
  const point = await smallMap('<boundary-map data-kind="hall" data-label="Lage"><p data-no-script></p></boundary-map>', feature({ type: "Point", coordinates: [12.5, 51.5] }));
  same([all(".marker--hall").length, point.map.getZoom(), point.map.getCenter().lat.toFixed(1), point.map.scrollWheelZoom.enabled(), point.map.dragging.enabled(), point.getAttribute("aria-label"), all("[data-no-script]").length], [1, 12, "51.5", false, true, "Lage", 0]);
  same(texts(".map-panel__summary"), ["Messen"]);
  const park = await smallMap('<boundary-map data-kind="park"></boundary-map>', feature({ type: "Point", coordinates: [12.5, 51.5] }));
  same([all(".marker--plot").length, park.isConnected], [1, true]);
  const plot = await smallMap('<boundary-map data-kind="plot"></boundary-map>', feature(boundary(1).geometry));
  same([all("path.map__plot").length, plot.map.getBounds().contains([[51.4, 12.4], [51.6, 12.6]])], [1, true]);
  plot.remove();
  same(all(".leaflet-container").length, 0);
});

check("far down on a page there is the outline of a boundary, and of a point nothing, until a reader comes near", async () => {
  const below = (geometry) => {
    document.body.innerHTML = `<script type="application/json" id="map-config">${JSON.stringify(CONFIG)}</script>${feature(geometry)}
      <div style="height: 3000px"></div><boundary-map data-kind="plot" style="display: block; height: 300px"></boundary-map>`;
    return find("boundary-map");
  };
  answering(() => ({ features: [], attribution: "" }));
  const point = below({ type: "Point", coordinates: [12.5, 51.5] });
  await drawn();
  same([point.map, point.innerHTML], [undefined, ""]);
  const plot = below({ type: "MultiPolygon", coordinates: [boundary(1).geometry.coordinates] });
  await drawn();
  same([plot.map, find("svg path").getAttribute("d"), find("svg path").getAttribute("class")], [undefined, "M0.0 100.0L62.4 100.0L62.4 0.0L0.0 100.0Z", "map__plot"]);
  plot.scrollIntoView();
  await until(() => plot.map);
  same(all(".map__outline").length, 0);
});

check("what is reached from a place is drawn with its time and all shown; lengths are measured on the small map", async () => {
  const reach = [{ type: "Feature", properties: { role: "drive", words: "15 min" }, geometry: boundary(1).geometry }];
  const { map } = await smallMap('<boundary-map data-kind="hall"></boundary-map>', `${feature({ type: "Point", coordinates: [12.5, 51.5] })}<script type="application/json" id="map-reach">${JSON.stringify(reach)}</script>`);
  same([all("path.map__search--drive").length, texts(".map__radius"), map.getBounds().contains([[51.4, 12.4], [51.6, 12.6]])], [1, ["15 min"], true]);
  find(".map-panel__summary").click();
  same([map.drawing.shape, find(".map-status").hidden], ["line", false]);
  map.drawing.stop(null);
});

check("markers that would cover each other only from afar stand at their own places close up", async () => {
  const spot = (number, longitude) => ({ type: "Feature", properties: { number, name: `Nr. ${number}`, kind: "hall" }, geometry: { type: "Point", coordinates: [longitude, 51.5] } });
  const { map } = await smallMap("<places-map></places-map>", `<script type="application/json" id="map-features">${JSON.stringify({ type: "FeatureCollection", features: [spot(1, 12.5), spot(2, 12.505), spot(3, 13.5)] })}</script>`);
  const where = (zoom) => (map.setZoom(zoom, { animate: false }), all(".marker").map((marker) => marker.style.translate));
  same(hasInTheMiddle(map, [12.5, 51.5, 13.5, 51.5], 284, 200), true); // clear of the controls
  same([where(9), where(15), where(9)], [["0px", "0px 32px", "0px"], ["0px", "0px", "0px"], ["0px", "0px 32px", "0px"]]);
});

check("markers of one point stand below and beside one another, and lead to their entries", async () => {
  const spot = (number, longitude = 12.5) => ({ type: "Feature", properties: { number, name: `Nr. ${number}`, kind: "hall" }, geometry: { type: "Point", coordinates: [longitude, 51.5] } });
  const features = [...Array.from({ length: 10 }, (_, at) => spot(at + 1)), spot(11, 12.7), { ...boundary(12), properties: { number: 12, name: "Nr. 12", kind: "plot" } }];
  const element = await smallMap('<places-map data-label="Objekte"></places-map>', `<script type="application/json" id="map-features">${JSON.stringify({ type: "FeatureCollection", features })}</script>`);
  const where = all(".marker").map((marker) => marker.style.translate);
  same([where.slice(0, 6), where[8], where[10]], [["0px", "0px 32px", "0px 64px", "0px 96px", "48px", "48px 32px"], "-48px", "0px"]);
  same([all(".marker")[2].textContent, all(".marker")[2].getAttribute("aria-label"), all("path.map__plot").length, element.map.scrollWheelZoom.enabled(), element.map.getBounds().contains([[51.5, 12.5], [51.5, 12.7]])], ["3", "Nr. 3", 1, false, true]);
  document.body.insertAdjacentHTML("beforeend", '<article id="object-3" tabindex="-1">Drei</article>');
  press(all(".marker")[2], "Enter");
  same(document.activeElement.id, "object-3");
});
