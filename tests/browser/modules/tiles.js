/** What a vector tile holds, how it is painted, and how a name follows a line. */
import { TILE } from "./a-tile.js";
import { check, same } from "./checking.js";
import { atZoom, coloursOn, isShownAt } from "/static/js/lib/map-style.js";
import { glyphsAlong } from "/static/js/lib/text-along.js";
import { namesIn, nameOf, paint, sorted } from "/static/js/lib/tile-painting.js";
import { parts, readTile } from "/static/js/lib/vector-tile.js";

const ROWS = [
  { layer: "water", classes: ["lake"], from: 7, fill: "blue" },
  { layer: "transportation", classes: ["motorway"], is_ramp: true, from: 10, line: "green", width: [[10, 6]] },
  { layer: "transportation", classes: ["motorway"], from: 5, line: "red", width: [[5, 8]], case: "white", casing: 8 },
];
const COLOURS = { blue: "rgb(0, 0, 255)", red: "rgb(255, 0, 0)", green: "rgb(0, 128, 0)", white: "rgb(255, 255, 255)" };
const NAMES = [
  { layer: "place", classes: ["town"], from: 7, inhabitants: [[7, 14000], [10, 0]] },
  { layer: "shield", classes: ["motorway"], from: 7, plate: "red" },
  { layer: "waterway", classes: ["river"], from: 8, along: true },
];

/** The colour of each place ([x, y] px) after the tile was painted 64 px wide, with what is asked for. */
function painted(places, { zoom = 9, place = { left: 0, top: 0, size: 64 } } = {}) {
  const context = new OffscreenCanvas(64, 64).getContext("2d", { willReadFrequently: true });
  paint(context, sorted(readTile(TILE)), place, zoom, ROWS, COLOURS);
  return places.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data].join(","));
}

const BLUE = "0,0,255,255";
const RED = "255,0,0,255";
const WHITE = "255,255,255,255";
const NOTHING = "0,0,0,0";

check("a tile is read: its layers, what their features are called, and where they lie", () => {
  const layers = readTile(TILE);
  same([...layers.keys()], ["water", "transportation", "place", "shield", "waterway"]);
  const [town, village] = layers.get("place").features;
  same([town.tags.name, town.tags.population, parts(town.commands)], ["Leipsick", 600000, [[[1024, 1024]]]]);
  same([village.tags, layers.get("place").extent], [{ class: "town", name: "Dorf", population: 300 }, 4096]);
  same(parts(layers.get("water").features[0].commands), [[[0, 0], [2048, 0], [2048, 4096], [0, 4096]]]);
});

check("what is cut off or no tile at all is refused", () => {
  for (const bytes of [TILE.subarray(0, 200), new TextEncoder().encode("%PDF-1.7 is no tile")]) {
    let refused = false;
    try {
      readTile(bytes);
    } catch (error) {
      refused = error instanceof RangeError;
    }
    same(refused, true);
  }
  same(readTile(new Uint8Array()).size, 0);
});

check("values are texts, whole numbers with or without sign, and truths", () => {
  const field = (number, bytes) => [(number << 3) | 2, bytes.length, ...bytes];
  const valueOf = (...bytes) => {
    const feature = field(2, [...field(2, [0, 0]), 3 << 3, 1]);
    const layer = [...field(1, [97]), ...feature, ...field(3, [107]), ...field(4, bytes)];
    return readTile(new Uint8Array(field(3, layer))).get("a").features[0].tags.k;
  };
  const varint = (number, ...bytes) => valueOf(number << 3, ...bytes);
  same([valueOf(...field(1, [120])), varint(4, 7), varint(5, 0xac, 0x02), varint(6, 5), varint(6, 8), varint(6, 0), varint(7, 1)], ["x", 7, 300, -3, 4, 0, 1]);
  same(valueOf((2 << 3) | 5, 0, 0, 0, 0), null); // with a point: nobody asks for it
});

