/** Corners of boundaries: where they land, how keys set and move them, what is measured on the ellipsoid, the steps back. */
import { aMap } from "./a-map.js";
import { all, answering, check, find, happen, heard, heldClock, press, same, settled } from "./checking.js";
import { drawByKeys, takeBack, teachCorners } from "/static/js/lib/draw-keys.js";
import { landing, letSnap, teachSnapping } from "/static/js/lib/draw-snapping.js";
import { area, distance, length, measured, ringsOf } from "/static/js/lib/ground.js";
import { Neighbours } from "/static/js/lib/neighbours.js";
import { Steps } from "/static/js/lib/undoing.js";

await new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = "/static/leaflet/draw/leaflet.draw.js";
  script.addEventListener("load", resolve);
  document.head.append(script);
});
L.Polyline._flat = L.LineUtil.isFlat;
L.drawLocal.draw.handlers.polygon.tooltip = { start: "", cont: "", end: "" };
teachSnapping();
teachSnapping();
teachCorners({ corner: "Ecke {number}", cornerBetween: "Dazwischen" });
teachCorners({ corner: "Zweimal {number}", cornerBetween: "Zweimal" });

const near = (is, wanted, tolerance) => same(Math.abs(is - wanted) <= tolerance ? "near" : is, "near");
/** The place under a pixel of the map, and back. */
const at = (map, x, y) => map.layerPointToLatLng([x, y]);
const pixel = (map, place) => Object.values(map.latLngToLayerPoint(place)).map(Math.round);

// --- Landing

const SQUARE = [[100, 100], [300, 100], [300, 300], [100, 300]];
const ringOn = (map, corners = SQUARE) => corners.map(([x, y]) => at(map, x, y));

check("a place lands on a corner within 12 pixels, else on a side within 8, else nowhere", () => {
  const map = aMap();
  const rings = [ringOn(map)];
  const lands = (x, y) => {
    const found = landing(map, at(map, x, y), rings);
    return found && pixel(map, found);
  };
  same([lands(111, 100), lands(113, 100), lands(200, 107), lands(200, 109), lands(106, 106)], [[100, 100], [113, 100], [200, 100], null, [100, 100]]);
  same([lands(93, 200), lands(200, 306), lands(200, 200)], [[100, 200], [200, 300], null]);
});

check("of several corners and sides the nearest takes it; a corner comes before a side that is nearer", () => {
  const map = aMap();
  const rings = [ringOn(map), ringOn(map, [[310, 100], [400, 100], [400, 300], [310, 300]])];
  const lands = (x, y) => pixel(map, landing(map, at(map, x, y), rings));
  same([lands(304, 98), lands(306, 98), lands(304, 200), lands(306, 200), lands(309, 110)], [[300, 100], [310, 100], [300, 200], [310, 200], [310, 100]]);
});

check("a corner that is landed on is a corner of its own", () => {
  const map = aMap();
  const ring = ringOn(map);
  const found = landing(map, at(map, 101, 101), [ring]);
  same([found === ring[0], found.equals(ring[0])], [false, true]);
});

check("a map lets snap to neighbours and to its own boundaries, not to the one that is moved, and shows where", () => {
  const map = aMap();
  const [others, own] = [L.polygon(ringOn(map)), L.polygon(ringOn(map, [[500, 100], [600, 100], [600, 200]]))];
  letSnap(map, { others: () => [others], own: () => [own] });
  const lands = (x, y, moved) => pixel(map, map.snap(at(map, x, y), moved));
  const isShown = () => all(".geometry-field__landing").length;
  same([lands(105, 100), isShown(), lands(505, 100), isShown()], [[100, 100], 1, [500, 100], 1]);
  same([lands(505, 100, own.getLatLngs()[0]), isShown()], [[505, 100], 0]);
  for (const name of ["DRAWSTOP", "EDITSTOP", "EDITVERTEX"]) {
    lands(105, 100);
    same([name, isShown()], [name, 1]);
    map.fire(L.Draw.Event[name], { layers: L.layerGroup() });
    same([name, isShown()], [name, 0]);
  }
});

// --- Drawing

/** A boundary that is being drawn, with these corners; what was made is told in `made`. */
function drawingOn(map, ...corners) {
  const made = [];
  map.on(L.Draw.Event.CREATED, ({ layer }) => made.push(layer));
  const drawing = new L.Draw.Polygon(map, { allowIntersection: false });
  drawing.enable();
  for (const [x, y] of corners) drawing.addVertex(at(map, x, y));
  return { drawing, made, set: () => drawing._markers.map((marker) => pixel(map, marker.getLatLng())) };
}

