/**
 * Maps of other hosts instead of our own, and only when the visitor asks: before that no request leaves for them. Each
 * stands below the sentence that says who is asked. The choice is kept (lib/layer-choice.js) until it is taken back in
 * the same place.
 */
import { byConsent, foreignLayer } from "./foreign-layer.js";
import { choose, chosen, chosenByAccount } from "./layer-choice.js";
import { addPanel, choiceKept, foldPanel, make, textButton } from "./map-panel.js";

/**
 * Adds the panel; loads the layer the visitor chose on an earlier visit.
 *
 * @param {L.Map} map  with `map.baseLayer`
 * @param {object} config  { tiles: [{ id, name, url, attribution, maxZoom, consent }], account, privacy, texts }
 */
export function tileConsent(map, { tiles, account, privacy, texts }) {
  const ids = tiles.map(({ id }) => id);
  const buttons = [];
  let shown = null;
  let isDecided = false; // on this page, before the account answered

  function show(tile) {
    shown?.remove();
    shown = tile ? foreignLayer(map, tile, { pane: "tilePane", texts }) : null;
    if (shown) map.baseLayer.hide();
    else map.baseLayer.show();
    shown?.once("silent", () => map.baseLayer.show()); // an empty map helps nobody
    shown?.addTo(map);
    buttons.forEach(([button, its]) => button.setAttribute("aria-pressed", String(its === tile)));
  }

  function button(tile) {
    const made = textButton(tile ? tile.name : texts.tilesOff, () => {
      isDecided = true;
      choose(ids, tile ? [tile.id] : [], account);
      show(tile);
      foldPanel(panel);
    });
    buttons.push([made, tile]);
    return made;
  }

  const content = byConsent(tiles).flatMap(([sentence, its]) => [make("p", { textContent: sentence }), ...its.map(button)]);
  const kept = choiceKept(privacy, texts);
  const panel = addPanel(map, { summary: texts.tilesLoad, className: "map-tiles", content: [...content, button(null), kept] });
  const chosenOf = (known) => tiles.find(({ id }) => known.has(id)) ?? null;
  show(chosenOf(chosen()));
  chosenByAccount(account).then((known) => known && !isDecided && map.getPane("tilePane") && show(chosenOf(known)));
}
