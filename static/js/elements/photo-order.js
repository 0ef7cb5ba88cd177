/**
 * <photo-order> around the rows of photos: a strip of small pictures above them that is put in order by dragging or by
 * two buttons each. It writes the rows' number fields; the rows stay where they are until the form is saved.
 */
const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_whole, name) => words[name]);

class PhotoOrder extends HTMLElement {
  connectedCallback() {
    const heading = this.querySelector(".inline-heading");
    if (this.list || !heading) return;
    this.dataset.ready = "";
    this.panel = document.createElement("div");
    this.panel.className = "photo-order__panel";
    const hint = document.createElement("p");
    hint.className = "photo-order__hint";
    hint.textContent = this.dataset.hint;
    this.list = document.createElement("ol");
    this.list.className = "photo-order__list";
    this.list.setAttribute("aria-label", this.dataset.heading);
    this.status = document.createElement("p");
    this.status.className = "photo-order__status";
    this.status.setAttribute("role", "status");
    this.panel.append(hint, this.list, this.status);
    heading.after(this.panel);
    this.list.addEventListener("pointerdown", (event) => this.grasp(event));
    this.addEventListener("preview:shown", ({ target }) => this.take(target.closest(".inline-related")));
    this.addEventListener("input", ({ target }) => /-(order|alt_de)$/.test(target.name) && this.show());
    document.addEventListener("formset:removed", () => this.show());
    this.show();
  }

  get rows() {
    const rows = [...this.querySelectorAll(".inline-related:not(.empty-form)")];
    return rows.filter((row) => this.field(row) && this.image(row));
  }

  field(row) {
    return row.querySelector('input[name$="-order"]');
  }

  image(row) {
    return row.querySelector(".admin-focal-point__image");
  }

  /** A row that shows its picture for the first time goes behind all others. */
  take(row) {
    if (row && this.field(row) && !this.shown.includes(row) && this.field(row).value === "0" && this.shown.length) {
      this.field(row).value = Math.max(...this.shown.map((other) => Number(this.field(other).value))) + 1;
    }
    this.show();
  }

  show() {
    const place = (row) => Number(this.field(row).value);
    this.shown = this.rows.sort((one, other) => place(one) - place(other)); // sort() keeps the order of equals
    this.list.replaceChildren(...this.shown.map((row, index) => this.item(row, index)));
    this.panel.hidden = this.shown.length < 2;
  }

  nameOf(row, index) {
    const alt = row.querySelector('input[name$="-alt_de"]')?.value.trim();
    return alt || fill(this.dataset.photo, { number: index + 1 });
  }

  item(row, index) {
    const item = document.createElement("li");
    item.className = "photo-order__item";
    item.row = row;
    const image = document.createElement("img");
    image.className = "photo-order__image";
    image.src = this.image(row).src;
    image.alt = "";
    image.draggable = false;
    const link = document.createElement("a");
    link.href = `#${row.id}`;
    link.textContent = this.nameOf(row, index);
    const grip = document.createElement("span");
    grip.className = "photo-order__grip";
    grip.setAttribute("aria-hidden", "true");
    grip.textContent = "⠿";
    const tools = document.createElement("div");
    tools.className = "photo-order__tools";
    tools.append(grip, this.button("←", "earlier", index, -1), this.button("→", "later", index, 1));
    item.append(image, tools, link);
    return item;
  }

  button(sign, name, index, step) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "photo-order__button";
    button.textContent = sign;
    button.dataset.step = step;
    const words = { photo: this.nameOf(this.shown[index], index) };
    button.title = fill(this.dataset[name], words);
    button.setAttribute("aria-label", button.title);
    button.disabled = index + step < 0 || index + step >= this.shown.length;
    button.addEventListener("click", () => this.move(index, step));
    return button;
  }

  move(index, step) {
    const [row] = this.shown.splice(index, 1);
    this.shown.splice(index + step, 0, row);
    this.write(this.shown, row);
    const buttons = [...this.list.children[index + step].querySelectorAll("button")];
    (buttons.find((button) => Number(button.dataset.step) === step && !button.disabled) ??
      buttons.find((button) => !button.disabled)).focus();
  }

  /** Number the rows in this order, and say where the one that moved stands. */
  write(rows, moved) {
    rows.forEach((row, index) => {
      this.field(row).value = index + 1;
      this.field(row).dispatchEvent(new Event("change", { bubbles: true }));
    });
    this.show();
    const index = rows.indexOf(moved);
    const words = { photo: this.nameOf(moved, index), place: index + 1, count: rows.length };
    this.status.textContent = fill(this.dataset.status, words);
  }

  grasp(event) {
    const item = event.target.closest("li");
    const isHandle = event.target.matches(".photo-order__grip") || (event.pointerType === "mouse" && event.target.matches("img"));
    if (!item || !isHandle || event.button !== 0) return;
    event.preventDefault();
    this.list.setPointerCapture(event.pointerId);
    item.classList.add("photo-order__item--held");
    const follow = ({ clientX, clientY }) => {
      const over = document.elementFromPoint(clientX, clientY)?.closest(".photo-order__item");
      if (!over || over === item || over.parentElement !== this.list) return;
      const isBehind = item.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
      over[isBehind ? "after" : "before"](item);
    };
    this.list.addEventListener("pointermove", follow);
    const drop = () => {
      this.list.removeEventListener("pointermove", follow);
      const rows = [...this.list.children].map((child) => child.row);
      if (rows.some((row, index) => row !== this.shown[index])) this.write(rows, item.row);
      else this.show();
    };
    this.list.addEventListener("lostpointercapture", drop, { once: true });
  }
}

customElements.define("photo-order", PhotoOrder);
