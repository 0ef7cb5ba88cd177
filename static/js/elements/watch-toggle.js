import { addressOf, isStorable, keep, MOST, onChange, watched } from "../lib/watch-list.js";

/**
 * Puts one object on the watch list or takes it off. The link inside becomes a button, unless the device stores nothing:
 * then it stays a link to a list in the address. `data-watch-full`, once in the page, is said when the list
 * can take no more.
 */
class WatchToggle extends HTMLElement {
  connectedCallback() {
    if (!isStorable()) return;
    this.number = Number(this.dataset.number);
    this.button ??= this.becomeButton();
    this.leaving = new AbortController();
    onChange(() => this.show(), this.leaving.signal);
    this.show();
  }

  disconnectedCallback() {
    this.leaving?.abort();
  }

  becomeButton() {
    const link = this.querySelector("a");
    this.path = new URL(link.href).pathname;
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    button.append(...link.childNodes);
    button.addEventListener("click", () => this.toggle());
    link.replaceWith(button);
    return button;
  }

  show() {
    this.button.setAttribute("aria-pressed", String(watched().includes(this.number)));
  }

  toggle() {
    const numbers = watched();
    const isWatched = numbers.includes(this.number);
    if (!isWatched && numbers.length >= MOST) return this.say(document.querySelector("[data-watch-full]").dataset.watchFull);
    const next = isWatched ? numbers.filter((number) => number !== this.number) : [...numbers, this.number];
    if (!keep(next)) location.assign(addressOf(this.path, next));
  }

  say(text) {
    this.said ??= this.appendChild(document.createElement("span"));
    this.said.setAttribute("role", "status");
    this.said.textContent = text;
  }
}

customElements.define("watch-toggle", WatchToggle);