check("a tile is painted in the order of the rows: a lake, a road with its case on both sides", () => {
  same(painted([[16, 32], [48, 10], [42, 10], [38, 10], [60, 10]]), [BLUE, RED, WHITE, NOTHING, NOTHING]);
});

check("what belongs to closer zooms is left out, and ramps are thinner than their road", () => {
  same(painted([[16, 32], [40, 32]], { zoom: 6 }), [NOTHING, WHITE]);
  same(painted([[60, 32], [48, 32]], { zoom: 10 }), ["0,128,0,255", RED]);
});

check("a piece of a tile is painted large where the map is closer than the tile", () => {
  same(painted([[10, 32], [38, 10]], { place: { left: -64, top: 0, size: 128 } }), [NOTHING, WHITE]);
  same(painted([[32, 10]], { place: { left: -64, top: 0, size: 128 } }), [RED]);
});

check("names come in the language of the page, places by inhabitants, numbers from their plates", () => {
  const names = (zoom, language = "de") => namesIn(sorted(readTile(TILE)), { zoom: 8, x: 136, y: 85 }, zoom, NAMES, language);
  same(names(9).map(({ row, text, rank }) => [row, text, rank]), [[0, "Leipzig", 600000], [1, "A 14", 0], [2, "Elster", 0]]);
  same(names(10, "en").map(({ text }) => text), ["Leipsick", "Dorf", "A 14", "Elster"]);
  same(names(7).map(({ text }) => text), ["Leipzig", "A 14"]);
  same(names(9)[0].at, [136.25 / 256, 85.25 / 256]);
  same(names(9)[2].line.map(([x]) => x * 256), [136, 137]);
});

// --- Features by hand: whole numbers of a tile, as `follow` reads them

const pointAt = (x, y) => [9, 2 * x, 2 * y];
const LINE = [9, 0, 0, 10, 2 * 4096, 2 * 4096];
const layer = (name, ...features) => new Map([[name, { extent: 4096, features: features.map(([tags, commands = LINE, kind = 2]) => ({ tags, commands, kind })) }]]);

check("sidings and ramps are told apart from the lines they belong to, in what is drawn as well", () => {
  const found = sorted(layer("transportation", [{ class: "rail", name: "Strecke" }], [{ class: "rail", service: "yard", name: "Gleis" }], [{ class: "minor", service: "alley", name: "Gasse" }], [{ class: "motorway", ramp: 1, name: "Rampe" }], [{ name: "Ohne" }]));
  same([...found.keys()], ["transportation/rail", "transportation/rail/siding", "transportation/minor", "transportation/motorway/ramp", "transportation/transportation"]);
  const names = (row) => namesIn(found, { zoom: 8, x: 0, y: 0 }, 12, [{ layer: "transportation", from: 5, along: true, ...row }], "de").map(({ text }) => text);
  same([names({ classes: ["rail"] }), names({ classes: ["rail"], is_siding: true }), names({ classes: ["motorway"] }), names({ classes: ["motorway"], is_ramp: true }), names({ classes: ["minor", "rail"] })], [["Strecke"], ["Gleis"], [], ["Rampe"], ["Gasse", "Strecke"]]);
});

check("places of a tile's margin are named by the tile they lie in, and those without a count of people as well", () => {
  const town = (name, x, y, more) => [{ class: "town", name, ...more }, pointAt(x, y), 1];
  const found = sorted(layer("place", town("Ecke", 0, 0), town("Links", -1, 5), town("Oben", 5, -1), town("Rechts", 4096, 5), town("Unten", 5, 4096), town("Rand", 4095, 4095), town("Klein", 9, 9, { population: 13_999 }), town("Groß", 9, 9, { population: 14_000 })));
  same(namesIn(found, { zoom: 8, x: 0, y: 0 }, 7, NAMES, "de").map(({ text, rank }) => [text, rank]), [["Ecke", 0], ["Rand", 0], ["Groß", 14_000]]);
});