check("corners that are drawn land on neighbours; a map without any leaves them", () => {
  const map = aMap();
  same(drawingOn(map, [105, 100], [400, 100]).set(), [[105, 100], [400, 100]]);
  letSnap(map, { others: () => [L.polygon(ringOn(map))], own: () => [] });
  same(drawingOn(map, [105, 100], [400, 100]).set(), [[100, 100], [400, 100]]);
});

check("a corner within 12 pixels of the first closes the boundary, once there are three", () => {
  const map = aMap();
  const two = drawingOn(map, [100, 100], [200, 100]);
  two.drawing.addVertex(at(map, 105, 100));
  same(two.set().length, 3);
  two.drawing.disable();
  const open = drawingOn(map, [100, 100], [200, 100], [200, 200]);
  open.drawing.addVertex(at(map, 100, 113));
  same([open.set().length, open.made.length], [4, 0]);
  open.drawing.disable();
  const { drawing, made } = drawingOn(map, [100, 100], [200, 100], [200, 200]);
  drawing.addVertex(at(map, 100, 111));
  same([made.length, made[0].getLatLngs()[0].length, drawing.enabled()], [1, 3, false]);
});

check("the line to the pointer leads where the corner would land, and tells it", () => {
  const map = aMap();
  letSnap(map, { others: () => [L.polygon(ringOn(map))], own: () => [] });
  const { drawing } = drawingOn(map, [400, 100]);
  const told = [];
  map.on("draw:pointer", ({ corners, place }) => told.push([corners.length, pixel(map, place)]));
  const move = (x, y) => drawing._onMouseMove({ originalEvent: { clientX: x, clientY: y, preventDefault() {} }, latlng: at(map, x, y) });
  const to = map.getContainer().getBoundingClientRect();
  move(to.left + 305, to.top + 100);
  move(to.left + 350, to.top + 100);
  same(told, [[1, [300, 100]], [1, [350, 100]]]);
  move(to.left + 305, to.top + 100);
  same(pixel(map, drawing._currentLatLng), [300, 100]);
});

function keysOn(map, drawing) {
  const done = { added: [], told: [] };
  drawByKeys(map, { active: () => drawing.current, add: (layer) => done.added.push(layer), tell: (text) => done.told.push(text), texts: { fewCorners: "Noch zu wenige" } });
  return done;
}

check("while a boundary is drawn arrows move the map under a cross, with Shift by little", () => {
  const map = aMap();
  const drawing = {};
  keysOn(map, drawing);
  const container = map.getContainer();
  same(press(container, "x"), false);
  drawing.current = drawingOn(map).drawing;
  same([all(".map__cross").length, container.classList.contains("is-setting")], [1, true]);
  const moved = (key, options) => {
    const before = map.getCenter();
    press(container, key, options);
    return map.latLngToContainerPoint(before).subtract(map.getSize().divideBy(2)).multiplyBy(-1).round();
  };
  same(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map((key) => Object.values(moved(key))), [[-40, 0], [40, 0], [0, -40], [0, 40]]);
  same(Object.values(moved("ArrowRight", { shiftKey: true })), [2, 0]);
  same(["ctrlKey", "altKey", "metaKey"].map((name) => moved("ArrowRight", { [name]: true }).x), [0, 0, 0]);
  drawing.current.disable();
  same([all(".map__cross").length, container.classList.contains("is-setting")], [0, false]);
});

check("Space sets a corner, Enter ends with three, Backspace takes the last one back", () => {
  const map = aMap();
  const active = {};
  const done = keysOn(map, active);
  const world = drawingOn(map);
  active.current = world.drawing;
  const container = map.getContainer();
  const outside = heard("keydown");
  const set = (...keys) => (keys.forEach((key) => press(container, key)), world.set().length);
  same([set(" "), set("ArrowRight", " "), set("Backspace"), set("ArrowRight", " "), set("Enter"), done.told], [1, 2, 1, 2, 2, ["Noch zu wenige"]]);
  same([set("ArrowDown", " "), outside.length, press(container, "x"), outside.length], [3, 0, false, 1]);
  same([press(find(".map__cross"), " "), world.set().length, press(container, "Enter"), world.made.length, done.added.length], [false, 3, true, 1, 0]);
});

check("Space sets a point at once, and Enter and Backspace do nothing to it", () => {
  const map = aMap();
  L.drawLocal.draw.handlers.marker.tooltip.start = "";
  const drawing = new L.Draw.Marker(map, { icon: L.divIcon({ className: "marker" }) });
  drawing.enable();
  const done = keysOn(map, { current: drawing });
  const outside = heard("keydown");
  for (const key of ["Enter", "Backspace"]) same([key, press(map.getContainer(), key), drawing.enabled()], [key, true, true]);
  press(map.getContainer(), " ");
  const [marker] = done.added;
  same([done.added.length, marker.getLatLng().equals(map.getCenter()), marker.options.icon.options.className, drawing.enabled(), outside.length, done.told], [1, true, "marker", false, 0, []]);
});

