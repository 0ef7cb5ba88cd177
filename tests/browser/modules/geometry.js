/** A geometry that is drawn into the field of a form. */
import { CONFIG as COMMON } from "./a-map.js";
import { all, answering, check, find, happen, heldClock, same, settled, show, texts, type } from "./checking.js";

await new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = "/static/leaflet/draw/leaflet.draw.js";
  script.addEventListener("load", resolve);
  document.head.append(script);
});
await import("/static/js/elements/geometry-field.js");

const NAMES = ["cancel", "cancelTitle", "finish", "finishTitle", "undo", "drawPolygon", "drawPoint", "pointHint", "polygonStart", "polygonNext", "polygonEnd", "crossing", "save", "saveTitle", "clear", "edit", "editDisabled", "remove", "removeDisabled", "editHint", "removeHint", "unfinished", "readWhenSaved", "unreadable", "fewCorners", "corner", "cornerBetween", "cornersSet", "side", "toPointer", "closed"];
const CONFIG = { ...COMMON, texts: { map: "Karte" }, draw: { ...Object.fromEntries(NAMES.map((name) => [name, name])), cornersSet: "{count} Ecken", side: "Seite {length}", closed: "geschlossen {area}", toPointer: "Zeiger {length}", measures: "{area}, {length}, {count}" } };
const ring = (west, south, size) => [[west, south], [west + size, south], [west + size, south + size], [west, south]];
const polygon = (...rings) => ({ type: "Polygon", coordinates: rings });
const multi = (...parts) => ({ type: "MultiPolygon", coordinates: parts });

function fieldOf(id, kind, value, more = {}) {
  const field = document.createElement("div");
  field.innerHTML = `<label for="${id}">Lage:</label><geometry-field data-geometry-type="${kind}"><p role="alert"></p><div class="geometry-field__map" hidden></div><div class="geometry-field__bar" hidden><p><span role="status"></span><span aria-hidden="true"></span></p><button type="button" data-do="set" hidden></button><button type="button" data-do="undo"></button></div><p class="geometry-field__joined" hidden></p><details><p role="status"></p><textarea id="${id}" name="${id}"></textarea></details></geometry-field>`;
  field.querySelector("geometry-field").dataset.config = JSON.stringify({ ...CONFIG, ...more });
  field.querySelector("textarea").defaultValue = typeof value === "string" ? value : JSON.stringify(value);
  field.querySelector(".geometry-field__map").style.cssText = "width: 600px; height: 400px";
  return field;
}

async function aField(kind, value = "", others = []) {
  answering(() => ({ features: [], attribution: "" }));
  show("<form></form>");
  find("form").append(fieldOf("id_a", kind, value), ...others);
  await settled();
  const element = find("geometry-field");
  const told = [];
  find("form").addEventListener("input", ({ target }) => told.push(target.name));
  const send = () => {
    const stay = (event) => event.preventDefault();
    let isHeld;
    document.addEventListener("submit", (event) => (isHeld = event.defaultPrevented), { once: true });
    window.addEventListener("submit", stay, { once: true });
    happen(find("form"), "submit", { Kind: SubmitEvent });
    return isHeld;
  };
  return { element, map: element.map, text: find("#id_a"), note: () => find("details [role=status]").textContent, alert: () => find("[role=alert]").textContent, told, send, drawn: () => element.shared.drawn.getLayers() };
}

const at = (lat, lng) => L.latLng(lat, lng);
const draw = ({ map }, ...corners) => map.fire(L.Draw.Event.DRAWVERTEX, { layers: L.layerGroup(corners.map((corner) => L.marker(corner))) });

