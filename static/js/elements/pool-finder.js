/**
 * The quick search of the home page: its button says how many objects come. Options carry the words for their kind in
 * data-search; the button carries those without a number, for what only the server can count. Fields left empty do not
 * go into the address.
 */
class PoolFinder extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.tell());
    this.form.addEventListener("submit", (event) => this.go(event));
    this.leaving = new AbortController();
    // The browser may put back what was typed before.
    addEventListener("pageshow", () => this.tell(), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  tell() {
    const { ask, kind, district, area_min: area } = this.form.elements;
    const isNarrowed = [ask, district, area].some((field) => field.value.trim());
    const button = this.form.querySelector("button");
    const unit = this.querySelector(".unit > span");
    if (unit) unit.hidden = /[^\d.,\s]/.test(area.value); // "5 ha" does not stand before "m²"
    button.textContent = (isNarrowed ? button : kind.selectedOptions[0]).dataset.search;
  }

  /** To the address that the form asks for, without what is empty. */
  go(event) {
    event.preventDefault();
    const query = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value.trim()));
    location.assign(query.size ? `${this.form.action}?${query}` : this.form.action);
  }
}

customElements.define("pool-finder", PoolFinder);
