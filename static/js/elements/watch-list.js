import { addressOf, isStorable, keep, keepNote, noteOn, watched } from "../lib/watch-list.js";

/**
 * The page of the watch list. It always shows the list in its address; a bare address is replaced by that of the list
 * kept on the device. While both are the same, what is done here is kept as well; a list that came by a link can be
 * added to the device's own.
 */
class WatchList extends HTMLElement {
  connectedCallback() {
    this.numbers = this.dataset.numbers.split(",").filter(Boolean).map(Number);
    if (!isStorable()) return this.tell("unstored");
    const mine = watched();
    if (!new URLSearchParams(location.search).has("ids")) {
      if (mine.length) location.replace(addressOf(this.dataset.address, mine));
      return;
    }
    if (!this.numbers.length) return;
    this.isMine = mine.join() === this.numbers.join();
    if (!this.isMine) this.offerToTakeOver(mine);
    for (const entry of this.querySelectorAll("[data-entry]")) {
      const number = Number(entry.dataset.entry);
      if (mine.includes(number)) this.openNote(entry, number);
    }
    this.addEventListener("click", (event) => this.follow(event.target.closest("a[data-list]")));
  }

  /** A link that removes or moves an object leads to the new list; keep that first. */
  follow(link) {
    if (link && this.isMine) keep(link.dataset.list.split(",").filter(Boolean).map(Number));
  }

  offerToTakeOver(mine) {
    this.tell("foreign");
    const own = this.querySelector("[data-own]");
    own.href = addressOf(this.dataset.address, mine);
    own.hidden = !mine.length;
    this.querySelector("[data-take-over]").addEventListener("click", () => {
      const all = [...mine, ...this.numbers];
      if (keep(all)) location.assign(addressOf(this.dataset.address, watched()));
      else this.tell("unstored");
    });
  }

  openNote(entry, number) {
    const field = entry.querySelector("textarea");
    const printed = entry.querySelector("[data-note-print]");
    field.value = printed.textContent = noteOn(number);
    field.addEventListener("input", () => {
      printed.textContent = field.value;
      if (!keepNote(number, field.value)) this.tell("unstored");
    });
    entry.querySelector("[data-note]").hidden = false;
  }

  tell(name) {
    this.querySelector(`[data-says="${name}"]`).hidden = false;
  }
}

customElements.define("watch-list", WatchList);
