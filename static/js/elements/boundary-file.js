/**
 * <boundary-file data-src="…"> — reads a boundary out of a file beside the map: posts `file`, `srid` and `object` to
 * `data-src`, says `boundary:offered` with a GeoJSON geometry to look at, then `boundary:taken` or `boundary:dropped`.
 * Without script its fields are sent with the form, and the answer says what to do.
 */
class BoundaryFile extends HTMLElement {
  connectedCallback() {
    if (this.input || this.closest(".empty-form")) return;
    this.input = this.querySelector("input[type=file]");
    this.srid = this.querySelector("select");
    this.status = this.querySelector("[role=status]");
    this.buttons = this.querySelector(".boundary-file__buttons");
    this.object = this.choiceOfObjects();
    for (const field of [this.input, this.srid, this.object]) {
      field.removeAttribute("name"); // else the form would send them too
      field.addEventListener("input", (event) => event.stopPropagation()); // nothing of the form has changed yet
      field.addEventListener("change", (event) => this.changed(event));
    }
    this.ask({});
    this.button("take").addEventListener("click", () => this.end("taken"));
    this.button("drop").addEventListener("click", () => this.end("dropped"));
  }

  button(name) {
    return this.querySelector(`[data-do="${name}"]`);
  }

  part(name) {
    return this.querySelector(`[data-part="${name}"]`);
  }

  /** In place of the field for a number. */
  choiceOfObjects() {
    const field = this.part("object").querySelector("input");
    const choice = document.createElement("select");
    choice.id = field.id;
    field.replaceWith(choice);
    return choice;
  }

  changed(event) {
    event.stopPropagation();
    if (event.target === this.input) {
      this.srid.value = "";
      this.object.replaceChildren();
      this.ask({});
    }
    if (event.target === this.srid) this.object.replaceChildren();
    this.read();
  }

  /** Shows what has to be chosen. */
  ask({ srid = false, object = false }) {
    this.part("srid").hidden = !srid;
    this.part("object").hidden = !object;
  }

  async read() {
    this.show(null);
    this.request?.abort();
    const [file] = this.input.files;
    if (!file) return this.tell("");
    if (!this.part("srid").hidden && !this.srid.value) return undefined;
    this.request = new AbortController();
    const body = new FormData();
    body.append("file", file);
    body.append("srid", this.srid.value);
    body.append("object", this.object.value);
    this.tell(this.dataset.reading);
    try {
      this.take(await this.answer(body));
    } catch (error) {
      if (error.name !== "AbortError") this.tell(this.dataset.failed);
    }
    return undefined;
  }

  async answer(body) {
    const token = this.closest("form")?.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const { signal } = this.request;
    const response = await fetch(this.dataset.src, { method: "POST", body, headers: { "X-CSRFToken": token }, signal });
    if (!response.ok) throw new Error(response.status);
    return response.json();
  }

  take({ fault, silent, objects, geometry, text, warning }) {
    if (silent) this.ask({ srid: true });
    if (objects) this.offer(objects);
    this.tell([fault, silent, text, warning].filter(Boolean).join(" "));
    if (geometry) this.show(geometry);
  }

  offer(objects) {
    this.ask({ srid: !this.part("srid").hidden, object: true });
    this.object.replaceChildren(new Option(this.dataset.choose, ""), ...objects.map(({ label, number }) => new Option(label, number)));
  }

  /** Shows the boundary on the map, or nothing. */
  show(geometry) {
    this.offered = geometry;
    this.buttons.hidden = !geometry;
    this.dispatchEvent(new CustomEvent("boundary:offered", { bubbles: true, detail: geometry }));
  }

  end(how) {
    const geometry = this.offered;
    this.show(null);
    this.input.value = "";
    this.ask({});
    this.tell(this.dataset[how]);
    this.input.focus();
    if (how === "taken") this.dispatchEvent(new CustomEvent("boundary:taken", { bubbles: true, detail: geometry }));
  }

  tell(text) {
    this.status.textContent = text;
  }
}

customElements.define("boundary-file", BoundaryFile);
