/**
 * Federal maps, and only when the visitor asks: before that no request leaves for another host.
 * The choice stays on the device (localStorage) until it is taken back in the same place.
 */

const STORAGE_KEY = "map-tiles";

/**
 * Adds the control; loads the layer the visitor chose on an earlier visit.
 *
 * @param {L.Map} map  with `map.baseLayer`
 * @param {object} config  { tiles: [{ name, url, attribution, max_zoom }], texts }
 */
export function tileConsent(map, { tiles, texts }) {
  const control = L.control({ position: "topleft" });
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
    const button = document.createElement("button");
    button.type = "button";
    button.className = "map-tiles__choice";
    button.textContent = tile ? tile.name : texts.tilesOff;
    button.addEventListener("click", () => {
      remember(tile?.url);
      choose(tile);
      panel.open = false;
      panel.querySelector("summary").focus();
    });
    return [button, tile];
  });
  const panel = buildPanel(texts, buttons.map(([button]) => button));

  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(panel);
    L.DomEvent.disableScrollPropagation(panel);
    return panel;
  };
  control.addTo(map);
  choose(tiles.find((tile) => tile.url === remembered()) ?? null);
}

function buildPanel(texts, buttons) {
  const panel = document.createElement("details");
  panel.className = "map-tiles";
  const summary = document.createElement("summary");
  summary.className = "map-tiles__summary";
  summary.textContent = texts.tilesLoad;
  const body = document.createElement("div");
  body.className = "map-tiles__body";
  const note = document.createElement("p");
  note.textContent = texts.tilesNote;
  body.append(note, ...buttons);
  panel.append(summary, body);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    panel.open = false;
    summary.focus();
  });
  return panel;
}

/* A browser may forbid storage; then the choice holds for this page. */
function remembered() {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function remember(url) {
  try {
    if (url) localStorage.setItem(STORAGE_KEY, url);
    else localStorage.removeItem(STORAGE_KEY);
  } catch {
    // nothing to do
  }
}
