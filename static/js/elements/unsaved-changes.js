/* Asks before a form is left in which something was typed that is not saved. */

class UnsavedChanges extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    this.isChanged = this.hasAttribute("data-unsaved");
    this.note = (event) => {
      // The text editor puts its field in order when it starts; our own elements tell only what somebody did.
      if (event.isTrusted || !event.target.closest(".prose-editor")) this.isChanged = true;
    };
    for (const name of ["input", "change"]) this.form.addEventListener(name, this.note);
    // At the document, after all that listens at the form: some of it holds the form up, or writes into it.
    this.sent = (event) => {
      if (event.target === this.form && !event.defaultPrevented) this.isChanged = false;
    };
    document.addEventListener("submit", this.sent);
    this.ask = (event) => {
      if (this.isChanged) event.preventDefault();
    };
    window.addEventListener("beforeunload", this.ask);
  }

  disconnectedCallback() {
    for (const name of ["input", "change"]) this.form?.removeEventListener(name, this.note);
    document.removeEventListener("submit", this.sent);
    window.removeEventListener("beforeunload", this.ask);
  }
}

customElements.define("unsaved-changes", UnsavedChanges);
