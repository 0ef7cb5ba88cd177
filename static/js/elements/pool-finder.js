/**
 * The quick search of the home page: its button says how many objects come. Options carry the words for their kind in
 * data-search; the button carries those without a number, for what only the server can count. Fields left empty do not
 * go into the address.
 */
class PoolFinder extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => this.tell());
    this.form.addEventListener("formdata", ({ formData }) => dropEmpty(formData));
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
    button.textContent = (isNarrowed ? button : kind.selectedOptions[0]).dataset.search;
  }
}

function dropEmpty(formData) {
  for (const [name, value] of [...formData]) if (!value.trim()) formData.delete(name);
}

customElements.define("pool-finder", PoolFinder);
