/** Our own base map: land, tiles, names, and what it says where it knows little. */
import { area, aMap, CONFIG, Painter, TILES } from "./a-map.js";
import { all, answering, check, drawn, find, same, settled } from "./checking.js";
import { BaseLayer } from "/static/js/lib/base-layer.js";
import { createMap } from "/static/js/lib/maps.js";
import { TABLE } from "/static/js/lib/map-table.js";
import { TileLayer } from "/static/js/lib/tile-layer.js";

const NOTHING = { features: [], attribution: "" };
const city = (name, rank, longitude) => ({ properties: { kind: "city", name, rank }, type: "Feature", geometry: { type: "Point", coordinates: [longitude, 51.34] } });
const rowOf = (layer, kind) => TABLE.names.findIndex((row) => row.layer === layer && row.classes.includes(kind));
const share = (longitude, latitude) => {
  const { x, y } = L.CRS.EPSG3857.latLngToPoint(L.latLng(latitude, longitude), 0);
  return [x / 256, y / 256];
};
const named = (text, longitude = 12.37, latitude = 51.34, { row = rowOf("place", "town"), rank = 0 } = {}) => ({ row, text, rank, at: share(longitude, latitude) });

/** A base layer that is shown, with what its names are. */
async function aBase(answer = NOTHING, options = {}) {
  Painter.all.length = 0;
  const asked = answering(() => answer);
  const map = aMap(options);
  const base = new BaseLayer(map, CONFIG);
  await base.show();
  await drawn();
  return { map, base, asked, painter: Painter.all[0], texts: () => [...base.names.stands.keys()] };
}

check("land lies below the tiles, all that is not the region under a veil, borders above it", async () => {
  const { map, base, asked } = await aBase({ features: [area("state"), area("district", true)], attribution: "BKG" });
  same(all(".map__area").map((path) => path.getAttribute("class").trim()), ["map__area map__area--state", "map__area map__area--district"]);
  same([all(".map__land").length, all(".map__veil").length], [1, 1]);
  same(["base-land", "base-tiles", "base-areas", "base-names"].map((name) => [map.getPane(name).style.zIndex, map.getPane(name).style.pointerEvents, map.getPane(name).getAttribute("aria-hidden")]), [["150", "none", "true"], ["155", "none", "true"], ["160", "none", "true"], ["350", "none", "true"]]);
  same(["BKG", "Kacheln"].map((source) => find(".leaflet-control-attribution").textContent.includes(source)), [true, true]);
  base.hide();
  same([all(".map__area").length, all(".leaflet-base-tiles-pane canvas").length], [0, 0]);
  await base.show();
  same([all(".map__area").length, asked.length], [2, 1]);
});

check("where no tiles name the places, cities are named that we know, the bigger one first", async () => {
  const { texts } = await aBase({ features: [city("Klein", 9, 12.371), city("Groß", 8, 12.37), city("Fern", 20, 12.6)], attribution: "" });
  same([texts()[0], texts().includes("Fern")], ["Groß", true]);
});

check("a base layer that fails says so and is asked for again", async () => {
  let answer = new Response("", { status: 500 });
  const asked = answering(() => answer);
  const map = aMap();
  let failures = 0;
  map.on("base:failed", () => (failures += 1));
  const layer = new BaseLayer(map, CONFIG);
  await layer.show();
  same([failures, all(".map__area").length], [1, 0]);
  answer = { features: [area("state")], attribution: "" };
  await layer.show();
  same([failures, all(".map__area").length, asked.length], [1, 1, 2]);
});

check("a base layer hidden before it began has not failed, and comes when it is wanted again", async () => {
  answering(() => ({ features: [area("state")], attribution: "" }));
  const map = aMap();
  let failures = 0;
  map.on("base:failed", () => (failures += 1));
  const layer = new BaseLayer(map, CONFIG);
  const shown = layer.show();
  layer.hide();
  await shown;
  same([failures, all(".map__area").length], [0, 0]);
  await layer.show();
  same([failures, all(".map__area").length], [0, 1]);
});

check("a base layer tells at once when it is wanted and when it is not", async () => {
  answering(() => NOTHING);
  const map = aMap();
  const told = [];
  map.on("base:shown base:hidden", ({ type }) => told.push(type));
  const layer = new BaseLayer(map, CONFIG);
  const shown = layer.show();
  same(told, ["base:shown"]);
  await shown;
  layer.hide();
  same(told, ["base:shown", "base:hidden"]);
});

