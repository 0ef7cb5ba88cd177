/**
 * The map beside the list: all matches of the page's address, clustered, with boundaries from zoom 12.
 *
 * data-src is the GeoJSON address; the query string is that of the page. Hears `spaces:filtered` with { search }, says
 * `map:moved` with { bbox } while "search as I move the map" is ticked. The view stands in the address as
 * #map=zoom/latitude/longitude, so that it stays when filters change and comes back with the page; #object=number
 * opens one object. Cards of the page carry data-number: what is hovered or focused lights up on both sides.
 */
import { boundaryLayer, clusterLayer, createMap, fitMap, placeMarker, setCurrent, toBbox } from "../lib/maps.js";

const BOUNDARIES_FROM = 12; // zoom
const SETTLE = 350; // milliseconds without a move before the search follows
const CLEAR_OF_CONTROLS = { paddingTopLeft: [32, 72], paddingBottomRight: [72, 56] }; // px
const CLUSTER_RADIUS = 72; // px: neighbours keep apart far enough to be tapped

class SpaceMap extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-no-script]")?.remove();
    this.popupTemplate = this.querySelector("template");
    this.places = new Map(); // number -> { marker, feature }
    this.search = location.search;

    this.map = createMap(this, { label: this.dataset.label });
    this.cluster = clusterLayer({ maxClusterRadius: CLUSTER_RADIUS }).addTo(this.map);
    this.hasView = this.restoreView();
    this.map.on("moveend", () => this.moved());
    this.map.on("popupopen", ({ popup }) => this.opened(popup));
    this.map.on("popupclose", ({ popup }) => this.closed(popup));
    this.listen();
    this.load(this.search);
  }

  disconnectedCallback() {
    this.leaving.abort();
    this.map.remove();
  }

  listen() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    document.addEventListener("spaces:filtered", (event) => this.load(event.detail.search), { signal });
    for (const [type, isLit] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
      document.addEventListener(type, (event) => this.pointedAt(event, isLit), { signal });
    }
    addEventListener("popstate", () => this.restoreView(), { signal });
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.map.closePopup(), { signal });
    for (const link of document.querySelectorAll("[data-link]")) {
      link.addEventListener("click", () => (link.hash = location.hash), { signal });
    }
    const follow = document.querySelector("[data-search-as-moved]");
    this.follows = follow.querySelector("input");
    follow.hidden = false;
    this.follows.addEventListener("change", () => this.askForView(), { signal });
  }

  // --- What is on the map

  async load(search) {
    this.search = search;
    this.follows.checked = new URLSearchParams(search).has("bbox");
    const isEmpty = document.querySelector("[data-results]")?.dataset.count === "0";
    const collection = isEmpty ? { features: [] } : await this.fetched(search);
    if (!collection) return;
    this.show(collection.features);
    if (!this.hasView) fitMap(this.map, this.cluster.getBounds(), CLEAR_OF_CONTROLS);
    this.hasView = true;
    this.openAsked();
    this.showBoundaries();
  }

  /** The collection of an address; nothing when it failed or newer filters overtook it. */
  async fetched(search, slot = "request") {
    this[slot]?.abort();
    this[slot] = new AbortController();
    try {
      const response = await fetch(this.dataset.src + search, { signal: this[slot].signal });
      if (!response.ok) throw new Error(response.statusText);
      this.note("");
      return await response.json();
    } catch (error) {
      if (error.name !== "AbortError") this.note(this.dataset.failed);
      return null;
    }
  }

  /** Takes away what no longer matches and adds what is new; what stays keeps its popup. */
  show(features) {
    const wanted = new Map(features.filter((feature) => feature.geometry).map((feature) => [String(feature.id), feature]));
    const gone = [...this.places.keys()].filter((number) => !wanted.has(number));
    this.cluster.removeLayers(gone.map((number) => this.places.get(number).marker));
    for (const number of gone) this.places.delete(number);
    const added = [...wanted].filter(([number]) => !this.places.has(number));
    for (const [number, feature] of added) this.places.set(number, { feature, marker: this.markerOf(number, feature) });
    this.cluster.addLayers(added.map(([number]) => this.places.get(number).marker));
  }

  markerOf(number, { geometry, properties }) {
    const [longitude, latitude] = geometry.coordinates;
    const marker = placeMarker([latitude, longitude], {
      name: [properties.name, properties.place, properties.area_label].filter(Boolean).join(", "),
      className: `marker--${properties.kind}`,
      text: markerText(properties),
    });
    marker.number = number;
    marker.bindPopup(() => this.popupOf(properties), {
      minWidth: 240,
      maxWidth: 300,
      autoPanPadding: [24, 24],
      autoPanPaddingTopLeft: [24, 120], // clear of the controls in the corner
    });
    marker.on("add", () => {
      const button = marker.getElement();
      for (const type of ["pointerenter", "focus"]) button.addEventListener(type, () => this.light(number, true));
      for (const type of ["pointerleave", "blur"]) button.addEventListener(type, () => this.light(number, false));
      this.light(number, number === this.selected);
    });
    return marker;
  }

  popupOf(properties) {
    const popup = this.popupTemplate.content.firstElementChild.cloneNode(true);
    const field = (name) => popup.querySelector(`[data-field="${name}"]`);
    for (const name of ["kind_label", "name", "place"]) field(name).textContent = properties[name];
    field("name").lang = properties.name_language;
    field("kind_label").classList.toggle("kicker--hall", properties.kind === "hall");
    for (const link of [field("name"), field("url")]) link.href = properties.url;
    popup.querySelector("[data-approximate]").hidden = properties.is_exact;
    popup.querySelector("[data-facts]").append(...properties.facts.map(factOf));
    return popup;
  }

  async showBoundaries() {
    if (this.map.getZoom() < BOUNDARIES_FROM) {
      this.boundaries?.remove();
      return;
    }
    const query = new URLSearchParams(this.search);
    query.set("bbox", toBbox(this.map.getBounds()));
    query.set("boundaries", "1");
    const collection = await this.fetched(`?${query}`, "boundaryRequest");
    if (!collection) return;
    const drawn = collection.features
      .filter((feature) => feature.boundary && this.places.has(String(feature.id)))
      .map((feature) => ({ type: "Feature", geometry: feature.boundary, properties: feature.properties }));
    this.boundaries?.remove();
    this.boundaries = boundaryLayer(
      { type: "FeatureCollection", features: drawn },
      { className: (feature) => `map__${feature.properties.kind}` },
    ).addTo(this.map);
  }

  // --- Which one is looked at

  pointedAt(event, isLit) {
    const card = event.target.closest?.("[data-number]");
    if (card && !card.contains(event.relatedTarget)) this.light(card.dataset.number, isLit);
  }

  /** Lights or dims an object: its marker or the cluster that hides it, its card, its boundary. */
  light(number, isLit) {
    const isOn = isLit || number === this.selected;
    const marker = this.places.get(number)?.marker;
    if (marker) setCurrent(this.cluster.getVisibleParent(marker) ?? marker, isOn);
    for (const card of document.querySelectorAll(`[data-number="${number}"]`)) card.classList.toggle("is-active", isOn);
    this.boundaries?.eachLayer((layer) => {
      if (String(layer.feature.properties.number) === number) layer.getElement()?.classList.toggle("is-active", isOn);
    });
  }

  opened(popup) {
    this.selected = popup._source?.number;
    this.light(this.selected, true);
    const element = popup.getElement();
    element.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", this.dataset.close);
    if (popup._source?.getElement() === document.activeElement) element.querySelector("a").focus();
    const card = document.querySelector(`[data-results] [data-number="${this.selected}"]`);
    const list = card?.closest(".map-view__list");
    if (list && list.scrollHeight > list.clientHeight) {
      list.scrollTop += card.getBoundingClientRect().top - list.getBoundingClientRect().top - 16;
    }
  }

  closed(popup) {
    const number = this.selected;
    this.selected = undefined;
    this.light(number, false);
    if (popup.getElement()?.contains(document.activeElement)) popup._source?.getElement()?.focus();
  }

  /** #object=number: the page of an object leads here. */
  openAsked() {
    const asked = location.hash.match(/^#object=(\d+)$/)?.[1];
    const marker = this.places.get(asked)?.marker;
    if (marker) this.cluster.zoomToShowLayer(marker, () => marker.openPopup());
  }

  // --- The view

  /** Shows the view the address names; false when it names none. */
  restoreView() {
    const view = location.hash.match(/^#map=([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/)?.slice(1).map(Number);
    if (!view || view.some(Number.isNaN) || Math.abs(view[1]) > 85) return false;
    this.map.setView([view[1], view[2]], view[0], { animate: false });
    return true;
  }

  moved() {
    if (!this.hasView) return; // the region, before the results are there
    const { lat, lng } = this.map.getCenter();
    const hash = `#map=${this.map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}`;
    history.replaceState(history.state, "", location.pathname + location.search + hash);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => (this.follows.checked ? this.askForView() : this.showBoundaries()), SETTLE);
  }

  askForView() {
    const bbox = this.follows.checked ? toBbox(this.map.getBounds()) : "";
    document.dispatchEvent(new CustomEvent("map:moved", { detail: { bbox } }));
  }

  note(text) {
    this.failure ??= document.createElement("p");
    this.failure.className = "map__note map__ctl";
    this.failure.setAttribute("role", "status");
    this.failure.textContent = text;
    if (text) this.append(this.failure);
    else this.failure.remove();
  }
}

/** The number inside a marker: hectares of a plot, square metres of a hall, as the page's language writes them. */
function markerText({ area_label: label }) {
  return label.replace(/\s\S+$/u, "");
}

function factOf({ label, value }) {
  const row = document.createElement("div");
  row.append(element("dt", label), element("dd", value));
  return row;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

customElements.define("space-map", SpaceMap);
