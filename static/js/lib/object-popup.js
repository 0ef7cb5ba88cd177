/**
 * What a marker opens: a piece of a page from the server, over the map, or below it where the screen is narrow.
 * At most one is open, and no panel beside it; closing it gives the focus back. Over the map nothing lies over it
 * (popup-room.js); it moves from there to below and back with the width of the window.
 */
import { toLatLng } from "./maps.js";
import { PopupRoom } from "./popup-room.js";

const NARROW = matchMedia("(width < 64rem)");
const BELOW = 48; // px between the edge of the map and the place of what is shown below it
const MOST = 20; // objects in one popup, as the server answers

export class ObjectPopup {
  /**
   * @param {L.Map} map
   * @param {object} options
   * @param {string} options.address  gives the piece of a page for ?number=…&number=…
   * @param {HTMLElement} options.section  the map and what lies over it
   * @param {HTMLElement} options.panel  below the map, with a close button and [data-content]
   * @param {string} options.closeName
   * @param {(numbers: string[]) => void} options.onOpen
   * @param {(numbers: string[]) => void} options.onClose
   */
  constructor(map, options) {
    Object.assign(this, options, { map, numbers: [] });
    this.room = new PopupRoom(map, this.section);
    map.on("popupclose", ({ popup }) => popup === this.popup && this.closed());
    map.on("said", () => this.keepClear());
    map.on("zoomend", () => this.popup && map.getBounds().contains(this.at) && this.keepClear());
    this.panel.querySelector("button").addEventListener("click", () => this.close());
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.section.addEventListener("toggle", ({ target }) => target.open && this.popup && this.close(), { capture: true });
    NARROW.addEventListener("change", () => this.changePlace());
  }

  /**
   * Shows objects; the place is that of the marker, or what the piece itself says. `more` is appended to it.
   * Resolves with the place, or null when they are not (any more) to be had.
   */
  async open(numbers, { latlng, more = [], takeFocus = false } = {}) {
    const content = await this.fetched(numbers.slice(0, MOST));
    if (!content) return null;
    this.close();
    const at = latlng ?? toLatLng(content.dataset.point.split(",").map(Number));
    content.append(...more);
    Object.assign(this, { numbers, content, at });
    this.show();
    this.onOpen(numbers);
    if (takeFocus) (content.querySelector("a") ?? content).focus({ preventScroll: !NARROW.matches });
    return at;
  }

  show() {
    if (NARROW.matches) this.openBelow();
    else this.openOver();
  }

  openOver() {
    this.room.foldPanels();
    this.room.limitHeight();
    this.popup = L.popup({ minWidth: 240, maxWidth: 300, offset: [0, -12], autoPan: false })
      .setLatLng(this.at)
      .setContent(this.content)
      .openOn(this.map);
    this.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", this.closeName);
    this.keepClear();
  }

  openBelow() {
    this.panel.querySelector("[data-content]").replaceChildren(this.content);
    this.panel.hidden = false;
  }

  /** Once more after the map has moved or has another size. */
  keepClear(options) {
    if (!this.popup) {
      if (this.numbers.length) this.map.panInside(this.at, { padding: [BELOW, BELOW], animate: false });
      return;
    }
    this.room.limitHeight();
    this.room.clear(this.popup.getElement(), options);
  }

  /** The window has become narrow or wide: what is open goes to its other place, with its focus. */
  changePlace() {
    if (!this.numbers.length) return;
    const focused = this.content.contains(document.activeElement) ? document.activeElement : null;
    const { popup } = this;
    this.popup = null; // so that it does not count as closed
    if (popup) this.map.closePopup(popup);
    else this.panel.hidden = true;
    this.show();
    focused?.focus({ preventScroll: !NARROW.matches });
  }

  close() {
    if (this.popup) this.map.closePopup(this.popup);
    if (this.panel.hidden) return;
    this.hadFocus = this.panel.contains(document.activeElement);
    this.panel.hidden = true;
    this.panel.querySelector("[data-content]").replaceChildren();
    this.closed();
  }

  closed() {
    const numbers = this.numbers;
    const hadFocus = this.hadFocus || this.popup?.getElement()?.contains(document.activeElement);
    this.popup = null;
    this.hadFocus = false;
    this.numbers = [];
    this.onClose(numbers, hadFocus);
  }

  async fetched(numbers) {
    this.request?.abort();
    this.request = new AbortController();
    const query = new URLSearchParams(numbers.map((number) => ["number", number]));
    try {
      const response = await fetch(`${this.address}?${query}`, { signal: this.request.signal });
      if (!response.ok) return null;
      const holder = document.createElement("template");
      holder.innerHTML = await response.text();
      return holder.content.firstElementChild;
    } catch (error) {
      return null;
    }
  }
}