check("corners are taken back one by one, the first as well", () => {
  const { drawing, set } = drawingOn(aMap(), [100, 100], [200, 100], [200, 200]);
  same([takeBack(drawing), set().length, takeBack(drawing), set().length, takeBack(drawing), set().length, takeBack(drawing)], [true, 2, true, 1, true, 0, false]);
  same(drawing.enabled(), true);
});

// --- Corners by keyboard

/** A triangle whose corners are moved; its marks are three corners and three places between. */
function editedOn(map) {
  const triangle = L.polygon([[100, 100], [300, 100], [300, 300]].map(([x, y]) => at(map, x, y))).addTo(map);
  triangle.editing.enable();
  const mark = (name) => all(".geometry-field__corner").find((one) => (happen(one, "focus"), one.getAttribute("aria-label") === name));
  return { triangle, mark, corners: () => triangle.getLatLngs()[0].map((place) => pixel(map, place)) };
}

check("each corner is a button with its number, the places between are named as such", () => {
  editedOn(aMap());
  same(all(".geometry-field__corner").map((one) => one.getAttribute("aria-label")).sort(), ["Dazwischen", "Dazwischen", "Dazwischen", "Ecke 1", "Ecke 2", "Ecke 3"]);
  same(all(".geometry-field__corner").every((one) => one.getAttribute("role") === "button" && one.tabIndex === 0 && one.offsetWidth === 24), true);
});

check("arrows move a corner by a pixel, with Shift by ten, with other keys not at all, and nothing else hears of it", () => {
  const map = aMap();
  const { mark, corners } = editedOn(map);
  const outside = heard("keydown");
  same(press(mark("Ecke 1"), "ArrowLeft"), true);
  press(mark("Ecke 1"), "ArrowDown", { shiftKey: true });
  same([corners()[0], outside.length], [[99, 110], 0]);
  for (const name of ["altKey", "ctrlKey", "metaKey"]) press(mark("Ecke 1"), "ArrowLeft", { [name]: true });
  same([corners()[0], outside.length, press(mark("Ecke 1"), "Tab")], [[99, 110], 3, false]);
});

check("a corner that is moved by keys does not snap, one that is dragged does", () => {
  const map = aMap();
  letSnap(map, { others: () => [L.polygon(ringOn(map, [[92, 100], [92, 50], [50, 50]]))], own: () => [] });
  const { mark, corners, triangle } = editedOn(map);
  press(mark("Ecke 1"), "ArrowLeft");
  same(corners()[0], [99, 100]);
  const marker = triangle.editing._verticesHandlers[0]._markers[0];
  marker.fire("dragstart").setLatLng(at(map, 97, 100)).fire("drag").fire("dragend");
  same(corners()[0], [92, 100]);
});

check("Enter or an arrow at a place between makes a corner of it; Delete takes a corner and leads to the one before", () => {
  const map = aMap();
  const { mark, corners } = editedOn(map);
  press(mark("Ecke 1"), "Enter");
  same(corners().length, 3);
  press(mark("Dazwischen"), "Enter");
  same(corners().length, 4);
  press(mark("Dazwischen"), " ");
  same(corners().length, 5);
  press(mark("Dazwischen"), "ArrowUp");
  same(corners().length, 6);
  press(mark("Dazwischen"), "Delete");
  same(corners().length, 6);
  mark("Ecke 2").focus();
  press(mark("Ecke 2"), "Backspace");
  same([corners().length, document.activeElement.getAttribute("aria-label")], [5, "Ecke 1"]);
  press(mark("Ecke 2"), "Delete");
  same(corners().length, 4);
});

check("a corner says its new number when it is reached after another has gone", () => {
  const { mark } = editedOn(aMap());
  const last = mark("Ecke 3");
  press(mark("Dazwischen"), "Enter");
  same(last.getAttribute("aria-label"), "Ecke 3");
  happen(last, "focus");
  same(last.getAttribute("aria-label"), "Ecke 4");
});

// --- On the ellipsoid

const place = (lat, lng) => L.latLng(lat, lng);

