/**
 * A phrase is read by the server: a form that holds one is sent as a page, not by <filter-form>, and typing in the field
 * changes no results before. Without script that is how the form works anyway.
 */
class PhraseField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("[name=ask]");
    this.addEventListener("change", (event) => event.target === field && event.stopPropagation());
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    const read = this.querySelector("[name=phrase]");
    const isNew = () => field.value.trim() !== (read?.value ?? "");
    field.form?.addEventListener("submit", (event) => isNew() && event.stopPropagation(), { signal });
  }

  disconnectedCallback() {
    this.leaving.abort();
  }
}

customElements.define("phrase-field", PhraseField);
