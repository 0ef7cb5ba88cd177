/**
 * Adds buttons to a printed address: to copy it and, where the device offers it, to hand it to another app.
 * Words come from data-copy, data-copied and data-share. Without script the address stands there to be marked.
 */
class ShareLink extends HTMLElement {
  connectedCallback() {
    const address = this.textContent.trim();
    const row = document.createElement("p");
    row.className = "actions";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    if (navigator.share) {
      row.append(this.button("share", () => navigator.share({ title: document.title, url: address }).catch(() => {})));
    }
    if (navigator.clipboard) {
      row.append(
        this.button("copy", async () => {
          await navigator.clipboard.writeText(address);
          said.textContent = this.dataset.copied;
        }),
      );
    }
    row.append(said);
    this.append(row);
  }

  button(name, action) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--secondary";
    button.textContent = this.dataset[name];
    button.addEventListener("click", action);
    return button;
  }
}

customElements.define("share-link", ShareLink);
