/**
 * <admin-focal-point> around a preview and its crops: a click, dragging or the arrow keys set the two number fields of
 * the same form, and each crop shows at once what the site will show. A newly chosen file is shown before it is sent.
 */
const STEP = 5; // % of an arrow key; with Shift 1 %
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value) => Math.min(100, Math.max(0, Math.round(value)));
/** The site knows 5 x 5 points (see Picture.focal_class). */
const asShown = (value) => `${Math.round(value / 25) * 25}%`;

class AdminFocalPoint extends HTMLElement {
  connectedCallback() {
    if (this.closest(".empty-form")) return; // what new rows are copied from
    this.frame = this.querySelector(".admin-focal-point__frame");
    this.crops = this.querySelector(".admin-crops");
    const scope = this.closest(".inline-related, form");
    this.fields = ["focal_x", "focal_y"].map((name) => scope.querySelector(`input[name$="${name}"]`));
    this.file = scope.querySelector('input[type="file"][name$="upload"]');
    this.file?.addEventListener("change", () => this.showFile());
    if (this.dot || this.fields.some((field) => !field)) return;
    this.addDot();
    this.frame.addEventListener("pointerdown", (event) => this.grasp(event));
    this.frame.addEventListener("click", (event) => event.target === this.image && this.moveTo(event));
    for (const field of this.fields) field.addEventListener("input", () => this.place());
    this.place();
  }

  get image() {
    return this.frame.querySelector("img");
  }

  get point() {
    return this.fields.map((field) => within(field.value === "" ? 50 : Number(field.value)));
  }

  addDot() {
    this.dot = document.createElement("span");
    this.dot.className = "admin-focal-point__dot";
    for (const [name, value] of [
      ["role", "slider"],
      ["tabindex", "0"],
      ["aria-label", this.dataset.name],
      ["aria-valuemin", "0"],
      ["aria-valuemax", "100"],
    ]) {
      this.dot.setAttribute(name, value);
    }
    this.dot.addEventListener("keydown", (event) => this.nudge(event));
    this.frame.append(this.dot);
    this.hint = document.createElement("p");
    this.hint.className = "admin-focal-point__hint";
    this.hint.textContent = this.dataset.hint;
    this.frame.after(this.hint);
  }

  /** A finger that meets the picture beside the point may be scrolling: there, only its click counts. */
  grasp(event) {
    if (event.button !== 0 || !this.image) return;
    if (event.target !== this.dot && event.pointerType !== "mouse") return;
    const follow = (moved) => this.moveTo(moved);
    event.preventDefault();
    this.dot.focus({ preventScroll: true });
    this.dot.setPointerCapture(event.pointerId);
    if (event.target !== this.dot) follow(event);
    this.dot.addEventListener("pointermove", follow);
    this.dot.addEventListener("lostpointercapture", () => this.dot.removeEventListener("pointermove", follow), {
      once: true,
    });
  }

  moveTo({ clientX, clientY }) {
    const box = this.image.getBoundingClientRect();
    this.set([((clientX - box.left) / box.width) * 100, ((clientY - box.top) / box.height) * 100]);
  }

  nudge(event) {
    const way = ARROWS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const step = event.shiftKey ? 1 : STEP;
    this.set(this.point.map((value, axis) => value + way[axis] * step));
  }

  set(point) {
    this.fields.forEach((field, axis) => {
      field.value = within(point[axis]);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.place();
  }

  place() {
    this.dot.hidden = this.hint.hidden = this.crops.hidden = !this.image;
    if (!this.image) return;
    const [x, y] = this.point;
    this.frame.style.setProperty("--focal-x", `${x}%`);
    this.frame.style.setProperty("--focal-y", `${y}%`);
    this.dot.setAttribute("aria-valuenow", x);
    this.dot.setAttribute("aria-valuetext", this.dataset.place.replace("{x}", x).replace("{y}", y));
    for (const crop of this.crops.querySelectorAll("img")) {
      crop.style.objectPosition = `${asShown(x)} ${asShown(y)}`;
    }
  }

  /** Show the picture at this address, in place of the one before. */
  show(address) {
    const image = this.image ?? document.createElement("img");
    image.className = "admin-focal-point__image";
    image.alt = "";
    image.removeAttribute("width");
    image.removeAttribute("height");
    image.src = address;
    this.frame.prepend(image);
    this.querySelector("[data-width-hint]")?.remove(); // said of the picture before
    for (const frame of this.crops.querySelectorAll(".admin-crop__frame")) {
      const crop = frame.querySelector("img") ?? document.createElement("img");
      crop.className = "admin-crop__image";
      crop.alt = "";
      crop.src = address;
      frame.append(crop);
    }
    if (this.dot) this.place();
    this.dispatchEvent(new CustomEvent("preview:shown", { bubbles: true }));
  }

  showFile() {
    const [file] = this.file.files;
    if (!file?.type.startsWith("image/")) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => this.show(reader.result));
    reader.readAsDataURL(file);
  }
}

customElements.define("admin-focal-point", AdminFocalPoint);
