/**
 * What a marker opens: a piece of a page from the server, over the map, or below it where the screen is narrow.
 * At most one is open; closing it gives the focus back.
 */
import { toLatLng } from "./maps.js";

const NARROW = matchMedia("(width < 64rem)");
const MOST = 20; // objects in one popup, as the server answers

export class ObjectPopup {
  /**
   * @param {L.Map} map
   * @param {object} options
   * @param {string} options.address  gives the piece of a page for ?number=…&number=…
   * @param {HTMLElement} options.panel  below the map, with a close button and [data-content]
   * @param {string} options.closeName
   * @param {(numbers: string[]) => void} options.onOpen
   * @param {(numbers: string[]) => void} options.onClose
   */
  constructor(map, options) {
    Object.assign(this, options, { map, numbers: [] });
    map.on("popupclose", ({ popup }) => popup === this.popup && this.closed());
    this.panel.querySelector("button").addEventListener("click", () => this.close());
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
    this.numbers = numbers;
    if (NARROW.matches) this.openBelow(content);
    else this.openOver(content, at);
    this.onOpen(numbers);
    if (takeFocus) (content.querySelector("a") ?? content).focus({ preventScroll: !NARROW.matches });
    return at;
  }

  openOver(content, at) {
    this.popup = L.popup({
      minWidth: 240,
      maxWidth: 300,
      offset: [0, -12],
      autoPanPadding: [24, 24],
      autoPanPaddingTopLeft: [24, 120], // clear of the controls in the corners
      autoPanPaddingBottomRight: [80, 24],
    })
      .setLatLng(at)
      .setContent(content)
      .openOn(this.map);
    this.popup.getElement().querySelector(".leaflet-popup-close-button").setAttribute("aria-label", this.closeName);
  }

  openBelow(content) {
    this.panel.querySelector("[data-content]").replaceChildren(content);
    this.panel.hidden = false;
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
