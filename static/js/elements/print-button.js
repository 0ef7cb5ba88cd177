/** A button that prints the page; without script there is none, and the browser's own menu prints as well. */
class PrintButton extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = this.dataset.label;
    button.addEventListener("click", () => print());
    this.append(button);
  }
}

customElements.define("print-button", PrintButton);
