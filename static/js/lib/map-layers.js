/**
 * What may lie over the map: district borders, boundaries of objects, landmarks by kind, and layers of other hosts,
 * which load only when the visitor ticks them (lib/external-layers.js). Our own choices stand in the address behind "#".
 */
import { box, externalRows } from "./external-layers.js";
import { readHash, writeHash } from "./map-hash.js";
import { addPanel, make } from "./map-panel.js";
import { toLatLng } from "./maps.js";

const NAMES_FROM = 10; // zoom: further out the names of landmarks would hide the map

export class Layers {
  constructor(map, config) {
    Object.assign(this, { map, config });
    this.pane = map.createPane("landmarks");
    this.pane.style.zIndex = 450; // below our markers
    this.pane.setAttribute("aria-hidden", "true"); // the list and the pages tell distances in words
    this.shown = new Map(); // kind -> layer
    this.hidden = new Set((readHash().get("hide") ?? "").split(",").filter(Boolean));
    this.kinds = new Set((readHash().get("layers") ?? "").split(",").filter((kind) => kind in config.landmarkKinds));
    addPanel(map, { summary: config.texts.layers, className: "map-layers", content: this.content() });
    map.on("zoomend", () => this.nameThem());
    this.nameThem();
    for (const name of this.hidden) this.switchOwn(name, false);
    for (const kind of this.kinds) this.showKind(kind);
  }

  content() {
    const { texts, landmarkKinds, overlays } = this.config;
    const own = [
      box(texts.layerDistricts, !this.hidden.has("districts"), (isOn) => this.toggleOwn("districts", isOn)),
      box(texts.layerBoundaries, !this.hidden.has("boundaries"), (isOn) => this.toggleOwn("boundaries", isOn)),
    ];
    const landmarks = Object.entries(landmarkKinds).map(([kind, label]) =>
      box(label, this.kinds.has(kind), (isOn) => this.toggleKind(kind, isOn), `landmark landmark--${kind}`),
    );
    const groups = [group(texts.layers, own), group(texts.landmarks, landmarks)];
    if (!overlays.length) return groups;
    return [...groups, group(texts.overlays, externalRows(this.map, this.config))];
  }

  // --- Our own

  toggleOwn(name, isOn) {
    if (isOn) this.hidden.delete(name);
    else this.hidden.add(name);
    writeHash({ hide: [...this.hidden].join(",") });
    this.switchOwn(name, isOn);
  }

  switchOwn(name, isOn) {
    this.map.getContainer().classList.toggle(`map--no-${name}`, !isOn);
  }

  toggleKind(kind, isOn) {
    if (isOn) this.kinds.add(kind);
    else this.kinds.delete(kind);
    writeHash({ layers: [...this.kinds].join(",") });
    if (isOn) this.showKind(kind);
    else this.shown.get(kind)?.remove();
  }

  async showKind(kind) {
    if (!this.shown.has(kind)) {
      const collection = await this.landmarks();
      if (!collection) return;
      const features = collection.features.filter(({ properties }) => properties.kind === kind);
      const layer = L.layerGroup(features.map((feature) => landmarkOf(feature)));
      this.shown.set(kind, layer);
    }
    if (this.kinds.has(kind)) this.shown.get(kind).addTo(this.map);
  }

  async landmarks() {
    this.loading ??= fetch(this.config.landmarks).then((response) => (response.ok ? response.json() : null), () => null);
    const collection = await this.loading;
    if (!collection) this.loading = null; // the next tick tries again
    return collection;
  }

  nameThem() {
    this.map.getContainer().classList.toggle("map--names-landmarks", this.map.getZoom() >= NAMES_FROM);
  }
}

function landmarkOf({ geometry, properties }) {
  const name = make("span", { className: "landmark__name", textContent: properties.code || properties.name, lang: "de" });
  const icon = L.divIcon({ className: `landmark landmark--${properties.kind}`, html: name, iconSize: null });
  const title = [properties.name, properties.code].filter(Boolean).join(", ");
  return L.marker(toLatLng(geometry.coordinates), { icon, pane: "landmarks", interactive: false, keyboard: false, title });
}

function group(label, rows) {
  const set = make("fieldset", { className: "map-layers__group" });
  set.append(make("legend", { textContent: label }), ...rows);
  return set;
}
