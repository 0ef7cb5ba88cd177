/**
 * <space-completeness> above the form of a space: while somebody types, the share and the hints follow. What comes in
 * rows (photos, offers) counts as it was when the page was loaded.
 */
class SpaceCompleteness extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.items = [...this.querySelectorAll("[data-weight]")];
    this.total = this.items.reduce((sum, item) => sum + Number(item.dataset.weight), 0);
    // Suggestions of the administration tell nobody that they have been chosen; leaving the field does.
    for (const name of ["input", "change", "focusout"]) this.form.addEventListener(name, () => this.count());
  }

  count() {
    let missing = 0;
    for (const item of this.items) {
      const fields = this.fieldsOf(item);
      if (fields.length) item.hidden = fields.some((field) => field.value.trim() !== "");
      if (!item.hidden) missing += Number(item.dataset.weight);
    }
    this.show(Math.floor((100 * (this.total - missing)) / this.total));
  }

  fieldsOf(item) {
    const names = item.dataset.names.split(" ").filter(Boolean);
    return names.map((name) => this.form.elements.namedItem(name)).filter((field) => field && "value" in field);
  }

  show(percent) {
    const output = this.querySelector("output");
    const text = `${percent} %`;
    if (output.value !== text) output.value = text;
    this.querySelector("meter").value = percent;
    this.querySelector("[data-complete]").hidden = percent < 100;
    const more = this.querySelector("details");
    more.hidden = !more.querySelector("li:not([hidden])");
  }
}

customElements.define("space-completeness", SpaceCompleteness);