check("a name is that of the page's language, else in our letters, else its own", () => {
  const names = { "name:de": "Breslau", "name:latin": "Wroclaw", name: "Вроцлав" };
  same([nameOf(names, "de"), nameOf(names, "en"), nameOf({ name: "Вроцлав" }, "en"), nameOf({}, "de")], ["Breslau", "Wroclaw", "Вроцлав", undefined]);
});

check("paths are dashed, with open ends; the lines after them are not", () => {
  const context = new OffscreenCanvas(64, 64).getContext("2d");
  const drawn = [];
  context.stroke = () => drawn.push([context.getLineDash(), context.lineCap, context.lineWidth, context.strokeStyle]);
  const row = { layer: "transportation", classes: ["path"], from: 5, width: [[5, 3]] };
  const rows = [{ ...row, line: "red", dash: [4, 3] }, { ...row, line: "green" }, { ...row, line: "blue", from: 10 }, { ...row, line: "blue", to: 9 }];
  paint(context, sorted(layer("transportation", [{ class: "path" }])), { left: 0, top: 0, size: 64 }, 9, rows, COLOURS);
  same(drawn, [[[4, 3], "butt", 3, "#ff0000"], [[], "round", 3, "#008000"]]);
});

check("a figure grows evenly between two zooms, and stays beyond the last", () => {
  const steps = [[8, 1], [10, 3], [12, 4]];
  same([7, 8, 9, 10, 11, 12, 15].map((zoom) => atZoom(steps, zoom)), [1, 1, 2, 3, 3.5, 4, 4]);
  same([8, 9, 12].map((zoom) => isShownAt({ from: 9, to: 12 }, zoom)), [false, true, false]);
});

check("colours come from the tokens, as the page's scheme has them", () => {
  document.documentElement.style.setProperty("--row-a", "light-dark(#ff0000, #00ff00)");
  document.documentElement.dataset.theme = "light";
  document.documentElement.style.colorScheme = "light";
  const light = coloursOn(document.body, [{ fill: "--row-a", size: 3 }, { line: "--row-a" }]);
  document.documentElement.style.colorScheme = "dark";
  const dark = coloursOn(document.body, [{ plate: "--row-a" }]);
  document.documentElement.style.cssText = "";
  delete document.documentElement.dataset.theme;
  same([light, dark, document.body.children.length], [{ "--row-a": "rgb(255, 0, 0)" }, { "--row-a": "rgb(0, 255, 0)" }, 0]);
});

check("a row's colours are found wherever it names them", () => {
  const parts = ["fill", "line", "case", "color", "plate", "edge"];
  same(Object.keys(coloursOn(document.body, [Object.fromEntries(parts.map((part) => [part, `--row-${part}`]))])), parts.map((part) => `--row-${part}`));
});

// --- Text along a line

const wide = (text) => text.length * 10;
const at = (x, y) => ({ x, y });

check("a name is set along the middle of its line, always from left to right", () => {
  const glyphs = glyphsAlong("Elbe", [at(0, 50), at(100, 50)], wide);
  same(glyphs.map(({ glyph, x, y, angle }) => [glyph, Math.round(x), y, angle]), [["E", 35, 50, 0], ["l", 45, 50, 0], ["b", 55, 50, 0], ["e", 65, 50, 0]]);
  const back = glyphsAlong("Elbe", [at(100, 50), at(0, 50)], wide);
  same(back.map(({ glyph, x }) => [glyph, Math.round(x)]), [["E", 35], ["l", 45], ["b", 55], ["e", 65]]);
  same(Math.round(Math.cos(back[0].angle)), 1);
});

check("a line that is too short or bends too much carries no name", () => {
  same(glyphsAlong("Elbe", [at(0, 0), at(50, 0)], wide), null);
  same(glyphsAlong("Elbe", [at(0, 0), at(50, 0), at(50, 60)], wide), null);
  same(glyphsAlong("Elbe", [at(0, 0), at(50, 0), at(100, 20)], wide)?.length, 4);
});
