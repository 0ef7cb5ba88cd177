/** Adds a button that copies what stands in its field. Words come from data-copy and data-copied. */
class CopyField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    if (!field || !navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = this.dataset.copy;
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      said.textContent = this.dataset.copied;
    });
    this.append(button, said);
  }
}

customElements.define("copy-field", CopyField);
