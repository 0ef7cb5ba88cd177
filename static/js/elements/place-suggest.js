/**
 * Suggestions while a place is typed, after the ARIA combobox pattern: arrows, Enter, Escape, a spoken count.
 *
 * Wraps a text field. Its `data-src` answers `?q=` with [{ token, label, kind }]; `data-token` is the place that stands
 * in the field. The form sends the token of what was chosen, else what was typed, which the server looks up by itself.
 * `data-count-one`, `data-count-many` ("{count}") and `data-none` are what a screen reader says.
 */
const PAUSE_MS = 150;

class PlaceSuggest extends HTMLElement {
  connectedCallback() {
    if (this.list) return;
    this.field = this.querySelector("input");
    this.sent = Object.assign(document.createElement("input"), { type: "hidden", name: this.field.name });
    this.sent.value = this.dataset.token || this.field.value;
    this.committed = this.sent.value;
    this.labels = new Map([[this.sent.value, this.field.value]]);
    this.field.removeAttribute("name");
    this.list = Object.assign(document.createElement("ul"), { id: `${this.field.id}-list`, className: "place-suggest__list", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.dataset.label);
    this.status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
    this.status.setAttribute("role", "status");
    const box = Object.assign(document.createElement("div"), { className: "place-suggest__box" });
    this.field.replaceWith(box);
    box.append(this.field, this.sent, this.list, this.status);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(roles)) this.field.setAttribute(name, value);
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (event) => this.pressed(event));
    this.field.addEventListener("blur", () => this.close());
    this.field.addEventListener("change", (event) => {
      event.stopPropagation();
      this.commit();
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
    this.leaving = new AbortController();
    document.addEventListener("spaces:filtered", () => this.follow(), { signal: this.leaving.signal });
  }

  disconnectedCallback() {
    this.leaving?.abort();
    this.request?.abort();
    clearTimeout(this.timer);
  }

  typed() {
    this.sent.value = this.field.value;
    clearTimeout(this.timer);
    this.request?.abort();
    if (!this.field.value.trim()) return this.close();
    this.timer = setTimeout(() => this.suggest(), PAUSE_MS);
  }

  async suggest() {
    this.request = new AbortController();
    try {
      const query = new URLSearchParams({ q: this.field.value.trim() });
      const response = await fetch(`${this.dataset.src}?${query}`, { signal: this.request.signal });
      if (response.ok) this.show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") this.close(); // no suggestions; what is typed is looked up by the server
    }
  }

  show(places) {
    this.list.replaceChildren(...places.map((place, number) => this.option(place, number)));
    const count = places.length;
    const { none, countOne, countMany } = this.dataset;
    this.status.textContent = count === 0 ? none : (count === 1 ? countOne : countMany).replace("{count}", count);
    this.open(count > 0);
  }

  option({ token, label }, number) {
    const option = Object.assign(document.createElement("li"), { id: `${this.list.id}-${number}`, textContent: label });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.token = token;
    return option;
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.field.setAttribute("aria-expanded", String(isOpen));
    this.mark(null);
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.open(false);
  }

  get marked() {
    return this.list.querySelector("[aria-selected=true]");
  }

  mark(option) {
    this.marked?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.field.setAttribute("aria-activedescendant", option.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  pressed(event) {
    const options = [...this.list.children];
    const isOpen = !this.list.hidden;
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && isOpen && this.marked) {
      event.preventDefault();
      this.choose(this.marked);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      if (!isOpen) this.open(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = this.marked ? options.indexOf(this.marked) : step > 0 ? -1 : options.length;
      this.mark(options.at((from + step) % options.length));
    }
  }

  choose(option) {
    if (!option) return;
    this.field.value = option.textContent;
    this.sent.value = option.dataset.token;
    this.labels.set(option.dataset.token, option.textContent);
    this.close();
    this.commit();
  }

  /** Tells the form, once for each place. */
  commit() {
    if (this.sent.value === this.committed) return;
    this.committed = this.sent.value;
    this.sent.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** After chips, links and the Back button: the field shows the place that is in force. */
  follow() {
    if (this.sent.value !== this.committed) this.field.value = this.labels.get(this.sent.value) ?? this.sent.value;
    this.committed = this.sent.value;
    const isInvalid = this.querySelector(".error:not([hidden])") !== null;
    if (isInvalid) this.field.setAttribute("aria-invalid", "true");
    else this.field.removeAttribute("aria-invalid");
  }
}

customElements.define("place-suggest", PlaceSuggest);