check("a base layer that was hidden while it came stays hidden", async () => {
  answering(() => ({ features: [area("state")], attribution: "" }));
  const map = aMap();
  const layer = new BaseLayer(map, CONFIG);
  const coming = layer.show();
  layer.hide();
  await coming;
  same([all(".map__area").length, map.hasLayer(layer.tiles), map.hasLayer(layer.names)], [0, false, false]);
});

// --- Tiles

check("tiles are asked for on a grid of 512 px, and shown when they come", async () => {
  const { painter, base } = await aBase();
  const [{ settings }] = painter.heard;
  same([painter.address, settings.url, settings.maxZoom, settings.language, settings.colours["--map-water"].startsWith("rgb")], [TILES.painter, TILES.url, 6, "de", true]);
  const asked = painter.asked();
  same([asked.length >= 4, asked.every(({ zoom, size }) => zoom === 10 && size === 512)], [true, true]);
  await painter.painted(asked[0].id, [named("Leipzig")]);
  same([all(".leaflet-base-tiles-pane canvas")[0].width, base.tiles.shownNames().map(({ text }) => text)], [4, ["Leipzig"]]);
});

check("tiles of 512 px are told where they end, and begin one zoom closer than those of 256 px", () => {
  const { options } = new TileLayer(TILES, { pane: "base-tiles" });
  const { bounds, attribution, minZoom, tileSize, pane } = options;
  same([bounds.toBBoxString(), attribution, minZoom, tileSize, pane], [TILES.bounds.join(","), "Kacheln", TILES.minZoom + 1, 512, "base-tiles"]);
});

check("where the file is a part of the region, tiles are asked for as far as the overview goes", () => {
  const overview = { bounds: [5, 47, 16, 56], minZoom: 4 };
  const { bounds, minZoom } = new TileLayer({ ...TILES, bounds: [12, 51, 13, 52], minZoom: 9, overview }, {}).options;
  same([bounds.toBBoxString(), minZoom], ["5,47,16,56", 5]);
});

check("a tile that fails leaves the map, and says so once it is missing", async () => {
  const { map, painter } = await aBase();
  let failures = 0;
  map.on("base:failed", () => (failures += 1));
  painter.answer({ id: painter.asked()[0].id, failed: true });
  same(failures, 1);
  painter.dispatchEvent(new Event("error"));
  same(failures, 2);
});

check("nobody paints for a view that is left, and what comes late is dropped", async () => {
  const { map, painter, base } = await aBase();
  const [{ id }] = painter.asked();
  map.setView([40, -100], 6, { animate: false });
  same(painter.heard.some(({ gone }) => gone === id), true);
  await painter.painted(id, [named("Leipzig")]);
  same(base.tiles.shownNames(), []);
});

check("what was painted is no more waited for when its tile goes", async () => {
  const { painter, base } = await aBase();
  const [{ id }] = painter.asked();
  await painter.painted(id);
  base.hide();
  same([painter.heard.some(({ gone }) => gone === id), painter.heard.some(({ gone }) => gone)], [false, true]);
});

check("other colours paint all again: by the page's switch, and by the system's", async () => {
  const { matchMedia } = window;
  const scheme = new EventTarget();
  window.matchMedia = (query) => (query.includes("prefers-color-scheme: dark") ? scheme : matchMedia.call(window, query));
  const { painter, map } = await aBase();
  window.matchMedia = matchMedia;
  const before = painter.asked().length;
  document.documentElement.dataset.theme = "dark";
  await settled();
  same([painter.heard.filter(({ settings }) => settings).length, painter.asked().length > before], [2, true]);
  delete document.documentElement.dataset.theme;
  await settled();
  const told = () => painter.heard.filter(({ settings }) => settings).length;
  same(told(), 3);
  scheme.dispatchEvent(new Event("change"));
  same(told(), 4);
  map.remove();
  scheme.dispatchEvent(new Event("change"));
  same([painter.isOver, told()], [true, 4]);
});

check("without places where tiles are, none are asked for", () => {
  const layer = new TileLayer({ ...TILES, bounds: [40, 10, 41, 11] }, {});
  aMap().addLayer(layer);
  same(Painter.all.at(-1).asked(), []);
});

// --- Names

/** The texts that find room, when the tiles tell these names. */
async function placed(names, options) {
  const world = await aBase(options?.areas ?? NOTHING, options);
  await world.painter.painted(world.painter.asked()[0].id, names);
  await drawn();
  return { ...world, stands: world.base.names.stands };
}