check("the field's shape is shown close up, its words stay as they are", async () => {
  const value = '{"type": "Polygon", "coordinates": [[[12.5, 51.5], [12.5001, 51.5], [12.5001, 51.5001], [12.5, 51.5]]]}';
  const field = await aField("POLYGON", value);
  same([field.drawn().length, field.text.value === value, field.map.getZoom(), field.told, find("geometry-field > div").hidden, find("geometry-field > div").getAttribute("aria-label"), find("details").open], [1, true, 18, [], false, "Lage", false]);
  same(all(".leaflet-draw-draw-polygon, .leaflet-draw-draw-marker, .leaflet-draw-draw-rectangle").map(({ className }) => className), ["leaflet-draw-draw-polygon"]);
  const point = await aField("POINT", { type: "Point", coordinates: [12.5, 51.5] });
  same([point.map.getZoom(), find("geometry-field .marker").title, all(".leaflet-draw-toolbar a").filter(({ className }) => className.includes("draw-draw")).map(({ title }) => title)], [15, "Lage", ["drawPoint"]]);
});

check("a multipolygon is taken apart with its holes, and put together again", async () => {
  const field = await aField("MULTIPOLYGON", multi([ring(12.5, 51.5, 0.1), ring(12.55, 51.51, 0.01)], [ring(12.7, 51.7, 0.1)]));
  same([field.drawn().length, field.drawn()[0].getLatLngs().length, field.told], [2, 2, []]);
  field.map.fire(L.Draw.Event.CREATED, { layer: L.polygon([at(51, 12), at(51, 12.1), at(51.1, 12.1)]) });
  const written = JSON.parse(field.text.value);
  same([written.type, written.coordinates.length, written.coordinates[0].length, field.told], ["MultiPolygon", 3, 2, ["id_a"]]);
});

check("a new shape replaces that of a single geometry, with eight decimals", async () => {
  const field = await aField("POLYGON", polygon(ring(12.5, 51.5, 0.1)));
  field.map.fire(L.Draw.Event.CREATED, { layer: L.polygon([at(51.123456789, 12), at(51, 12.1), at(51.1, 12.1)]) });
  const { type: kind, coordinates } = JSON.parse(field.text.value);
  same([field.drawn().length, kind, coordinates[0][0]], [1, "Polygon", [12, 51.12345679]]);
});

check("what is moved or deleted counts at once; as it was it gets its own words back", async () => {
  const value = '{ "type": "Point", "coordinates": [12.5, 51.5] }';
  const field = await aField("POINT", value);
  const [marker] = field.drawn();
  marker.setLatLng(at(51.6, 12.6));
  for (const name of ["EDITMOVE", "EDITVERTEX", "EDITSTOP", "DELETESTOP"]) {
    field.text.value = "";
    field.map.fire(L.Draw.Event[name]);
    same([name, JSON.parse(field.text.value).coordinates], [name, [12.6, 51.6]]);
  }
  marker.setLatLng(at(51.5, 12.5));
  field.map.fire(L.Draw.Event.EDITSTOP);
  same([field.text.value === value, field.told.length], [true, 5]);
  field.map.fire(L.Draw.Event.EDITSTOP);
  same(field.told.length, 5);
  field.map.fire(L.Draw.Event.DELETESTART);
  field.element.shared.drawn.removeLayer(marker);
  same(field.text.value, "");
  field.element.shared.drawn.addLayer(marker);
  field.map.fire(L.Draw.Event.DELETESTOP);
  same(field.text.value === value, true);
  field.element.shared.drawn.removeLayer(marker);
  same(field.text.value === value, true);
});

check("a boundary that is still open is closed by sending; with two corners it holds the form up", async () => {
  const field = await aField("POLYGON");
  same(field.send(), false);
  draw(field, at(51, 12), at(51, 12.1));
  same([field.send(), field.alert(), field.text.value], [true, "unfinished", ""]);
  field.map.fire(L.Draw.Event.DRAWSTOP);
  same([field.alert(), field.send()], ["", false]);
  draw(field, at(51, 12), at(51, 12.1), at(51.1, 12.1));
  same([field.send(), JSON.parse(field.text.value).coordinates[0].length, all(".leaflet-draw").length], [false, 4, 1]);
});

