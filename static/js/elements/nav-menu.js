/** Closes what is open of the menu on Escape and when focus or a click goes elsewhere. Menu and fold in it are <details>. */
class NavMenu extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.step(event.target));
    this.addEventListener("focusout", (event) => event.relatedTarget && this.leave(event.relatedTarget));
    document.addEventListener("click", (event) => this.leave(event.target));
  }

  /** Out of the innermost fold. */
  step(from) {
    const details = from.closest("details[open]");
    if (!details) return;
    details.open = false;
    details.querySelector("summary").focus();
  }

  leave(target) {
    for (const details of this.querySelectorAll("details[open]")) if (!details.contains(target)) details.open = false;
  }
}

customElements.define("nav-menu", NavMenu);