check("who comes first in the table gets room first, then who has more inhabitants, then the alphabet", async () => {
  const { texts } = await placed([
    named("Dorf", 12.37, 51.34, { row: rowOf("place", "village") }),
    named("Klein", 12.3705, 51.34, { rank: 5 }),
    named("Stadt", 12.371, 51.34, { row: rowOf("place", "city") }),
    named("Groß", 12.5, 51.34, { rank: 900 }),
    named("Halb", 12.501, 51.34, { rank: 800 }),
  ]);
  same(texts().slice(0, 2), ["Stadt", "Groß"]);
  same(texts().includes("Dorf"), false);
});

check("a name stands once where two tiles tell it, and again far away", async () => {
  const { stands } = await placed([named("Neustadt"), named("Neustadt", 12.7), named("Neustadt", 12.8)]);
  const [first, ...others] = stands.get("Neustadt");
  same(others.map(({ x }) => Math.round(x - first.x)), [313]); // px
});

check("names are drawn once for many reasons, and not while the map moves", async () => {
  const { base, map } = await placed([named("Neustadt")]);
  let times = 0;
  base.names._redraw = () => (times += 1);
  const paintedAfter = async (...events) => {
    times = 0;
    for (const event of events) map.fire(event);
    for (let reason = 0; reason < 3; reason += 1) base.names.repaint();
    await drawn();
    return times;
  };
  same([await paintedAfter(), await paintedAfter("movestart"), await paintedAfter("moveend")], [1, 0, 2]); // the end of a move draws by itself
});

check("a name gives way to a marker on its place, and stands below it", async () => {
  const { base, map, stands } = await placed([named("Leipzig")]);
  const [alone] = stands.get("Leipzig");
  L.marker([51.34, 12.37], { icon: L.divIcon({ className: "marker", html: "12,5 ha", iconSize: [60, 24] }) }).addTo(map);
  await drawn();
  const [beside] = base.names.stands.get("Leipzig");
  same([Math.round(beside.x - alone.x), beside.y > alone.y + 12], [0, true]);
});

check("names outside the region are left out", async () => {
  const { texts } = await placed([named("Drinnen", 12.36, 51.33), named("Draußen", 12.6, 51.33)], { areas: { features: [area("state")], attribution: "" } });
  same(texts(), ["Drinnen"]);
});

check("what a region goes all around is named as well", async () => {
  const around = { ...area("state"), geometry: { type: "Polygon", coordinates: [[[12.3, 51.3], [12.5, 51.3], [12.5, 51.4], [12.3, 51.4], [12.3, 51.3]], [[12.34, 51.32], [12.4, 51.32], [12.4, 51.36], [12.34, 51.32]]] } };
  const { texts } = await placed([named("Umschlossen", 12.39, 51.33), named("Draußen", 12.6, 51.33)], { areas: { features: [around], attribution: "" } });
  same(texts(), ["Umschlossen"]);
});

check("screens with finer pixels get finer tiles, up to twice as fine", async () => {
  const { painter, base } = await aBase();
  const ratios = [1, 1.25, 3].map((ratio) => {
    Object.defineProperty(window, "devicePixelRatio", { configurable: true, value: ratio });
    base.tiles.tell();
    return painter.heard.at(-1).settings.ratio;
  });
  Object.defineProperty(window, "devicePixelRatio", { configurable: true, value: 1 });
  same(ratios, [1, 2, 2]);
});

check("a region of several parts is the region in each of them", async () => {
  const { geometry, ...rest } = area("state");
  const parts = { ...rest, geometry: { type: "MultiPolygon", coordinates: [[[[12.6, 51.3], [12.7, 51.3], [12.7, 51.4], [12.6, 51.3]]], geometry.coordinates] } };
  const { texts } = await placed([named("Drinnen", 12.36, 51.33), named("Auch", 12.66, 51.33), named("Draußen", 12.5, 51.33)], { areas: { features: [parts], attribution: "" } });
  same([texts().sort(), all(".map__veil").length], [["Auch", "Drinnen"], 1]);
});

check("the land is that of the districts, which end at the coast; without any that of the states", async () => {
  const land = async (...kinds) => {
    const state = area("state");
    const district = { ...area("district"), geometry: { type: "Polygon", coordinates: [[[12.3, 51.3], [12.33, 51.3], [12.33, 51.33], [12.3, 51.3]]] } };
    await aBase({ features: [state, district].filter(({ properties }) => kinds.includes(properties.kind)), attribution: "" });
    return [find("path.map__land"), find("path.map__area--state")].map((path) => Math.round(path.getBBox().width));
  };
  const [[both, state], [alone]] = [await land("state", "district"), await land("state")];
  same([both < state / 2, alone], [true, state]);
});

