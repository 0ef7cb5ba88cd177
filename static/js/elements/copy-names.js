/** <copy-names data-for="id of a number field"> around a list: it shows as many lines as the field says copies. */
class CopyNames extends HTMLElement {
  connectedCallback() {
    this.field = document.getElementById(this.dataset.for);
    if (!this.field) return;
    this.show = this.show.bind(this);
    this.field.addEventListener("input", this.show);
    this.show();
  }

  disconnectedCallback() {
    this.field?.removeEventListener("input", this.show);
  }

  show() {
    const lines = this.querySelectorAll("li");
    const wanted = Number(this.field.value) || 1;
    lines.forEach((line, index) => {
      line.hidden = index >= wanted;
    });
  }
}

customElements.define("copy-names", CopyNames);
