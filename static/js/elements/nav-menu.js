/** Closes the menu on Escape and when focus or a click goes elsewhere. The menu itself is a <details>. */
class NavMenu extends HTMLElement {
  connectedCallback() {
    this.details = this.querySelector("details");
    this.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.details.open) {
        this.details.open = false;
        this.querySelector("summary").focus();
      }
    });
    this.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.contains(event.relatedTarget)) this.details.open = false;
    });
    document.addEventListener("click", (event) => {
      if (!this.contains(event.target)) this.details.open = false;
    });
  }
}

customElements.define("nav-menu", NavMenu);
