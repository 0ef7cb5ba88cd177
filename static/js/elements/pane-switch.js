/** On narrow screens: list or map. The choice stands in the address behind "#" (show=list), so that it comes back. */
import { readHash, writeHash } from "../lib/map-hash.js";

class PaneSwitch extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.panes = this.closest("[data-panes]");
    this.buttons = [...this.querySelectorAll("button")];
    for (const button of this.buttons) button.addEventListener("click", () => this.choose(button.value));
    this.show(readHash().get("show") === "list" ? "list" : "map");
  }

  choose(pane) {
    writeHash({ show: pane === "list" ? "list" : "" });
    this.show(pane);
  }

  show(pane) {
    this.panes.dataset.panes = pane;
    for (const button of this.buttons) button.setAttribute("aria-pressed", String(button.value === pane));
  }
}

customElements.define("pane-switch", PaneSwitch);
