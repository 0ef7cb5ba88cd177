/** What the worker paints that paints the tiles of a map, and what it asks for. Here it works on the page itself. */
import { TILE } from "./a-tile.js";
import { answering, check, same, settled } from "./checking.js";

const told = [];
window.postMessage = (message) => told.push(message);
await import("/static/js/workers/tile-painter.js");

const SETTINGS = { url: "/kacheln/{z}/{x}/{y}.pbf", minZoom: 4, maxZoom: 8, colours: { "--map-water": "rgb(0, 0, 255)" }, language: "de", ratio: 1 };
const tell = (data) => window.dispatchEvent(new MessageEvent("message", { data }));
let addresses = 0;
let last = 0;

/** Answers with the tile, as if from `at`; each time at an address of its own, since what was read is remembered. */
function served({ at, body = TILE, ...settings } = {}) {
  told.length = 0;
  addresses += 1;
  const url = SETTINGS.url.replace("kacheln", `kacheln-${addresses}`);
  tell({ settings: { ...SETTINGS, url, ...settings } });
  return answering((asked) => {
    const response = new Response(body);
    Object.defineProperty(response, "url", { value: at ?? new URL(asked, location).href });
    return response;
  });
}

/** What is answered to a tile of the map's grid. */
async function painted(tile) {
  last += 1;
  tell({ id: last, size: 512, ...tile });
  await settled();
  return told.find(({ id }) => id === last);
}

const pathOf = ({ url }) => url.replace(/^\/kacheln-\d+/, "");

/** Which of these places are water. */
function water({ bitmap }, ...places) {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  return places.map(([x, y]) => [...context.getImageData(x, y, 1, 1).data].join() === "0,0,255,255");
}

check("a tile of 512 px is the source's of one zoom below, painted and named", async () => {
  const asked = served();
  const answer = await painted({ zoom: 9, x: 136, y: 85 });
  same([asked.map(pathOf), answer.bitmap.width, answer.bitmap.height], [["/8/136/85.pbf"], 512, 512]);
  same(water(answer, [2, 2], [250, 500], [262, 2], [510, 500]), [true, true, false, false]);
  same(answer.names.find(({ text }) => text === "Leipzig").at, [136.25 / 256, 85.25 / 256]);
});

check("a tile of 256 px is that of the map's own zoom", async () => {
  const asked = served();
  const { bitmap } = await painted({ zoom: 8, x: 136, y: 85, size: 256 });
  same([asked.map(pathOf), bitmap.width], [["/8/136/85.pbf"], 256]);
});

check("closer than the source's last zoom a piece of its tile is painted large", async () => {
  const asked = served();
  const west = await painted({ zoom: 10, x: 272, y: 171 });
  const east = await painted({ zoom: 10, x: 273, y: 171 });
  const closer = await painted({ zoom: 11, x: 545, y: 343 });
  same(asked.map(pathOf), ["/8/136/85.pbf"]);
  same([west, east, closer].map((answer) => water(answer, [2, 2], [510, 510])), [[true, true], [false, false], [true, true]]);
});

check("where the server leads to a tile further up, its address says which piece is meant", async () => {
  served({ at: "https://example.org/kacheln/7/68/42.pbf" });
  same(water(await painted({ zoom: 9, x: 136, y: 85 }), [2, 2], [510, 510]), [true, true]);
  served({ at: "https://example.org/kacheln/7/68/42.pbf" });
  same(water(await painted({ zoom: 9, x: 137, y: 85 }), [2, 2], [510, 510]), [false, false]);
  served({ at: "https://example.org/other" });
  same(water(await painted({ zoom: 9, x: 136, y: 85 }), [2, 2], [510, 510]), [true, false]);
});

check("screens with finer pixels get more of them, the same picture", async () => {
  served({ ratio: 2 });
  const answer = await painted({ zoom: 9, x: 136, y: 85 });
  same([answer.bitmap.width, water(answer, [4, 1000], [500, 4], [524, 4])], [1024, [true, true, false]]);
});

