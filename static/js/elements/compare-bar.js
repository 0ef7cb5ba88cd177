const KEY = "compared";
const MOST = 6;

/**
 * Names what is ticked for the comparison, and keeps it from page to page and from search to search as long as the tab
 * is open. The form inside is that of the tick boxes, `form="compare"`; what stands on another page goes along with it.
 */
class CompareBar extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.line = this.querySelector("p");
    this.chosen = kept();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    document.addEventListener("change", (event) => this.boxes.includes(event.target) && this.tick(event.target), { signal });
    document.addEventListener("spaces:filtered", () => this.show(), { signal });
    this.form.addEventListener("reset", () => this.clear(), { signal });
    this.form.addEventListener("formdata", ({ formData }) => formData.set("ids", [...this.chosen.keys()].join(",")), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.comeBack(), { signal });
    this.show();
  }

  disconnectedCallback() {
    this.leaving.abort();
  }

  get boxes() {
    return [...this.form.elements].filter((field) => field.name === "ids");
  }

  tick(box) {
    if (box.checked && this.chosen.size >= MOST) {
      box.checked = false;
      this.line.textContent = this.dataset.full;
      return;
    }
    if (box.checked) this.chosen.set(box.value, nameOf(box));
    else this.chosen.delete(box.value);
    keep(this.chosen);
    this.show();
  }

  clear() {
    this.chosen.clear();
    keep(this.chosen);
    this.show();
  }

  comeBack() {
    this.chosen = kept();
    this.show();
  }

  show() {
    for (const box of this.boxes) box.checked = this.chosen.has(box.value);
    const { chosenOne, chosenSeveral } = this.dataset;
    const said = this.chosen.size === 1 ? chosenOne : chosenSeveral.replace("{count}", this.chosen.size);
    this.line.textContent = `${said} ${[...this.chosen.values()].join(" · ")}`;
    this.toggleAttribute("data-open", this.chosen.size > 0);
  }
}

function nameOf(box) {
  return box.closest("article").querySelector(".space-card__title").textContent;
}

/* What lies in the storage may be anybody's: only pairs of a number and a name are taken. */
function kept() {
  try {
    const pairs = JSON.parse(sessionStorage.getItem(KEY)) ?? [];
    return new Map(pairs.filter(([number, name]) => /^\d+$/.test(number) && typeof name === "string").slice(0, MOST));
  } catch {
    return new Map();
  }
}

function keep(chosen) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...chosen]));
  } catch {
    // Then it is kept on this page alone.
  }
}

customElements.define("compare-bar", CompareBar);
