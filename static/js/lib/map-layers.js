/**
 * What may lie over the map: district borders, boundaries of objects, landmarks by kind, and layers of other hosts
 * (MAP_OVERLAYS), which load only when the visitor ticks them. Our own choices stand in the address behind "#", those
 * of other hosts on the device.
 */
import { byConsent, foreignLayer } from "./foreign-layer.js";
import { choose, chosen, chosenByAccount } from "./layer-choice.js";
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
    this.external = chosen();
    this.externalBoxes = new Map(); // id -> switches its box and its layer
    this.decided = new Set(); // on this page, before the account answered
    addPanel(map, { summary: config.texts.layers, className: "map-layers", content: this.content() });
    map.on("zoomend", () => this.nameThem());
    this.nameThem();
    for (const name of this.hidden) this.switchOwn(name, false);
    for (const kind of this.kinds) this.showKind(kind);
    chosenByAccount(this.config.account).then((known) => known && this.followAccount(known));
  }

  content() {
    const { texts, landmarkKinds, overlays } = this.config;
    const own = [
      this.box(texts.layerDistricts, !this.hidden.has("districts"), (isOn) => this.toggleOwn("districts", isOn)),
      this.box(texts.layerBoundaries, !this.hidden.has("boundaries"), (isOn) => this.toggleOwn("boundaries", isOn)),
    ];
    const landmarks = Object.entries(landmarkKinds).map(([kind, label]) =>
      this.box(label, this.kinds.has(kind), (isOn) => this.toggleKind(kind, isOn), `landmark landmark--${kind}`),
    );
    const groups = [group(texts.layers, own), group(texts.landmarks, landmarks)];
    if (!overlays.length) return groups;
    const external = byConsent(overlays).flatMap(([sentence, its]) => [
      make("p", { textContent: sentence }),
      ...its.map((overlay) => this.externalBox(overlay)),
    ]);
    return [...groups, group(texts.overlays, [...external, make("p", { textContent: texts.choiceKept })])];
  }

  box(label, isOn, onChange, sign) {
    const row = make("label", { className: "check" });
    const input = make("input", { type: "checkbox", checked: isOn });
    input.addEventListener("change", () => onChange(input.checked));
    const text = make("span", { textContent: label });
    if (sign) text.prepend(make("span", { className: sign }), " ");
    row.append(input, text);
    return row;
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

  // --- Of other hosts

  externalBox(overlay) {
    const { texts, account } = this.config;
    const layer = foreignLayer(this.map, overlay, { pane: "overlayPane", opacity: 0.7, texts });
    const show = (isWanted) => (isWanted ? layer.addTo(this.map) : layer.remove());
    const row = this.box(overlay.name, this.external.has(overlay.id), (isWanted) => {
      this.decided.add(overlay.id);
      choose([overlay.id], isWanted ? [overlay.id] : [], account);
      show(isWanted);
    });
    this.externalBoxes.set(overlay.id, (isWanted) => {
      row.querySelector("input").checked = isWanted;
      show(isWanted);
    });
    if (this.external.has(overlay.id)) show(true);
    return row;
  }

  followAccount(known) {
    if (!this.map.getPane("overlayPane")) return; // the map is gone
    for (const [id, turn] of this.externalBoxes) if (!this.decided.has(id)) turn(known.has(id));
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
