/**
 * Maps and layers of other hosts, and only when the visitor asks: before that no request leaves for them.
 * The choice stays on the device (localStorage) until it is taken back in the same place.
 */
import { addPanel, foldPanel, make, textButton } from "./map-panel.js";

const STORAGE_KEY = "map-tiles";

/**
 * Adds the panel; loads the layer the visitor chose on an earlier visit.
 *
 * @param {L.Map} map  with `map.baseLayer`
 * @param {object} config  { tiles: [{ name, url, attribution, max_zoom }], texts }
 */
export function tileConsent(map, { tiles, texts }) {
  let shown = null;

  function choose(tile) {
    shown?.remove();
    shown = tile ? L.tileLayer(tile.url, { attribution: tile.attribution, maxZoom: tile.max_zoom, pane: "tilePane" }) : null;
    if (shown) map.baseLayer.hide();
    else map.baseLayer.show();
    shown?.addTo(map);
    buttons.forEach(([button, its]) => button.setAttribute("aria-pressed", String(its === tile)));
  }

  const buttons = [...tiles, null].map((tile) => {
    const button = textButton(tile ? tile.name : texts.tilesOff, () => {
      remember(STORAGE_KEY, tile?.url);
      choose(tile);
      foldPanel(panel);
    });
    return [button, tile];
  });
  const panel = addPanel(map, {
    summary: texts.tilesLoad,
    className: "map-tiles",
    content: [make("p", { textContent: texts.tilesNote }), ...buttons.map(([button]) => button)],
  });
  const earlier = remembered(STORAGE_KEY);
  choose(tiles.find((tile) => tile.url === earlier) ?? null);
}

/* A browser may forbid storage; then the choice holds for this page. */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // nothing to do
  }
}
