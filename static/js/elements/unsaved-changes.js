/* Asks before a form is left in which something was typed that is not saved. */

class UnsavedChanges extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    // As it is when somebody begins to work in it: until then editors and maps put their fields in order.
    this.begin = () => (this.before ??= this.typed());
    for (const event of ["pointerdown", "keydown"]) this.form.addEventListener(event, this.begin, true);
    this.form.addEventListener("submit", () => (this.isSent = true));
    this.ask = (event) => {
      if (!this.isSent && this.isChanged()) event.preventDefault();
    };
    window.addEventListener("beforeunload", this.ask);
  }

  disconnectedCallback() {
    window.removeEventListener("beforeunload", this.ask);
  }

  isChanged() {
    return this.hasAttribute("data-unsaved") || (this.before !== undefined && this.before !== this.typed());
  }

  typed() {
    const pairs = [...new FormData(this.form)];
    return new URLSearchParams(pairs.map(([name, value]) => [name, value.name ?? value])).toString();
  }
}

customElements.define("unsaved-changes", UnsavedChanges);
