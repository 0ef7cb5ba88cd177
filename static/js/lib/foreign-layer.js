/**
 * A layer that another host draws: tiles by an address with {z}, {x}, {y}, or a WMS with the names of its layers.
 * When nothing comes of it, the map's status line says so once; what lies below stays to be seen and used.
 */
import { StatusLine, textButton } from "./map-panel.js";

const PATIENCE = 12000; // ms without a single tile
const IN_WORDS = "application/vnd.ogc.se_xml"; // a WMS shall not draw its errors: a picture of words is no map

export function foreignLayer(map, layer, { texts, ...options }) {
  const { url, layers, attribution, minZoom, maxZoom, bounds } = layer;
  const all = {
    ...options,
    attribution,
    minZoom: minZoom ?? 0,
    maxNativeZoom: maxZoom ?? undefined,
    maxZoom: map.getMaxZoom(),
    bounds: bounds ? L.latLngBounds([bounds[1], bounds[0]], [bounds[3], bounds[2]]) : undefined,
  };
  const wms = { layers, format: "image/png", transparent: true, exceptions: IN_WORDS };
  const drawn = layers ? L.tileLayer.wms(url, { ...all, ...wms }) : L.tileLayer(url, all);
  tellOfSilence(map, drawn, texts.layerFailed.replace("{name}", layer.name), texts.dismiss);
  return drawn;
}

/** Nothing came so far: no picture within a while, or none at all among the answers. Single ones may be missing. */
function tellOfSilence(map, drawn, sentence, dismiss) {
  let [waiting, came, failed, isTold] = [null, 0, 0, false];
  const stop = () => clearTimeout(waiting);
  const tell = () => {
    stop();
    if (isTold || came || !map.hasLayer(drawn)) return;
    isTold = true;
    const status = StatusLine.of(map);
    status.say(sentence, [textButton(dismiss, () => status.clear(), "button button--quiet")]);
    drawn.fire("silent");
  };
  drawn.on("loading", () => {
    stop();
    if (!came) waiting = setTimeout(tell, PATIENCE);
  });
  drawn.on("tileload", () => {
    came += 1;
    stop();
  });
  drawn.on("tileerror", () => (failed += 1));
  drawn.on("load", () => failed && tell());
  drawn.on("remove", () => {
    stop();
    const status = StatusLine.of(map);
    if (isTold && status.text.textContent === sentence) status.clear(); // something else may be said by now
    [came, failed, isTold] = [0, 0, false];
  });
}

/** Layers of one provider stand below one sentence about it: [[sentence, layers]]. */
export function byConsent(layers) {
  const found = new Map();
  for (const layer of layers) found.set(layer.consent, [...(found.get(layer.consent) ?? []), layer]);
  return [...found];
}
