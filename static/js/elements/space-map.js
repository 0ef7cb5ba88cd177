/**
 * The map beside the list: all matches of the page's address, those near each other clustered by the server, with
 * boundaries from zoom 12.
 *
 * data-src is the GeoJSON address; the query string is that of the page. Hears `spaces:filtered` with { search }, says
 * `map:moved` with { bbox } while "search as I move the map" is ticked, and `map:asked` with filters ({ polygon },
 * { place, radius }; "" lifts one). View and opened object stand in the address behind "#" (lib/map-hash.js). Cards of
 * the page carry data-number: what is hovered or focused lights up on both sides.
 */
import { Layers } from "../lib/map-layers.js";
import { readHash, readView, writeHash, writeView } from "../lib/map-hash.js";
import { mapTools } from "../lib/map-tools.js";
import { boundaryLayer, createMap, fitMap, readConfig, toBbox, toBounds } from "../lib/maps.js";
import { make, StatusLine } from "../lib/map-panel.js";
import { ObjectPopup } from "../lib/object-popup.js";
import { pause } from "../lib/pause.js";
import { SearchArea } from "../lib/search-area.js";
import { SpaceMarkers } from "../lib/space-markers.js";

const SETTLE = 200; // milliseconds without a move before markers and search follow
const PADDING = 0.25; // of the view beyond each edge, as the server answers
const CLOSE_UP = 14; // zoom at which an object named by the address is shown
const CLEAR_OF_CONTROLS = { paddingTopLeft: [32, 96], paddingBottomRight: [72, 32] }; // px
const LITTLE_ROOM = { paddingTopLeft: [24, 56], paddingBottomRight: [48, 64] }; // px, above a sheet
const LITTLE = 400; // px of height
const ROUNDING = 3; // px by which a change of size moves the middle
/** The map stands in the page: one finger scrolls past it, two move it. Where it fits the window, one finger moves it. */
const IN_THE_WAY = "(pointer: coarse) and (width < 64rem) and (height < 34rem)";
const POINT = 0.0002; // degrees around objects at the very same place

class SpaceMap extends HTMLElement {
  /** Step by step: what the page begins with goes first, and is answered in between. */
  async connectedCallback() {
    this.querySelector("[data-no-script]")?.remove();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    for (const step of [() => this.build(), () => this.equip()]) {
      await pause();
      if (signal.aborted) return;
      step();
    }
  }

  build() {
    this.config = readConfig();
    this.search = location.search;
    this.pointed = new Set(); // numbers of hovered, focused or opened objects: new markers light up as well
    this.inTheWay = matchMedia(IN_THE_WAY);
    this.map = createMap(this, {
      label: this.dataset.label,
      dragging: !this.inTheWay.matches,
      config: this.config,
      begin: (map) => this.begin(map),
    });
    this.moveBelow();
  }

  equip() {
    this.status = new StatusLine(this.map);
    this.markers = new SpaceMarkers(this.map, {
      clusterName: this.config.texts.cluster,
      onPick: (marker) => this.picked(marker),
      onPoint: (numbers, isLit) => numbers.forEach((number) => this.light(number, isLit)),
    });
    this.popup = new ObjectPopup(this.map, {
      address: this.dataset.objects,
      section: this.parentElement,
      panel: document.querySelector("[data-selected]"),
      closeName: this.dataset.close,
      onOpen: (numbers) => this.opened(numbers),
      onClose: (numbers, hadFocus) => this.closed(numbers, hadFocus),
    });
    this.layers = new Layers(this.map, this.config);
    this.searchArea = new SearchArea(this.map, this.config.texts);
    mapTools(this.map, { config: this.config, status: this.status, section: this.parentElement, ask: (filters) => this.ask(filters) });
    this.map.on("moveend", () => this.moved());
    this.listen();
    this.load(location.search);
  }

  /** The view that the address names, else around all there is, as the page knows it. */
  begin(map) {
    this.map = map;
    this.width = this.offsetWidth;
    this.height = this.offsetHeight;
    this.hasView = this.restoreView();
    if (!this.hasView) this.fit(JSON.parse(this.dataset.extent || "null") ?? this.config.extent);
  }

  disconnectedCallback() {
    this.leaving.abort();
    if (this.map?.getPane("mapPane")) this.map.remove(); // it may leave again before it has another
  }

