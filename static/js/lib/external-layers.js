/** Layers of other hosts over a map: each loads only once it is ticked, below the sentence that says who is asked. */
import { byConsent, foreignLayer } from "./foreign-layer.js";
import { choose, chosen, chosenByAccount } from "./layer-choice.js";
import { addPanel, choiceKept, make } from "./map-panel.js";

/** A panel with a box for each; those that were ticked earlier are on at once, several together. */
export function externalLayers(map, config) {
  addPanel(map, { summary: config.texts.overlays, className: "map-layers", content: externalRows(map, config) });
}

/** The sentences and boxes alone. */
export function externalRows(map, { overlays, account, privacy, texts }) {
  const before = chosen();
  const decided = new Set(); // on this page, before the account answered
  const switches = new Map(); // id -> turns its box and its layer

  function row(overlay) {
    const layer = foreignLayer(map, overlay, { pane: "overlayPane", opacity: 0.7, texts });
    const show = (isWanted) => (isWanted ? layer.addTo(map) : layer.remove());
    const made = box(overlay.name, before.has(overlay.id), (isWanted) => {
      decided.add(overlay.id);
      choose([overlay.id], isWanted ? [overlay.id] : [], account);
      show(isWanted);
    });
    switches.set(overlay.id, (isWanted) => {
      made.querySelector("input").checked = isWanted;
      show(isWanted);
    });
    if (before.has(overlay.id)) show(true);
    return made;
  }

  const rows = byConsent(overlays).flatMap(([sentence, its]) => [make("p", { textContent: sentence }), ...its.map(row)]);
  chosenByAccount(account).then((known) => {
    if (!known || !map.getPane("overlayPane")) return; // nobody, or the map is gone
    for (const [id, turn] of switches) if (!decided.has(id)) turn(known.has(id));
  });
  return [...rows, choiceKept(privacy, texts)];
}

/** A box with its label; `sign` is the class of a picture before the words. */
export function box(label, isOn, onChange, sign) {
  const row = make("label", { className: "check" });
  const input = make("input", { type: "checkbox", checked: isOn });
  input.addEventListener("change", () => onChange(input.checked));
  const text = make("span", { textContent: label });
  if (sign) text.prepend(make("span", { className: sign }), " ");
  row.append(input, text);
  return row;
}
