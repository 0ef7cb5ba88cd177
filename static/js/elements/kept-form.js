/**
 * <kept-form> in a form of the administration: keeps on the device what is typed and not saved yet, and offers what an
 * earlier page of the same form left there (docs/adr/0065). Its template is the offer; `data-` attributes hold the words.
 *
 * The form is read every few seconds, since Django's calendar and the search fields write into it without a word.
 */
import { FormValues } from "../lib/form-values.js";
import { drop, entriesOf, keep, keyOf, newPage, read } from "../lib/kept-forms.js";
import { KeptOffer, fill, time } from "../lib/kept-offer.js";

const EVERY = 2000; // ms
const SIGNS = ["beforeinput", "input", "change", "keydown", "pointerdown", "pointerup", "click", "drop", "formset:removed"];

class KeptForm extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.login = document.querySelector('meta[name="login-key"]')?.content;
    if (!this.form || !this.login || this.page) return;
    const { form, continued } = this.dataset;
    this.page = continued || newPage();
    this.key = keyOf(this.login, form, this.page);
    this.cameBack = this.hasAttribute("data-came-back");
    this.values = new FormValues(this.form, { cameBack: this.cameBack });
    this.nameThePage();
    if (continued) this.goOn();
    this.listen();
    if (!this.cameBack) this.begin();
  }

  /** What was typed into a topic that is closed now has its place only once that is loaded. */
  async begin() {
    const topics = this.form.querySelector("form-topics");
    const names = entriesOf(this.login, this.dataset.form).flatMap(({ entry }) => Object.keys(entry.fields));
    if (topics && names.length) {
      await customElements.whenDefined("form-topics");
      await topics.openAll(names.map((name) => name.split(/[#+]/)[0]));
    }
    this.offerNext();
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.leaving?.abort();
  }

  /** The server names it again when the form was saved, or comes back. */
  nameThePage() {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "kept_form", value: this.page });
    this.append(input);
  }

  /** From the entry of the page that was sent and came back. */
  goOn() {
    const entry = read(this.key);
    if (!entry) return;
    delete entry.sent;
    this.values.goOnFrom(entry.fields);
    this.written = JSON.stringify(entry.fields);
    this.isKept = keep(this.key, entry);
    this.tellKept(entry.at);
  }

  listen() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    for (const name of SIGNS) document.addEventListener(name, (event) => this.note(event), { signal, capture: true });
    this.form.addEventListener("topic:loaded", ({ detail }) => this.values.addBeginnings(detail.topic), { signal });
    this.clock = setInterval(() => this.look(), EVERY);
    document.addEventListener("visibilitychange", () => this.look(), { signal });
    window.addEventListener("pagehide", () => this.look(), { signal });
    // At the document, after all that listens at the form: some of it holds the form up, or writes into it.
    document.addEventListener("submit", (event) => this.sent(event), { signal });
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.comeBack(), { signal });
    window.addEventListener("storage", () => this.checkOffer(), { signal });
  }

  /** Until somebody does something, whatever differs was written by scripts. */
  note({ isTrusted }) {
    if (!isTrusted && !this.isTouched) return;
    if (!this.isTouched && !this.cameBack) this.values.takeProseAsFound();
    this.isTouched = this.isToLookAt = true;
  }

  look() {
    if (!this.isToLookAt) return;
    this.isToLookAt = false;
    const fields = this.values.typed();
    const text = JSON.stringify(fields);
    if (text === (this.written ?? "{}")) return;
    this.write(fields, text);
  }

  write(fields, text) {
    this.written = text;
    if (text === "{}") {
      drop(this.key);
      this.say("");
      return;
    }
    const at = Date.now();
    const entry = { at, version: this.dataset.version, files: this.values.files(), fields };
    this.isKept = keep(this.key, entry);
    if (!this.isKept) drop(this.key); // what an earlier second had room for would be out of date
    this.tellKept(at);
  }

  tellKept(at) {
    this.say(this.isKept ? fill(this.dataset.kept, { time: time(at) }) : this.dataset.unkept);
  }

  /** Beside the buttons; told to screen readers the first time alone. */
  say(words) {
    const line = this.form.querySelector("[data-kept-state]");
    if (!line) return;
    if (this.hasSpoken) line.setAttribute("aria-live", "off");
    line.textContent = words;
    this.hasSpoken = true;
  }

  /** It may have arrived although no answer did: then the key of a form that adds something has to be the same again. */
  sent(event) {
    if (event.target !== this.form || event.defaultPrevented || event.submitter?.name === "_preview") return;
    this.isToLookAt = this.isTouched;
    this.look();
    const entry = read(this.key);
    if (entry) keep(this.key, { ...entry, sent: this.form.elements.namedItem("form_key")?.value ?? "" });
  }

  /** The browser's Back, to a page it has not let go: what was saved meanwhile is no longer to be kept. */
  comeBack() {
    if (!read(this.key)) {
      this.values.takeAllAsFound();
      this.written = undefined;
      this.say("");
    }
    this.checkOffer();
  }

  // --- The offer

  /** Whether there is one to be made, the newest first. */
  offerNext() {
    this.offer?.remove();
    this.offer = this.offered = null;
    for (const { key, entry } of entriesOf(this.login, this.dataset.form)) {
      if (key === this.key) continue;
      const lines = this.values.compared(entry.fields);
      if (lines.length) {
        this.show(key, entry, lines);
        return true;
      }
      this.takeOver(key);
    }
    return false;
  }

  show(key, entry, lines) {
    this.offered = { key, entry };
    this.offer = new KeptOffer(this, entry, lines);
    this.offer.onClick("use", () => this.use());
    this.offer.onClick("discard", () => this.discard());
  }

  /** The form says it already: it was saved, or the browser has filled the fields again, and nobody has saved them. */
  takeOver(key) {
    if (Object.keys(this.values.typed()).length) {
      this.isTouched = this.isToLookAt = true;
      this.look();
      if (!this.isKept) return;
    }
    drop(key);
  }

  /** Another page may have saved it, or let it go. */
  checkOffer() {
    if (this.offered && !read(this.offered.key)) this.offerNext();
  }

  use() {
    const { key, entry } = this.offered;
    this.offered = null;
    this.note({ isTrusted: true });
    this.values.putBack(entry.fields);
    const formKey = this.form.elements.namedItem("form_key");
    if (entry.sent && formKey) formKey.value = entry.sent;
    this.form.dispatchEvent(new Event("change")); // <unsaved-changes> does not listen to what the text editors tell
    this.look();
    const left = this.values.compared(entry.fields);
    if (left.length) this.offered = { key, entry };
    else if (this.isKept) drop(key);
    this.offer.conclude(left.length ? this.dataset.left : this.dataset.used, { left, namesFiles: true });
  }

  discard() {
    drop(this.offered.key);
    const { offer } = this;
    this.offered = this.offer = null;
    if (this.offerNext()) {
      offer.remove();
      this.offer.notice.focus();
    } else {
      this.offer = offer;
      offer.conclude(this.dataset.discarded);
    }
  }
}

customElements.define("kept-form", KeptForm);