check("names come in the language of the page", async () => {
  served({ language: "en" });
  const { names } = await painted({ zoom: 9, x: 136, y: 85 });
  same(["Leipsick", "Leipzig"].map((name) => names.some(({ text }) => text === name)), [true, false]);
});

check("an empty tile is an empty picture without names", async () => {
  served({ body: new Uint8Array() });
  const answer = await painted({ zoom: 9, x: 136, y: 85 });
  same([answer.names, water(answer, [2, 2]), answer.failed], [[], [false], undefined]);
});

/** The overview holds the tile, and the file is empty; its bounds are these rows of the tile. Gives what was asked for. */
function partly(top, bottom, more) {
  const overview = { url: "/overview/{z}/{x}/{y}.pbf", maxZoom: 8, hole: [136 / 256, top / 256, 137 / 256, bottom / 256] };
  served({ overview, ...more });
  return answering((asked) => new Response(asked.startsWith("/overview") ? TILE : new Uint8Array()));
}

check("the overview is shown where the file ends, its names as well, and nothing of it where the file is", async () => {
  partly(85, 85.5);
  const north = await painted({ zoom: 9, x: 136, y: 85 });
  same([water(north, [2, 2], [2, 254], [2, 258], [2, 510]), north.names.some(({ text }) => text === "Leipzig")], [[false, false, true, true], false]);
  partly(85.5, 86);
  const south = await painted({ zoom: 9, x: 136, y: 85 });
  same([water(south, [2, 2], [2, 254], [2, 258], [2, 510]), south.names.some(({ text }) => text === "Leipzig")], [[true, true, false, false], true]);
});

check("of file and overview only what is seen is asked for", async () => {
  const addressOf = ({ url }) => url.replace(/-\d+/, "");
  const within = partly(84, 87);
  await painted({ zoom: 11, x: 544, y: 340 });
  same(within.map(addressOf), ["/kacheln/8/136/85.pbf"]);
  const beyond = partly(70, 85);
  await painted({ zoom: 11, x: 548, y: 344 });
  same(beyond.map(addressOf), ["/overview/8/137/86.pbf"]);
});

check("further out than the file has tiles the overview is shown there too", async () => {
  const asked = partly(85, 86, { minZoom: 9 });
  const answer = await painted({ zoom: 9, x: 136, y: 85 });
  same([asked.some(({ url }) => url.startsWith("/kacheln")), water(answer, [2, 2]), answer.names.some(({ text }) => text === "Leipzig")], [false, [true], true]);
});

check("nobody hears of a tile that is gone; asked for again it comes", async () => {
  served();
  last += 1;
  tell({ id: last, zoom: 9, x: 136, y: 85, size: 512 });
  tell({ gone: last });
  await settled();
  same(told.length, 0);
  same((await painted({ zoom: 9, x: 136, y: 85 })).bitmap.width, 512);
});

check("what is not there or damaged fails, and is asked for again", async () => {
  for (const answer of [() => new Response("", { status: 404 }), () => new Response("kein Bild"), () => Promise.reject(new TypeError())]) {
    served();
    const asked = answering(answer);
    same(await painted({ zoom: 9, x: 136, y: 85 }), { id: last, failed: true });
    await painted({ zoom: 9, x: 136, y: 85 });
    same(asked.length, 2);
  }
});

check("48 tiles are remembered, then the one read first is read again", async () => {
  const asked = served();
  for (let column = 0; column < 48; column += 1) await painted({ zoom: 9, x: column, y: 85 });
  await painted({ zoom: 9, x: 0, y: 85 });
  same(asked.length, 48);
  await painted({ zoom: 9, x: 48, y: 85 });
  await painted({ zoom: 9, x: 1, y: 85 });
  same(asked.length, 49);
  await painted({ zoom: 9, x: 0, y: 85 });
  same([asked.length, pathOf(asked.at(-1))], [50, "/8/0/85.pbf"]);
});