check("text that is typed is drawn; coordinates that only the server reads and nonsense are told", async () => {
  const field = await aField("POINT");
  type(field.text, '{"type": "Point", "coordinates": [12.5, 51.5]}', "change");
  same([field.drawn().length, field.map.getCenter().lat.toFixed(1), field.note()], [1, "51.5", ""]);
  type(field.text, "33 318000 5690000", "change");
  same([field.drawn().length, field.note(), field.text.value], [0, "readWhenSaved", "33 318000 5690000"]);
  type(field.text, "Borna", "change");
  same(field.note(), "unreadable");
  type(field.text, '{"type": "Poin', "change");
  same(field.note(), "unreadable");
  type(field.text, "  ", "change");
  same([field.note(), field.drawn().length], ["", 0]);
  type(field.text, "Borna", "change");
  field.map.fire(L.Draw.Event.CREATED, { layer: L.marker(at(51.5, 12.5)) });
  same([JSON.parse(field.text.value).coordinates, field.note()], [[12.5, 51.5], ""]);
});

check("a field with a fault has its text open; the row to copy from has no map", async () => {
  answering(() => ({ features: [], attribution: "" }));
  show('<form><div class="errors"></div><div class="empty-form"></div></form>');
  find(".errors").append(fieldOf("id_a", "POINT", ""));
  find(".empty-form").append(fieldOf("id_b", "POINT", ""));
  same([find(".errors details").open, all(".leaflet-container").length], [true, 1]);
  await settled();
});

check("a point and a boundary share the map of the first, each with its own text", async () => {
  const field = await aField("POINT", "", [fieldOf("id_b", "MULTIPOLYGON", multi([ring(12.5, 51.5, 0.001)]))]);
  const other = find("#id_b").closest("geometry-field");
  same([all(".geometry-field__joined").map(({ hidden }) => hidden), all("geometry-field > .geometry-field__bar").length], [[true, false], 1]);
  same([all(".leaflet-container").length, other.shared === field.element.shared, field.drawn().length, find(".leaflet-container").getAttribute("aria-label")], [1, true, 1, "Lage, Lage"]);
  same([field.map.getBounds().contains([51.5005, 12.5005]), field.map.getZoom() > 15], [true, true]);
  same(all(".leaflet-draw-draw-polygon, .leaflet-draw-draw-marker").map(({ title }) => title), ["drawPolygon", "drawPoint"]);
  field.map.fire(L.Draw.Event.CREATED, { layer: L.marker(at(51.5, 12.5)) });
  same([JSON.parse(field.text.value).coordinates, JSON.parse(find("#id_b").value).coordinates.length, field.told], [[12.5, 51.5], 1, ["id_a"]]);
  field.map.fire(L.Draw.Event.CREATED, { layer: L.marker(at(51.6, 12.6)) });
  same([JSON.parse(field.text.value).coordinates, field.drawn().length], [[12.6, 51.6], 2]);
});

check("two points, or a point and a boundary beside two that share one, have maps of their own", async () => {
  const maps = () => all(".leaflet-container").length;
  await aField("POINT", "", [fieldOf("id_b", "POINT", "")]);
  same(maps(), 2);
  await aField("POLYGON", "", [fieldOf("id_b", "POINT", ""), fieldOf("id_c", "POINT", "")]);
  same(maps(), 2);
  await aField("POINT", "", [fieldOf("id_b", "MULTILINESTRING", "")]);
  same(maps(), 2);
});

check("maps and layers of other hosts are offered where there are some", async () => {
  const offered = () => [".map-tiles", ".map-layers"].map((selector) => all(`${selector} :is(button, input)`).length);
  await aField("POINT");
  same(offered(), [0, 0]);
  const layer = { id: "a", name: "Luftbild", url: "data:image/png,{z}{x}{y}", attribution: "Amt", consent: "Vom Amt" };
  show("<form></form>");
  const texts = { ...CONFIG.texts, layerFailed: "{name} fehlt", overlays: "Fachkarten" };
  find("form").append(fieldOf("id_a", "POINT", "", { texts, tiles: [layer], overlays: [{ ...layer, id: "b" }, { ...layer, id: "c" }] }));
  await settled();
  same(offered(), [2, 2]);
});

