/** What is drawn and measured on maps, and the tools for it. */
import { TEXTS, aMap, click, tasks } from "./a-map.js";
import { find, all, check, drawn, happen, heard, heldClock, press, same, settled, texts } from "./checking.js";
import { drawCorners, toPolygon } from "/static/js/lib/drawing.js";
import { StatusLine } from "/static/js/lib/map-panel.js";
import { mapTools } from "/static/js/lib/map-tools.js";
import { areaOf, lengthOf, measure, spellArea, spellLength } from "/static/js/lib/measuring.js";

const near = (is, wanted, tolerance) => same(Math.abs(is - wanted) <= tolerance ? "near" : is, "near");

// --- Drawing

check("a line ends with Enter, not before its second corner", async () => {
  const map = aMap();
  L.popup().setLatLng(map.getCenter()).setContent("offen").openOn(map);
  const corners = drawCorners(map, { shape: "line", hint: "Ecken setzen", tell: (set) => `${set.length} Ecken`, ...tasks(map) });
  same([find(".map-status p").textContent, map.getContainer().classList.contains("map--drawing"), all(".map__cross").length, map.doubleClickZoom.enabled()], ["Ecken setzen", true, 1, false]);
  same([texts(".map-status button"), all(".leaflet-popup").length], [["Fertig", "Zurück", "Abbrechen"], 0]);
  const areMarkersInTheWay = () => getComputedStyle(map.getPane("markerPane")).visibility === "visible";
  same(areMarkersInTheWay(), false);
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
  same([all(".map__corner").length, document.activeElement === map.getContainer(), areMarkersInTheWay()], [0, true, true]);
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

check("what was measured stays until it is taken away or measured again", async () => {
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

// --- Tools

function toolsOn(map, more = {}) {
  const asked = [];
  const status = new StatusLine(map);
  mapTools(map, { config: { icons: "/icons.svg", texts: { ...TEXTS, twoFingers: "Zwei Finger", drawArea: "Fläche", drawRectangle: "Rechteck", measure: "Messen", locate: "Standort", fullScreen: "Vollbild", locateSearch: "Hier suchen", dismiss: "Schließen", locateDenied: "Verboten", locateFailed: "Misslungen", located: "Hier", print: "Drucken", ...more } }, status, section: map.getContainer().parentElement, ask: (filters) => asked.push(filters) });
  return { asked, status };
}
const toolNamed = (name) => all(".map-tools button, .map-bar button").find((button) => (button.textContent || button.title) === name);

check("a drawn area is asked for in place of a view", async () => {
  const map = aMap();
  const { asked, status } = toolsOn(map, { drawAreaHint: "Ecken des Gebiets", drawRectangleHint: "Zwei Ecken", measureHint: "Entlang klicken" });
  find(".map-tools").open = true;
  toolNamed("Rechteck").click();
  same([find(".map-tools").open, map.drawing.shape, status.text.textContent], [false, "rectangle", "Zwei Ecken"]);
  click(map, 100, 100);
  click(map, 300, 300);
  await settled();
  same([asked.length, Object.keys(asked[0]), asked[0].polygon.split(";").length, asked[0].bbox], [1, ["polygon", "bbox"], 4, ""]);
  toolNamed("Fläche").click();
  same([map.drawing.shape, status.text.textContent], ["polygon", "Ecken des Gebiets"]);
  find(".map-tools").open = true;
  toolNamed("Messen").click();
  same([map.drawing.shape, status.text.textContent, find(".map-tools").open], ["line", "Entlang klicken", false]);
  map.drawing.stop(null);
  await settled();
  same(asked.length, 1);
});

check("the map is printed by its button; what the device cannot do is not offered", () => {
  const { print } = window;
  let printed = 0;
  window.print = () => (printed += 1);
  toolsOn(aMap());
  toolNamed("Drucken").click();
  same([printed, all(".map-bar button").map(({ title }) => title)], [1, ["Standort", "Vollbild"]]);
  window.print = print;
  Object.defineProperty(document, "fullscreenEnabled", { configurable: true, value: false });
  toolsOn(aMap());
  same(all(".map-bar button").map(({ title }) => title), ["Standort"]);
  Object.defineProperty(navigator, "geolocation", { configurable: true, value: undefined });
  toolsOn(aMap());
  same(all(".map-bar").length, 0);
  delete document.fullscreenEnabled;
  delete navigator.geolocation;
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
  clock.pass(1500);
  status.clear();
  touch(1);
  clock.pass(500);
  same(status.element.hidden, false);
  clock.pass(1500);
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
  same([asked, status.text.textContent, map.getZoom(), all(".map__me").length], [[{ timeout: 15_000, maximumAge: 60_000 }], "Hier", 10, 1]);
  toolNamed("Standort").click();
  same(all(".map__me").length, 1);
  status.buttons.querySelectorAll("button")[0].click();
  same([filters, status.element.hidden], [[{ place: "point:51.20,12.12", radius: "10", polygon: "", bbox: "" }], true]);
  map.setZoom(13, { animate: false });
  toolNamed("Standort").click();
  same(map.getZoom(), 13);
  status.buttons.querySelectorAll("button")[1].click();
  same([filters.length, status.element.hidden], [1, true]);
  delete navigator.geolocation;
});

check("what the map shows of the place of the device is rounded to about a kilometre or more", () => {
  for (const zoom of [7, 11, 18]) {
    const shown = [12.123, 12.1231].map((longitude) => {
      deviceAt((found) => found({ coords: { latitude: 51.2, longitude } }));
      const map = aMap({ zoom });
      let view;
      map.setView = (...asked) => (view = asked);
      toolsOn(map);
      toolNamed("Standort").click();
      return view;
    });
    same(shown[0], shown[1]); // a few metres on is the same place to our server
    same(shown[0][1], Math.min(Math.max(zoom, 10), 13));
    const away = shown[0][0].distanceTo([51.2, 12.123]);
    same([away > 0, away < 7_000], [true, true]);
  }
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

check("on paper the map and its scale are drawn to the size of the sheet, with the view and the tiles that are there", () => {
  const map = aMap({ zoom: 9 });
  toolsOn(map);
  const element = map.getContainer();
  element.parentElement.append(L.control.scale().addTo(map).getContainer());
  const [view, size] = [map.getBounds(), map.getSize()];
  const zooms = () => [element, find(".leaflet-control-scale")].map((one) => Number(one?.style.zoom || 1).toFixed(2));
  window.dispatchEvent(new Event("beforeprint"));
  window.dispatchEvent(new Event("beforeprint"));
  const scale = Math.min(672.76 / element.offsetWidth, 566.93 / element.offsetHeight).toFixed(2);
  same([zooms(), map.getBounds().equals(view), map.getSize().equals(size)], [[scale, scale], true, true]);
  window.dispatchEvent(new Event("afterprint"));
  same([zooms(), element.style.inlineSize, map.getBounds().equals(view)], [["1.00", "1.00"], "", true]);
});

check("a map that fills the screen is moved by one finger as well, and no more when it is small again", () => {
  const map = aMap({ dragging: false });
  const section = map.getContainer().parentElement;
  let full = null;
  Object.defineProperty(document, "fullscreenElement", { configurable: true, get: () => full });
  section.requestFullscreen = () => (full = section);
  document.exitFullscreen = () => (full = null);
  toolsOn(map);
  toolNamed("Vollbild").click();
  section.onfullscreenchange();
  same([full === section, map.dragging.enabled()], [true, true]);
  toolNamed("Vollbild").click();
  section.onfullscreenchange();
  same([full, map.dragging.enabled()], [null, false]);
  map.dragging.enable();
  toolNamed("Vollbild").click();
  section.onfullscreenchange();
  toolNamed("Vollbild").click();
  section.onfullscreenchange();
  same([full, map.dragging.enabled()], [null, true]);
  delete document.fullscreenElement;
  delete document.exitFullscreen;
});
