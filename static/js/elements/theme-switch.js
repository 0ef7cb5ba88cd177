/** Applies the chosen colours at once; the form's address remembers the choice, as it does without script. */
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => this.choose(event));
  }

  choose(event) {
    const theme = event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button === event.submitter));
    }
    const address = new URL(event.target.action);
    address.search = new URLSearchParams(new FormData(event.target, event.submitter));
    fetch(address, { redirect: "manual", keepalive: true });
  }
}

customElements.define("theme-switch", ThemeSwitch);