check("an empty map begins where the form says, else at the region; without a label it is called a map", async () => {
  const around = async (more) => {
    show("<form></form>");
    const field = fieldOf("id_a", "POINT", "", more);
    field.querySelector("label").remove();
    find("form").append(field);
    await settled();
    const { map } = find("geometry-field");
    return [map.getCenter().lat.toFixed(1), map.getContainer().getAttribute("aria-label")];
  };
  same([await around({ start: [8, 48, 8.2, 48.2] }), await around({})], [["48.1", "Karte"], ["51.5", "Karte"]]);
});

check("coordinates that only the server reads stay while the boundary beside them is drawn", async () => {
  const field = await aField("POINT", "33 318000 5690000", [fieldOf("id_b", "MULTIPOLYGON", "")]);
  field.map.fire(L.Draw.Event.CREATED, { layer: L.polygon([at(51, 12), at(51, 12.1), at(51.1, 12.1)]) });
  same([field.text.value, JSON.parse(find("#id_b").value).type, field.told], ["33 318000 5690000", "MultiPolygon", ["id_b"]]);
});

check("a line has a map of its own, and shows faintly what the others hold", async () => {
  const field = await aField("MULTILINESTRING", "", [fieldOf("id_b", "POINT", { type: "Point", coordinates: [12.5, 51.5] })]);
  const others = () => field.element.shared.others.getLayers().length;
  same([all(".leaflet-container").length, others()], [2, 1]);
  same(field.map.getCenter().lat.toFixed(1), "51.5");
  type(find("#id_b"), "33 318000 5690000", "input");
  same(others(), 0);
  const line = { type: "MultiLineString", coordinates: [[[8, 48], [8.1, 48.1]]] };
  const own = await aField("MULTILINESTRING", line, [fieldOf("id_b", "POINT", { type: "Point", coordinates: [12.5, 51.5] })]);
  same(own.map.getBounds().contains([[48, 8], [48.1, 8.1]]), true); // what is drawn here is shown first
});

check("each step can be taken back, by the button and by Ctrl and Z", async () => {
  const field = await aField("POINT", "", [fieldOf("id_b", "MULTIPOLYGON", "")]);
  const undo = find("[data-do=undo]");
  same(undo.disabled, true);
  field.map.fire(L.Draw.Event.CREATED, { layer: L.polygon([at(51, 12), at(51, 12.1), at(51.1, 12.1)]) });
  field.map.fire(L.Draw.Event.CREATED, { layer: L.marker(at(51.5, 12.5)) });
  type(field.text, '{"type":"Point","coordinates":[12.7,51.7]}', "change");
  undo.click();
  same([JSON.parse(field.text.value).coordinates, field.drawn().length], [[12.5, 51.5], 2]);
  happen(field.map.getContainer(), "keydown", { Kind: KeyboardEvent, key: "z", ctrlKey: true });
  same([field.text.value, field.drawn().length], ["", 1]);
  happen(field.text, "keydown", { Kind: KeyboardEvent, key: "z", ctrlKey: true });
  same(field.drawn().length, 1);
  undo.click();
  same([find("#id_b").value, field.drawn().length, undo.disabled], ["", 0, true]);
});

check("what is drawn is measured", async () => {
  const field = await aField("POLYGON");
  const side = 100 / 111_240;
  const east = side / Math.cos((51 * Math.PI) / 180);
  field.map.fire(L.Draw.Event.CREATED, { layer: L.polygon([at(51, 12), at(51, 12 + east), at(51 + side, 12 + east), at(51 + side, 12)]) });
  const said = find(".geometry-field__bar [role=status]").textContent.replaceAll("\u00a0", " ");
  same([/^1(,0\d?)? ha, 40\d m, 4$/.test(said) || said, find(".geometry-field__bar").hidden], [true, false]);
});

