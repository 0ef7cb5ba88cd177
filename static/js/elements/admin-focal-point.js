/**
 * <admin-focal-point> around a preview: a click sets the two number fields of the same form, arrow keys in the
 * fields do the same. A newly chosen file is shown before it is sent.
 */
class AdminFocalPoint extends HTMLElement {
  connectedCallback() {
    this.scope = this.closest(".inline-related, form");
    this.fields = ["focal_x", "focal_y"].map((name) => this.scope.querySelector(`input[name$="${name}"]`));
    this.file = this.scope.querySelector('input[type="file"][name$="upload"]');
    this.file?.addEventListener("change", () => this.showFile());
    if (this.fields.some((field) => !field)) return;
    this.dot = document.createElement("span");
    this.dot.className = "admin-focal-point__dot";
    this.append(this.dot);
    this.addEventListener("click", (event) => this.set(event));
    for (const field of this.fields) field.addEventListener("input", () => this.place());
    this.place();
  }

  get image() {
    return this.querySelector("img");
  }

  set(event) {
    if (event.target !== this.image) return;
    const box = this.image.getBoundingClientRect();
    const shares = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    this.fields.forEach((field, axis) => {
      field.value = Math.round(Math.min(1, Math.max(0, shares[axis])) * 100);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.place();
  }

  place() {
    this.dot.hidden = !this.image;
    if (!this.image) return;
    this.title = this.dataset.label;
    this.style.setProperty("--focal-x", `${this.fields[0].value || 50}%`);
    this.style.setProperty("--focal-y", `${this.fields[1].value || 50}%`);
  }

  showFile() {
    const [file] = this.file.files;
    if (!file?.type.startsWith("image/")) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      const image = this.image ?? document.createElement("img");
      image.className = "admin-focal-point__image";
      image.alt = "";
      image.removeAttribute("width");
      image.removeAttribute("height");
      image.src = reader.result;
      this.prepend(image);
      this.place();
    });
    reader.readAsDataURL(file);
  }
}

customElements.define("admin-focal-point", AdminFocalPoint);
