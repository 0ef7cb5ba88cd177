/**
 * Opens the gallery's pictures in a viewer over the page: arrow keys, Home, End, buttons or a swipe turn them.
 * Without script each picture is a link to its file.
 * Words come from data-label, data-close, data-previous and data-next; captions from each link's data-caption.
 */
const SWIPE = 48; // px a finger has to travel sideways

class PhotoGallery extends HTMLElement {
  connectedCallback() {
    this.links = [...this.querySelectorAll("a[data-photo]")];
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-photo]");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.open(this.links.indexOf(link));
    });
  }

  open(index) {
    this.viewer ??= this.build();
    this.viewer.showModal();
    this.show(index);
  }

  show(index) {
    this.index = (index + this.links.length) % this.links.length;
    const link = this.links[this.index];
    this.image.src = link.href;
    this.image.alt = link.querySelector("img")?.alt ?? "";
    this.count.textContent = `${this.index + 1} / ${this.links.length}`;
    this.caption.textContent = link.dataset.caption ?? "";
  }

  build() {
    const viewer = element("dialog", "viewer");
    viewer.setAttribute("aria-label", this.dataset.label);
    this.count = element("p", "num");
    this.count.setAttribute("aria-live", "polite");
    this.image = element("img", "viewer__image");
    this.caption = element("p", "viewer__foot");

    const steps = element("div", "viewer__steps");
    if (this.links.length > 1) {
      steps.append(
        this.button("previous", () => this.show(this.index - 1)),
        this.button("next", () => this.show(this.index + 1)),
      );
    }
    steps.append(this.button("close", () => viewer.close()));

    const bar = element("div", "viewer__bar");
    bar.append(this.count, steps);
    viewer.append(bar, this.image, this.caption);
    viewer.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft") this.show(this.index - 1);
      if (event.key === "ArrowRight") this.show(this.index + 1);
      if (event.key === "Home") this.show(0);
      if (event.key === "End") this.show(this.links.length - 1);
    });
    this.turnBySwipe(this.image);
    viewer.addEventListener("close", () => this.links[this.index].focus());
    this.append(viewer);
    return viewer;
  }

  turnBySwipe(image) {
    let start = null;
    image.draggable = false;
    image.addEventListener("pointerdown", (event) => {
      start = event.isPrimary && this.links.length > 1 ? event : null;
    });
    image.addEventListener("pointerup", (event) => {
      if (!start || event.pointerId !== start.pointerId) return;
      const [right, down] = [event.clientX - start.clientX, event.clientY - start.clientY];
      start = null;
      if (Math.abs(right) >= SWIPE && Math.abs(right) > Math.abs(down)) this.show(this.index - Math.sign(right));
    });
  }

  button(name, action) {
    const button = element("button", "button button--secondary");
    button.type = "button";
    button.textContent = this.dataset[name];
    button.addEventListener("click", action);
    return button;
  }
}

function element(tag, className) {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}

customElements.define("photo-gallery", PhotoGallery);