check("corners that are set are counted, with the last side, from three on with the area; the line to the pointer is for eyes", async () => {
  const field = await aField("POLYGON");
  const plain = (text) => text.replaceAll("\u00a0", " ");
  const said = () => [plain(find(".geometry-field__bar [role=status]").textContent), find("[data-do=undo]").disabled];
  const eyes = () => plain(find(".geometry-field__bar [aria-hidden]").textContent);
  const side = 100 / 111_260;
  const east = side / Math.cos((51 * Math.PI) / 180);
  const corners = [at(51, 12), at(51, 12 + east), at(51 + side, 12 + east)];
  same(said(), ["", true]);
  draw(field, corners[0]);
  same(said(), ["1 Ecken", false]);
  draw(field, ...corners.slice(0, 2));
  same(said(), ["2 Ecken · Seite 100 m", false]);
  draw(field, ...corners);
  same([/^3 Ecken · Seite 100 m · geschlossen (4\.9|5\.0)\d\d m²$/.test(said()[0]) || said(), eyes()], [true, ""]);
  const pointer = (set, place) => (field.map.fire("draw:pointer", { corners: set, place }), eyes());
  same([pointer([], corners[1]), pointer(corners.slice(0, 1), corners[1])], ["", " · Zeiger 100 m"]);
  same(/^ · Zeiger 100 m · (4\.9|5\.0)\d\d m²$/.test(pointer(corners.slice(0, 2), corners[2])) || eyes(), true);
  field.map.fire(L.Draw.Event.DRAWSTOP);
  same([said(), eyes()], [["", true], ""]);
});

check("of a boundary that is being drawn the last corner is taken back, before what was drawn earlier", async () => {
  const field = await aField("MULTIPOLYGON");
  field.map.fire(L.Draw.Event.CREATED, { layer: L.polygon([at(51, 12), at(51, 12.1), at(51.1, 12.1)]) });
  const drawing = field.element.shared.tools._toolbars.draw._modes.polygon.handler;
  drawing.enable();
  for (const [x, y] of [[100, 100], [200, 100]]) drawing.addVertex(field.map.layerPointToLatLng([x, y]));
  const back = () => (find("[data-do=undo]").click(), [drawing._markers.length, field.text.value !== ""]);
  same([back(), back(), back()], [[1, true], [0, true], [0, false]]);
  drawing.disable();
});

check("Cmd and Z take back as well; with Shift, which is for the way forth, nothing is taken back", async () => {
  const field = await aField("POINT");
  field.map.fire(L.Draw.Event.CREATED, { layer: L.marker(at(51.5, 12.5)) });
  const pressed = (options) => [happen(field.map.getContainer(), "keydown", { Kind: KeyboardEvent, key: "z", ...options }), field.text.value === ""];
  same([pressed({ ctrlKey: true, shiftKey: true }), pressed({}), pressed({ metaKey: true })], [[false, false], [false, false], [true, true]]);
});

check("what comes back is shown where the map does not show it; else the map stays", async () => {
  const field = await aField("POINT");
  const put = (lat, lng) => field.map.fire(L.Draw.Event.CREATED, { layer: L.marker(at(lat, lng)) });
  put(51.5, 12.5);
  put(51.5, 12.51);
  field.map.setView([51.49, 12.49], 12, { animate: false });
  find("[data-do=undo]").click();
  same([JSON.parse(field.text.value).coordinates[0], field.map.getCenter().lat.toFixed(2), field.map.getZoom()], [12.5, "51.49", 12]);
  put(48, 8);
  field.map.setView([48, 8], 12, { animate: false });
  find("[data-do=undo]").click();
  same([JSON.parse(field.text.value).coordinates[0], field.map.getBounds().contains(at(51.5, 12.5))], [12.5, true]);
});

check("a boundary from a file is looked at first, and counts when it is taken over", async () => {
  const field = await aField("MULTIPOLYGON");
  const geometry = multi([ring(12.5, 51.5, 0.1)]);
  const offer = (name, detail) => happen(find("details"), name, { Kind: CustomEvent, detail });
  offer("boundary:offered", geometry);
  same([all(".geometry-field__preview").length, field.text.value, field.map.getCenter().lat.toFixed(1)], [1, "", "51.6"]);
  offer("boundary:offered", null);
  same(all(".geometry-field__preview").length, 0);
  offer("boundary:taken", geometry);
  same([JSON.parse(field.text.value), field.drawn().length, field.told], [geometry, 1, ["id_a"]]);
});

