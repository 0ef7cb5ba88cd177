/* Asks before a form is left in which something was typed that is not saved. */

const EVENTS = ["input", "change", "formset:added", "formset:removed"];
const CHOSEN = "select2:select.unsaved select2:unselect.unsaved";

class UnsavedChanges extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    if (!this.form) return;
    this.isChanged = this.hasAttribute("data-unsaved");
    this.note = (event) => {
      // The text editor puts its field in order when it starts; our own elements tell only what somebody did.
      this.wasSent = false;
      if (event.isTrusted || !event.target.closest(".prose-editor")) this.isChanged = true;
    };
    for (const name of EVENTS) this.form.addEventListener(name, this.note);
    // The search fields of the administration tell jQuery alone.
    window.django?.jQuery(this.form).on(CHOSEN, () => (this.isChanged = true));
    // At the document, after all that listens at the form: some of it holds the form up, or writes into it.
    this.sent = (event) => {
      const { name } = event.submitter ?? {};
      if ((event.target !== this.form && name !== "_discard") || event.defaultPrevented || name === "_preview") return;
      this.isChanged = false;
      this.wasSent = true;
    };
    document.addEventListener("submit", this.sent);
    this.ask = (event) => {
      if (this.isChanged || this.isDated()) event.preventDefault();
    };
    window.addEventListener("beforeunload", this.ask);
  }

  /** Django's calendar and clock fill their fields without a word to anybody. */
  isDated() {
    if (this.wasSent) return false;
    return [...this.form.querySelectorAll(".vDateField, .vTimeField")].some((field) => field.value !== field.defaultValue);
  }

  disconnectedCallback() {
    window.django?.jQuery(this.form).off(CHOSEN);
    for (const name of EVENTS) this.form?.removeEventListener(name, this.note);
    document.removeEventListener("submit", this.sent);
    window.removeEventListener("beforeunload", this.ask);
  }
}

customElements.define("unsaved-changes", UnsavedChanges);
