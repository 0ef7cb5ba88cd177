/** What layers of other hosts promise: who is asked stands above them, a choice is kept, and silence is told once. */
import { aMap, CONFIG, TEXTS } from "./a-map.js";
import { all, answering, check, find, heldClock, same, settled, texts } from "./checking.js";
import { byConsent, foreignLayer } from "/static/js/lib/foreign-layer.js";
import { choose, chosen, chosenByAccount } from "/static/js/lib/layer-choice.js";
import { tileConsent } from "/static/js/lib/tile-consent.js";
import { Layers } from "/static/js/lib/map-layers.js";

const GREY = { id: "grey", name: "Grau", url: "data:image/png,{z}{x}{y}", attribution: "Amt", consent: "Vom Amt" };
const layerOn = (map, layer = GREY) => foreignLayer(map, layer, { texts: TEXTS }).addTo(map);
const told = () => find(".map-status:not([hidden]) p")?.textContent ?? "";

// --- The choice

check("a choice stays on the device, and others are left as they are", async () => {
  answering(() => ({}));
  await choose(["grey", "colour"], ["grey"]);
  await choose(["floods"], ["floods"]);
  same([[...chosen()], localStorage.getItem("map-layers")], [["grey", "floods"], "grey\nfloods"]);
  await choose(["grey", "colour"], ["colour"]);
  same([...chosen()], ["floods", "colour"]);
  await choose(["floods", "colour"], []);
  same([[...chosen()], localStorage.getItem("map-layers")], [[], null]);
});

check("readers' choices go nowhere", async () => {
  const asked = answering(() => ({}));
  await choose(["grey"], ["grey"], "");
  same([await chosenByAccount(""), asked.length], [null, 0]);
});

check("the account goes before the device, is asked once a page, and learns each choice", async () => {
  localStorage.setItem("map-layers", "grey");
  const asked = answering(() => ({ layers: ["floods"], token: "t" }));
  same([[...(await chosenByAccount("/account"))], [...chosen()]], [["floods"], ["floods"]]);
  await choose(["grey"], ["grey"], "/account");
  same(asked.map(({ url, method, body }) => [url, method, body]), [["/account", undefined, undefined], ["/account", "POST", '["floods","grey"]']]);
  same(asked[1].headers["X-CSRFToken"], "t");
});

check("boxes follow the account, but for what was ticked meanwhile", async () => {
  answering(() => ({ layers: ["floods"], token: "t" }));
  const overlays = [
    { ...GREY, id: "floods", name: "Hochwasser", layers: "a" },
    { ...GREY, id: "noise", name: "Lärm", layers: "b" },
  ];
  const map = aMap();
  new Layers(map, { ...CONFIG, overlays, account: "/account" });
  const box = (name) => all(".map-layers label").find(({ textContent }) => textContent.trim() === name).querySelector("input");
  box("Lärm").click();
  await settled();
  same([box("Hochwasser").checked, box("Lärm").checked], [true, true]);
  map.remove();
});

check("the account's map is shown in place of ours, unless the reader has decided meanwhile", async () => {
  answering(() => ({}));
  const floods = { ...GREY, id: "floods", name: "Hochwasser" };
  const pressed = () => texts('.map-tiles [aria-pressed="true"]');
  const offer = () => {
    const map = Object.assign(aMap(), { baseLayer: { show() {}, hide() {} } });
    tileConsent(map, { tiles: [GREY, floods], account: "/account", texts: TEXTS });
    return map;
  };
  const map = offer();
  same(pressed(), [TEXTS.tilesOff]);
  await settled();
  same(pressed(), ["Hochwasser"]);
  map.remove();
  localStorage.clear();
  const again = offer();
  all(".map-tiles button")[0].click();
  await settled();
  same(pressed(), ["Grau"]);
  again.remove();
});

check("below what can be chosen stands where the choice is kept, with the way to the privacy notice where there is one", () => {
  for (const privacy of ["/datenschutz/", ""]) {
    const map = Object.assign(aMap(), { baseLayer: { show() {}, hide() {} } });
    tileConsent(map, { tiles: [GREY], privacy, texts: TEXTS });
    const line = all(".map-tiles p").at(-1);
    same([line.textContent, line.querySelector("a")?.getAttribute("href") ?? ""], [privacy ? `${TEXTS.choiceKept} ${TEXTS.privacy}` : TEXTS.choiceKept, privacy]);
    map.remove();
  }
});

// --- Who is asked, and what comes

check("layers of one provider stand below one sentence", () => {
  const floods = { ...GREY, id: "floods", consent: "Vom Land" };
  const found = byConsent([GREY, floods, { ...GREY, id: "colour" }]);
  same(found.map(([sentence, layers]) => [sentence, layers.map(({ id }) => id)]), [["Vom Amt", ["grey", "colour"]], ["Vom Land", ["floods"]]]);
});

check("a layer is drawn larger beyond its last zoom, and only where it is", () => {
  const layer = layerOn(aMap({ maxZoom: 19 }), { ...GREY, minZoom: 7, maxZoom: 16, bounds: [12, 51, 13, 52] });
  same([layer.options.minZoom, layer.options.maxNativeZoom, layer.options.maxZoom], [7, 16, 19]);
  same(layer.options.bounds.toBBoxString(), "12,51,13,52");
});

check("a host that does not answer is told of once, and the map stays", () => {
  const clock = heldClock();
  const map = aMap();
  const layer = layerOn(map);
  clock.pass(11_000);
  same(told(), "");
  clock.pass(2_000);
  same([told(), map.hasLayer(layer)], [TEXTS.layerFailed.replace("{name}", "Grau"), true]);
  find(".map-status button").click();
  layer.fire("tileerror").fire("load");
  same(told(), "");
  map.remove();
});

check("an answer that is no picture is told of at once, and forgotten with the layer", () => {
  const map = aMap();
  const layer = layerOn(map);
  layer.fire("tileerror");
  same(told(), "");
  layer.fire("load");
  same([texts(".map-status p").length, told().length > 0], [1, true]);
  layer.remove();
  same(told(), "");
  map.remove();
});

check("a layer that shows something is not complained of, though single pictures are missing", () => {
  const clock = heldClock();
  const map = aMap();
  const layer = layerOn(map);
  layer.fire("tileload").fire("tileerror").fire("load");
  clock.pass(60_000);
  same(told(), "");
  map.remove();
});

check("our own map comes back below one that does not come", () => {
  const map = aMap();
  const calls = [];
  map.baseLayer = { show: () => calls.push("show"), hide: () => calls.push("hide") };
  tileConsent(map, { tiles: [GREY], texts: TEXTS });
  find(".map-tiles button").click();
  same(calls, ["show", "hide"]);
  let drawn;
  map.eachLayer((layer) => (drawn = layer));
  drawn.fire("tileerror").fire("load");
  same([calls, map.hasLayer(drawn)], [["show", "hide", "show"], true]);
  map.remove();
});