check("a place that was found is shown; coordinates set the point, and no boundary", async () => {
  const place = (point) => ({ Kind: CustomEvent, detail: { extent: [12.4, 51.4, 12.6, 51.6], point } });
  const field = await aField("POINT");
  happen(find("details"), "place:chosen", place(null));
  same([field.text.value, field.map.getCenter().lat.toFixed(1)], ["", "51.5"]);
  happen(find("details"), "place:chosen", place([12.45, 51.55]));
  same([JSON.parse(field.text.value), field.told, field.drawn().length], [{ type: "Point", coordinates: [12.45, 51.55] }, ["id_a"], 1]);
  const boundary = await aField("POLYGON");
  happen(find("details"), "place:chosen", place([12.45, 51.55]));
  same([boundary.text.value, boundary.map.getCenter().lat.toFixed(1), find("[data-do=set]").hidden], ["", "51.5", true]);
  const none = await aField("POLYGON", "", [fieldOf("id_b", "POINT", "")]);
  happen(find("details"), "place:chosen", place([12.45, 51.55]));
  same([none.told, find("[data-do=set]").hidden], [["id_b"], true]); // nothing is lost by it
  const both = await aField("POLYGON", "", [fieldOf("id_b", "POINT", { type: "Point", coordinates: [12.5, 51.5] })]);
  happen(find("details"), "place:chosen", place([12.45, 51.55]));
  same([both.told, find("[data-do=set]").hidden], [[], false]);
  find("[data-do=set]").click();
  same([both.told, JSON.parse(find("#id_b").value).coordinates, find("[data-do=set]").hidden], [["id_b"], [12.45, 51.55], true]);
});

check("what was moved is kept when another tool is chosen", async () => {
  const field = await aField("POINT", { type: "Point", coordinates: [12.5, 51.5] });
  const clock = heldClock();
  field.text.value = '{"type":"Point","coordinates":[12.6,51.6]}';
  const press = (selector) => field.map.getContainer().querySelector(selector).dispatchEvent(new MouseEvent("click", { bubbles: true }));
  field.element.shared.tools._toolbars.draw._modes.marker.handler.enable = () => {};
  press(".leaflet-draw-draw-marker");
  field.text.value = "taken back";
  clock.pass(0);
  same([JSON.parse(field.text.value).coordinates, field.told, field.drawn()[0].getLatLng().lat], [[12.6, 51.6], ["id_a"], 51.6]);
  press(".leaflet-draw-draw-marker");
  clock.pass(0);
  same(field.told.length, 1);
});

check("the tools speak in the words of the portal", async () => {
  const { draw: words, edit } = L.drawLocal;
  same([words.toolbar.actions, words.toolbar.finish, words.toolbar.undo], [{ title: "cancelTitle", text: "cancel" }, { title: "finishTitle", text: "finish" }, { title: "undo", text: "undo" }]);
  same([words.toolbar.buttons.polygon, words.toolbar.buttons.marker, words.handlers.marker.tooltip.start, words.handlers.polygon.tooltip, words.handlers.polyline.error], ["drawPolygon", "drawPoint", "pointHint", { start: "polygonStart", cont: "polygonNext", end: "polygonEnd" }, "crossing"]);
  same([edit.toolbar.actions, edit.toolbar.buttons], [{ save: { title: "saveTitle", text: "save" }, cancel: { title: "cancelTitle", text: "cancel" }, clearAll: { title: "clear", text: "clear" } }, { edit: "edit", editDisabled: "editDisabled", remove: "remove", removeDisabled: "removeDisabled" }]);
  same([edit.handlers.edit.tooltip, edit.handlers.remove.tooltip.text], [{ text: "editHint", subtext: "" }, "removeHint"]);
  same(texts(".nothing"), []);
});

check("the hint at the pointer stands on the side with more room", async () => {
  const { map } = await aField("POINT");
  const tip = new L.Draw.Tooltip(map);
  const isLeft = (x) => (tip.updatePosition(map.containerPointToLatLng([x, 100])), map.getContainer().querySelector(".leaflet-draw-tooltip").classList.contains("is-left"));
  same([isLeft(299), isLeft(301)], [false, true]);
});
