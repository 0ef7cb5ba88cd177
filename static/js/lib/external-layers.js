/** Layers of other hosts (MAP_OVERLAYS) over a map: each loads only once it is ticked, and is remembered on the device. */
import { addPanel, make } from "./map-panel.js";
import { remember, remembered } from "./tile-consent.js";

const STORAGE_KEY = "map-overlays";

/** A panel with a box for each; those that were ticked earlier are on at once, several together. */
export function externalLayers(map, { overlays, texts }) {
  const rows = externalRows(map, overlays);
  addPanel(map, {
    summary: texts.overlays,
    className: "map-layers",
    content: [make("p", { textContent: texts.overlaysNote }), ...rows],
  });
}

/** The boxes alone. */
export function externalRows(map, overlays) {
  const chosen = new Set((remembered(STORAGE_KEY) ?? "").split("\n"));
  return overlays.map((overlay) => {
    const layer = externalLayer(overlay);
    if (chosen.has(overlay.url)) layer.addTo(map);
    return box(overlay.name, chosen.has(overlay.url), (isWanted) => {
      if (isWanted) chosen.add(overlay.url);
      else chosen.delete(overlay.url);
      remember(STORAGE_KEY, [...chosen].join("\n"));
      if (isWanted) layer.addTo(map);
      else layer.remove();
    });
  });
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

function externalLayer({ url, layers, attribution, max_zoom: maxZoom }) {
  const options = { attribution, maxZoom, pane: "overlayPane", opacity: 0.7 };
  return layers ? L.tileLayer.wms(url, { ...options, layers, format: "image/png", transparent: true }) : L.tileLayer(url, options);
}
