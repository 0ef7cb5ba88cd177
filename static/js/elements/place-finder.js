/**
 * <place-finder data-src="…"> — a search field beside a map: asks `data-src?q=…` for { places: [{ label, extent, point }],
 * note } and says `place:chosen` with one of them. Without script it stays hidden, for there is no map to move then.
 */
class PlaceFinder extends HTMLElement {
  connectedCallback() {
    if (this.field || this.closest(".empty-form")) return;
    this.field = this.querySelector("input");
    this.status = this.querySelector("[role=status]");
    this.list = this.querySelector("ul");
    this.hidden = false;
    this.querySelector("button").addEventListener("click", () => this.find());
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // else it would save the form
      this.find();
    });
  }

  async find() {
    const words = this.field.value.trim();
    this.list.replaceChildren();
    this.status.textContent = "";
    this.request?.abort();
    if (!words) return;
    this.request = new AbortController();
    try {
      const query = new URLSearchParams({ q: words });
      const response = await fetch(`${this.dataset.src}?${query}`, { signal: this.request.signal });
      if (!response.ok) throw new Error(response.status);
      this.show(await response.json());
    } catch (error) {
      if (error.name !== "AbortError") this.status.textContent = this.dataset.failed;
    }
  }

  show({ places, note }) {
    const { none, found } = this.dataset;
    const told = places.length > 1 ? found : (places[0]?.label ?? none);
    this.status.textContent = [note, told].filter(Boolean).join(" ");
    if (places.length === 1) this.choose(places[0]);
    else this.list.replaceChildren(...places.map((place) => this.line(place)));
  }

  line(place) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: place.label });
    button.addEventListener("click", () => this.choose(place));
    const line = document.createElement("li");
    line.append(button);
    return line;
  }

  choose(place) {
    this.dispatchEvent(new CustomEvent("place:chosen", { bubbles: true, detail: place }));
  }
}

customElements.define("place-finder", PlaceFinder);
