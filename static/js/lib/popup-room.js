/**
 * The part of the map that nothing covers, and a popup within it. Everything that stands on the map is measured where
 * it is: search as I move the map and the panels above, zoom and other buttons at the right, scale, sources and the line
 * that says what happens below. The legend makes way by itself (components/map.css).
 */
const ABOVE = ".map__ctl, .leaflet-top.leaflet-left .leaflet-control";
const RIGHT = ".leaflet-top.leaflet-right .leaflet-control";
const BELOW = ".leaflet-bottom .leaflet-control, .map-status";
const GAP = 8; // px between the popup and what else stands on the map
const TIP = 20; // px that point from the popup's box to its place
const FRAME = 36; // px around the content
const CALM = matchMedia("(prefers-reduced-motion: reduce)");
const LEAST = 96; // px of content, however small the map: the rest is scrolled

export class PopupRoom {
  /**
   * @param {L.Map} map
   * @param {HTMLElement} section  the map and what lies over it
   */
  constructor(map, section) {
    Object.assign(this, { map, section });
  }

  /** Folds the open panels: the popup takes their place. */
  foldPanels() {
    for (const panel of this.section.querySelectorAll("details.map-panel[open]")) panel.open = false;
  }

  /** Limits the height of what a popup holds; call it before the popup opens and when the map has another size. */
  limitHeight() {
    const { top, bottom } = this.free();
    this.section.style.setProperty("--popup-room", `${Math.max(LEAST, bottom - top - TIP - FRAME)}px`);
  }

  /** Moves the map so that nothing lies over the popup. */
  clear(popup, { animate = true } = {}) {
    this.map.stop();
    const free = this.free();
    const box = popup.getBoundingClientRect();
    const offset = [shift(box.left, box.right, free.left, free.right), shift(box.top, box.bottom + TIP, free.top, free.bottom)];
    if (offset.some(Boolean)) this.map.panBy(offset, { animate: animate && !CALM.matches });
  }

  /** In pixels of the window. */
  free() {
    const { left, top, right, bottom } = this.map.getContainer().getBoundingClientRect();
    const edges = (selector, edge) => this.boxes(selector).map((box) => box[edge]);
    return {
      left: left + GAP,
      top: Math.max(top, ...edges(ABOVE, "bottom")) + GAP,
      right: Math.min(right, ...edges(RIGHT, "left")) - GAP,
      bottom: Math.min(bottom, ...edges(BELOW, "top")) - GAP,
    };
  }

  boxes(selector) {
    const boxes = [...this.section.querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
    return boxes.filter(({ width }) => width);
  }
}

/** How far the view has to move along one axis; where there is too little room, the beginning shows. */
function shift(start, end, from, to) {
  if (start < from) return Math.floor(start - from);
  return end > to ? Math.ceil(Math.min(end - to, start - from)) : 0;
}