check("a degree is as long as on GRS 80: northwards and eastwards, at the equator and here", () => {
  near(distance(place(0, 0), place(0, 1)), 111_319.5, 1);
  near(distance(place(-0.5, 0), place(0.5, 0)), 110_574.3, 1);
  near(distance(place(51, 12), place(51, 12.01)), 702.0, 0.1);
  near(distance(place(50.995, 12), place(51.005, 12)), 1112.4, 0.1);
  near(distance(place(51, 12), place(51.003, 12.004)), Math.hypot(333.7, 280.8), 0.5);
});

check("a way is as long as its parts, closed with the way back", () => {
  const [one, two, three] = [place(51, 12), place(51, 12.01), place(51.01, 12.01)];
  const parts = [distance(one, two), distance(two, three), distance(three, one)];
  near(length([one, two, three]), parts[0] + parts[1], 0.01);
  near(length([one, two, three], true), parts[0] + parts[1] + parts[2], 0.01);
  same(length([one]), 0);
});

check("an area is right whichever way round, and two corners have none", () => {
  const ring = [place(51, 12), place(51, 12.01), place(51.01, 12.01), place(51.01, 12)];
  near(area(ring) / 1e4, 78.08, 0.02);
  same([area([...ring].reverse()) === area(ring), area(ring.slice(0, 2))], [true, 0]);
});

check("a boundary is measured less its holes, its length with them, part by part", () => {
  const ring = (size) => [place(51, 12), place(51, 12 + size), place(51 + size, 12 + size), place(51 + size, 12)];
  const { area: whole, length: around, corners } = measured(L.polygon([ring(0.01), ring(0.005)]));
  near(whole, area(ring(0.01)) - area(ring(0.005)), 1);
  near(around, length(ring(0.01), true) + length(ring(0.005), true), 1);
  same([corners, ringsOf(L.polygon([[ring(0.01)], [ring(0.005)]])).length, ringsOf(L.polyline(ring(0.01))).length], [8, 2, 1]);
});

// --- Steps back

check("steps are taken back in turn, a state that was kept last is not kept twice, a hundred at most", () => {
  const steps = new Steps();
  same([steps.isEmpty, steps.back()], [true, undefined]);
  for (const state of ["a", "a", "b", "a"]) steps.keep(state);
  same([steps.isEmpty, steps.back(), steps.back(), steps.back(), steps.back()], [false, "a", "b", "a", undefined]);
  for (let step = 0; step <= 100; step += 1) steps.keep(step);
  const back = [];
  while (!steps.isEmpty) back.push(steps.back());
  same([back.length, back[0], back.at(-1)], [100, 100, 1]);
});

// --- Neighbours

const SHAPES = { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: [[[[12, 51], [12.1, 51], [12.1, 51.1], [12, 51]]]] } }] };

check("neighbours are asked for close up, once the map rests, and again where it has left what it knows", async () => {
  const asked = answering(() => SHAPES);
  const clock = heldClock();
  const map = aMap({ zoom: 12 });
  const neighbours = new Neighbours(map, { neighbours: "/umgebung/", but: "space:7" });
  const rest = async (ms = 250) => (clock.pass(ms), await settled());
  await rest();
  same(asked.length, 0);
  map.setZoom(13, { animate: false });
  await rest(249);
  same(asked.length, 0);
  await rest(1);
  const { searchParams } = new URL(asked[0].url, location);
  const [west, south, east, north] = searchParams.get("bbox").split(",").map(Number);
  const bounds = map.getBounds();
  same([asked.length, searchParams.get("but"), neighbours.polygons().length, all(".geometry-field__neighbour:not(.leaflet-interactive)").length], [1, "space:7", 1, 1]);
  near((east - west) / (bounds.getEast() - bounds.getWest()), 2, 0.01);
  near((north - south) / (bounds.getNorth() - bounds.getSouth()), 2, 0.01);
  map.panBy([100, 0], { animate: false });
  await rest();
  same(asked.length, 1);
  map.panBy([1000, 0], { animate: false });
  map.panBy([10, 0], { animate: false });
  await rest();
  same([asked.length, neighbours.polygons().length], [2, 1]);
});

check("where neighbours do not come they are asked for again; a form of a new object leaves none out", async () => {
  let answer = new Response(JSON.stringify(SHAPES), { status: 500 });
  const asked = answering(() => answer);
  const clock = heldClock();
  const map = aMap({ zoom: 14 });
  const neighbours = new Neighbours(map, { neighbours: "/umgebung/" });
  const rest = async () => (map.fire("moveend"), clock.pass(250), await settled());
  await rest();
  same([asked.length, asked[0].url.endsWith("but="), neighbours.polygons().length], [1, true, 0]);
  answer = SHAPES;
  await rest();
  same([asked.length, asked[0].signal.aborted, neighbours.polygons().length], [2, true, 1]);
});