  listen() {
    const { signal } = this.leaving;
    document.addEventListener("spaces:filtered", (event) => this.load(event.detail.search), { signal });
    for (const [type, isLit] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
      document.addEventListener(type, (event) => this.pointedAt(event, isLit), { signal });
    }
    document.addEventListener("sheet:dropped", () => this.resized(), { signal });
    addEventListener("popstate", () => this.restoreView(), { signal });
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.popup.close(), { signal });
    for (const link of document.querySelectorAll("[data-link]")) {
      link.addEventListener("click", () => (link.hash = location.hash), { signal });
    }
    this.inTheWay.addEventListener("change", ({ matches }) => this.map.dragging[matches ? "disable" : "enable"](), { signal });
    const resized = new ResizeObserver(() => this.resized());
    resized.observe(this);
    signal.addEventListener("abort", () => resized.disconnect());
    const follow = document.querySelector("[data-search-as-moved]");
    this.follows = follow.querySelector("input");
    follow.hidden = false;
    this.follows.addEventListener("change", () => this.askForView(), { signal });
  }

  /** Scale and sources stand in the line below the map, beside the legend. */
  moveBelow() {
    const controls = this.querySelectorAll(".leaflet-control-scale, .leaflet-control-attribution");
    document.querySelector("[data-map-foot]").append(...controls);
  }

  resized() {
    const isHidden = !this.offsetWidth;
    const { extent } = this.isAsFitted() ? this.fitted : {};
    // What the sheet leaves free grows and shrinks at its lower edge: nothing of the map moves.
    this.map.invalidateSize({ animate: false, pan: this.width !== this.offsetWidth });
    const isSame = this.width === this.offsetWidth && this.height === this.offsetHeight;
    this.width = this.offsetWidth;
    this.height = this.offsetHeight;
    if (this.wasHidden && !isHidden) this.load(this.search);
    else if (extent && !isHidden && !isSame) this.fit(extent);
    this.wasHidden = isHidden;
    if (!isHidden) this.popup.keepClear({ animate: false });
  }

  /**
   * Shows all there is, clear of the controls, and again in a window of another size as long as nobody moves the map;
   * not under the finger that drags the sheet, but once it is lifted.
   */
  fit(extent) {
    if (!this.closest("[data-dragged]")) fitMap(this.map, toBounds(extent), this.offsetHeight < LITTLE ? LITTLE_ROOM : CLEAR_OF_CONTROLS);
    this.fitted = { extent, center: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  isAsFitted() {
    if (this.fitted?.zoom !== this.map.getZoom()) return false;
    const [then, now] = [this.fitted.center, this.map.getCenter()].map((place) => this.map.project(place));
    return then.distanceTo(now) < ROUNDING;
  }

  // --- What is on the map

  async load(search) {
    this.search = search;
    this.answered = null;
    this.follows.checked = new URLSearchParams(search).has("bbox");
    await this.refresh();
    if (!this.hasView && this.answered) {
      const { extent } = this.answered;
      if (extent && !(this.isAsFitted() && `${extent}` === `${this.fitted.extent}`)) this.fit(extent);
      this.hasView = true;
      await this.refresh();
    }
    const asked = readHash().get("object");
    if (asked && !this.popup.numbers.includes(asked)) this.openAsked(asked);
  }

  /** Asks for what the view needs and the last answer does not hold. */
  async refresh() {
    if (!this.offsetWidth) return; // the list is shown instead
    const view = this.map.getBounds();
    const zoom = this.map.getZoom();
    const has = this.answered;
    if (has?.zoom === zoom && has.search === this.search && has.area.contains(view)) return;
    const { search } = this;
    const isEmpty = document.querySelector("[data-results]")?.dataset.count === "0";
    const collection = isEmpty && !this.searchArea.isAsked(search) ? { features: [] } : await this.fetched(search, view, zoom);
    if (!collection) return;
    this.answered = { search, zoom, area: view.pad(PADDING), extent: collection.extent };
    const { focused } = this.markers;
    this.markers.show(collection.features);
    if (focused && !this.markers.focused) this.markers.focusNear(focused) || this.focus({ preventScroll: true });
    this.showBoundaries(collection.boundaries ?? []);
    this.searchArea.show(collection.search_area ?? []);
    for (const number of [...this.pointed, ...this.popup.numbers]) this.light(number, true);
  }

  /** The collection of an address; nothing when it failed or newer filters overtook it. */
  async fetched(search, view, zoom) {
    this.request?.abort();
    this.request = new AbortController();
    const query = new URLSearchParams(search);
    query.set("view", toBbox(view));
    query.set("zoom", zoom);
    try {
      const response = await fetch(`${this.dataset.src}?${query}`, { signal: this.request.signal });
      if (!response.ok) throw new Error(response.statusText);
      if (this.hasFailed) this.status.clear();
      this.hasFailed = false;
      return await response.json();
    } catch (error) {
      if (error.name === "AbortError") return null;
      this.hasFailed = true;
      this.status.say(this.dataset.failed);
      return null;
    }
  }

  showBoundaries(features) {
    this.boundaries?.remove();
    this.boundaries = boundaryLayer(
      { type: "FeatureCollection", features },
      { className: (feature) => `map__${feature.properties.kind}` },
    ).addTo(this.map);
  }

  // --- Which one is looked at

  pointedAt(event, isLit) {
    const card = event.target.closest?.("[data-number]");
    if (card && !card.contains(event.relatedTarget)) this.light(card.dataset.number, isLit);
  }

  /** Lights or dims an object: its marker or the cluster that holds it, its card, its boundary. */
  light(number, isLit) {
    if (isLit) this.pointed.add(number);
    else this.pointed.delete(number);
    const isOn = isLit || this.popup.numbers.includes(number);
    this.markers.light(number, isOn);
    for (const card of document.querySelectorAll(`[data-number="${number}"]`)) card.classList.toggle("is-active", isOn);
    this.boundaries?.eachLayer((layer) => {
      if (String(layer.feature.properties.number) === number) layer.getElement()?.classList.toggle("is-active", isOn);
    });
  }

  /** A cluster that can be taken apart is zoomed into; everything else opens. */
  picked(marker) {
    const hasFocus = marker.getElement() === document.activeElement;
    if (marker.bounds && this.canPart(marker.bounds)) {
      this.map.fitBounds(marker.bounds, { padding: [48, 48], maxZoom: this.map.getMaxZoom() });
      return;
    }
    const more = marker.count > marker.numbers.length || marker.numbers.length > 1 ? [this.allOf(marker)] : [];
    this.popup.open(marker.numbers, { latlng: marker.getLatLng(), more, takeFocus: hasFocus });
  }

  canPart(bounds) {
    const isPoint = bounds.getNorthEast().equals(bounds.getSouthWest(), POINT / 10);
    return !isPoint && this.map.getZoom() < this.map.getMaxZoom();
  }

  /** "All 3,000 objects of this place in the list": the search limited to where the members stand. */
  allOf({ bounds, count }) {
    const around = L.latLngBounds(
      [bounds.getSouth() - POINT, bounds.getWest() - POINT],
      [bounds.getNorth() + POINT, bounds.getEast() + POINT],
    );
    const query = new URLSearchParams(this.search);
    query.set("bbox", toBbox(around));
    const shown = new Intl.NumberFormat(document.documentElement.lang).format(count);
    const list = document.querySelector("[data-link=list]").pathname;
    const link = make("a", { href: `${list}?${query}`, textContent: this.config.texts.allHere.replace("{count}", shown) });
    const line = make("p", { className: "popup__all" });
    line.append(link);
    return line;
  }

  opened(numbers) {
    for (const number of numbers) this.light(number, true);
    if (numbers.length > 1) return;
    writeHash({ object: numbers[0] });
    const card = document.querySelector(`[data-results] [data-number="${numbers[0]}"]`);
    const list = card?.closest(".list-sheet__body");
    if (!list?.checkVisibility({ visibilityProperty: true }) || list.scrollHeight === list.clientHeight) return;
    const { bottom } = list.querySelector(".results-bar").getBoundingClientRect();
    list.scrollTop += card.getBoundingClientRect().top - bottom;
  }

  closed(numbers, hadFocus) {
    for (const number of numbers) this.light(number, false);
    writeHash({ object: "" });
    if (hadFocus) (this.markers.byNumber.get(numbers[0])?.getElement() ?? this).focus({ preventScroll: true });
  }

  /** object=number in the address: a reload, or the page of an object, leads here. */
  async openAsked(number) {
    if (!/^\d{1,9}$/.test(number)) return;
    const hadView = readView() !== null;
    const at = await this.popup.open([number]);
    if (!at || hadView) return;
    this.map.setView(at, Math.max(this.map.getZoom(), CLOSE_UP), { animate: false });
    this.popup.keepClear({ animate: false });
  }

  // --- The view

  /** Shows the view the address names; false when it names none. */
  restoreView() {
    const view = readView();
    if (view) this.map.setView(view.center, view.zoom, { animate: false });
    return view !== null;
  }

  moved() {
    if (!this.hasView) return; // the region, before the results are there
    writeView(this.map);
    clearTimeout(this.settling);
    this.settling = setTimeout(() => (this.follows.checked ? this.askForView() : this.refresh()), SETTLE);
  }

  askForView() {
    const bbox = this.follows.checked ? toBbox(this.map.getBounds()) : "";
    document.dispatchEvent(new CustomEvent("map:moved", { detail: { bbox } }));
  }

  ask(filters) {
    document.dispatchEvent(new CustomEvent("map:asked", { detail: filters }));
  }
}

customElements.define("space-map", SpaceMap);
