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
const CONFIG = { ...COMMON, texts: { map: "Karte" }, draw: { ...Object.fromEntries(NAMES.map((name) => [name, name])), measures: "{area}, {length}, {count}" } };
const ring = (west, south, size) => [[west, south], [west + size, south], [west + size, south + size], [west, south]];
const polygon = (...rings) => ({ type: "Polygon", coordinates: rings });
const multi = (...parts) => ({ type: "MultiPolygon", coordinates: parts });

function fieldOf(id, kind, value) {
  const field = document.createElement("div");
  field.innerHTML = `<label for="${id}">Lage:</label><geometry-field data-geometry-type="${kind}"><p role="alert"></p><div class="geometry-field__map" hidden></div><div class="geometry-field__bar" hidden><p><span role="status"></span><span aria-hidden="true"></span></p><button type="button" data-do="set" hidden></button><button type="button" data-do="undo"></button></div><p class="geometry-field__joined" hidden></p><details><p role="status"></p><textarea id="${id}" name="${id}"></textarea></details></geometry-field>`;
  field.querySelector("geometry-field").dataset.config = JSON.stringify(CONFIG);
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
