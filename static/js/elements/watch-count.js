import { addressOf, CHANGED, onChange, watched } from "../lib/watch-list.js";

/** The link to the watch list, with the number of objects on it; says each change to screen readers. */
class WatchCount extends HTMLElement {
  connectedCallback() {
    this.leaving = new AbortController();
    onChange((event) => this.show(event), this.leaving.signal);
    this.show();
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  show(event) {
    const numbers = watched();
    const count = this.querySelector("[data-count]");
    count.textContent = numbers.length;
    count.hidden = !numbers.length;
    this.querySelector("a").href = addressOf(this.dataset.address, numbers);
    const isOurs = event?.type === CHANGED;
    if (isOurs) this.querySelector("[role=status]").textContent = `${this.dataset.said} ${numbers.length}`;
  }
}

customElements.define("watch-count", WatchCount);