check("names have the letters of their kind, with a halo; numbers none, but a plate, some with an edge", async () => {
  const row = (layer, kind) => ({ row: rowOf(layer, kind) });
  const river = { row: rowOf("waterway", "river"), text: "Elster", rank: 0, line: [share(12.2, 51.4), share(12.6, 51.41)] };
  const { base } = await placed([named("Leipzig", 12.37, 51.34, row("place", "city")), named("Borna", 12.3, 51.3), named("A 14", 12.45, 51.3, row("shield", "motorway")), named("B 2", 12.45, 51.36, row("shield", "primary")), river], { zoom: 11 });
  const context = base.names._ctx;
  const calls = [];
  for (const name of ["strokeText", "fillText", "fillRect", "strokeRect"]) context[name] = (text) => calls.push([name, typeof text === "string" ? text : "", context.font]);
  base.names.repaint();
  await drawn();
  const of = (text) => calls.filter(([, its]) => its === text);
  const fonts = ["Leipzig", "Borna", "A 14", "B 2", "E"].map((text) => /^(italic )?(\d00 )?[\d.]+px/.exec(of(text)[0][2])[0]);
  same(fonts, ["23.5px", "500 14px", "600 11.5px", "500 10.5px", "italic 13.125px"]);
  const family = (text) => of(text)[0][2].replace(/^.*px /, "");
  same([family("Leipzig") === family("E"), family("Leipzig") === family("Borna"), family("Borna") === family("A 14")], [true, false, true]);
  same(["Leipzig", "A 14", "E"].map((text) => of(text).map(([name]) => name)), [["strokeText", "fillText"], ["fillText"], ["strokeText", "fillText"]]);
  same(calls.filter(([name]) => name.endsWith("Rect")).map(([name]) => name), ["fillRect", "fillRect", "strokeRect"]);
});

check("rivers are named along their course, numbers stand on plates", async () => {
  const river = { row: rowOf("waterway", "river"), text: "Weiße Elster", rank: 0, line: [share(12.2, 51.3), share(12.5, 51.31)] };
  const { base, stands } = await placed([river, named("A 14", 12.37, 51.4, { row: rowOf("shield", "motorway") })], { zoom: 11 });
  same([...stands.keys()].sort(), ["A 14", "Weiße Elster"]);
  const { x, y } = stands.get("A 14")[0];
  const context = base.names._ctx;
  const matrix = context.getTransform();
  const left = Math.round((x - base.names.widthOf("A 14") / 2 - 8) * matrix.a + matrix.e);
  same(context.getImageData(left, Math.round(y * matrix.d + matrix.f), 14, 1).data.some((value) => value > 0), true);
});

// --- Where no detailed map is installed

check("close up a schematic map says what it does not know, and leads to maps of others", async () => {
  answering(() => NOTHING);
  const make = (config) => {
    document.body.innerHTML = '<div class="map" style="width: 800px; height: 600px"></div>';
    return createMap(find(".map"), { config: { ...CONFIG, ...config } });
  };
  const map = make({ vectorTiles: { ...TILES, isSchematic: true }, tiles: [{ name: "Amtlich", url: "data:,{z}{x}{y}", attribution: "Amt", max_zoom: 18 }] });
  map.setView([51.34, 12.37], 11, { animate: false });
  same(find(".map-note").hidden, true);
  map.setView([51.34, 12.37], 12, { animate: false });
  same(find(".map-note").hidden, false);
  find(".map-note button").click();
  same([find(".map-tiles").open, find(".map-tiles").contains(document.activeElement)], [true, true]);
  map.baseLayer.hide();
  same(find(".map-note").hidden, true);
  make({ vectorTiles: { ...TILES, isSchematic: true } }).setView([51.34, 12.37], 14, { animate: false });
  same(all(".map-note button").length, 0);
  make({});
  same(all(".map-note").length, 0);
  const part = make({ vectorTiles: { ...TILES, bounds: [12, 51, 13, 52], overview: TILES } });
  const noteAt = (longitude) => part.setView([51.34, longitude], 12, { animate: false }) && find(".map-note").hidden;
  same([noteAt(12.37), noteAt(13.5), noteAt(13.01)], [true, false, true]); // that the file reaches into the map is enough
});
