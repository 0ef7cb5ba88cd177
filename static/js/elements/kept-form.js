/**
 * <kept-form> in a form of the administration: keeps on the device what is typed and not saved yet, and offers what an
 * earlier page of the same form left there (docs/adr/0065). Its template is the offer; `data-` attributes hold the words.
 *
 * The form is read every few seconds, since Django's calendar and the search fields write into it without a word.
 */
import { FormValues } from "../lib/form-values.js";
import { drop, entriesOf, keep, keyOf, newPage, read } from "../lib/kept-forms.js";
import { excerpts, inWords, labelOf } from "../lib/kept-words.js";

const EVERY = 2000; // ms
const MOST_LINES = 8;
const SIGNS = ["beforeinput", "input", "change", "keydown", "pointerdown", "pointerup", "click", "drop", "formset:removed"];

const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_whole, name) => words[name]);

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
    const earlier = continued ? read(this.key) : null;
    if (earlier) {
      this.values.goOnFrom(earlier.fields);
      this.written = JSON.stringify(earlier.fields);
    }
    this.listen();
    if (!this.cameBack) this.offerNext();
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

  listen() {
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    for (const name of SIGNS) document.addEventListener(name, (event) => this.note(event), { signal, capture: true });
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
    this.say(this.isKept ? fill(this.dataset.kept, { time: this.time(at) }) : this.dataset.unkept);
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
    if (event.target !== this.form || event.defaultPrevented) return;
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

  offerNext() {
    for (const { key, entry } of entriesOf(this.login, this.dataset.form)) {
      if (key === this.key) continue;
      const lines = this.values.compared(entry.fields);
      if (!lines.length) {
        drop(key);
        continue;
      }
      this.show(key, entry, lines);
      return true;
    }
    return false;
  }

  /** Another page may have saved it, or let it go. */
  checkOffer() {
    if (!this.offered || this.isUsed || read(this.offered.key)) return;
    this.notice.remove();
    this.offered = null;
    this.offerNext();
  }

  show(key, entry, lines) {
    this.offered = { key, entry };
    this.isUsed = false;
    this.notice?.remove();
    this.notice = this.querySelector("template").content.firstElementChild.cloneNode(true);
    this.append(this.notice);
    const isOfOther = entry.version !== this.dataset.version;
    this.part("sent").hidden = !("sent" in entry);
    this.part("meanwhile").hidden = !isOfOther;
    const { length } = entry.files;
    this.part("files").hidden = !length;
    if (length) this.part("files").textContent = fill(this.dataset.files, { names: entry.files.join(", ") });
    this.part("until").textContent = fill(this.dataset.until, { day: this.day(entry.at + 7 * 24 * 3600 * 1000) });
    this.list(lines, isOfOther);
    this.part("use").addEventListener("click", () => this.use());
    this.part("discard").addEventListener("click", () => this.discard());
    this.part("heading").textContent = this.headingOf(entry.at); // last, for it is read out
  }

  part(name) {
    return this.notice.querySelector(`[data-part="${name}"]`);
  }

  headingOf(at) {
    const isToday = new Date(at).toDateString() === new Date().toDateString();
    return fill(isToday ? this.dataset.today : this.dataset.earlier, { day: this.day(at), time: this.time(at) });
  }

  /** What others have changed as well comes first: it would be replaced. */
  list(lines, isOfOther) {
    const asksFirst = (line) => Number(line.isMissing || (isOfOther && line.isChanged));
    const sorted = [...lines].sort((one, other) => asksFirst(other) - asksFirst(one));
    const shown = sorted.slice(0, Math.max(MOST_LINES, sorted.filter(asksFirst).length));
    this.part("lines").replaceChildren(...shown.map((line) => this.row(line, isOfOther)));
    const more = lines.length - shown.length;
    this.part("more").hidden = !more;
    this.part("more").textContent = fill(this.dataset.more, { count: more });
  }

  row(line, isOfOther) {
    const { controls, isMissing, isChanged } = line;
    const words = { empty: this.dataset.empty, yes: this.dataset.yes, no: this.dataset.no, drawn: this.dataset.drawn };
    const [is, now] = excerpts(inWords(controls, line.is, line.as, words), inWords(controls, line.now, [], words));
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = labelOf(line.name, controls);
    const stored = document.createElement("td");
    stored.textContent = isMissing ? this.dataset.gone : now;
    if (!isMissing && isOfOther && isChanged) stored.append(this.changeNote());
    const kept = document.createElement("td");
    kept.textContent = is;
    row.append(head, stored, kept);
    return row;
  }

  changeNote() {
    const note = document.createElement("strong");
    note.textContent = ` ${this.dataset.changed}`;
    return note;
  }

  use() {
    const { key, entry } = this.offered;
    this.note({ isTrusted: true });
    this.values.putBack(entry.fields);
    const formKey = this.form.elements.namedItem("form_key");
    if (entry.sent && formKey) formKey.value = entry.sent;
    this.form.dispatchEvent(new Event("change")); // <unsaved-changes> does not listen to what the text editors tell
    this.look();
    const left = this.values.compared(entry.fields);
    if (this.isKept && !left.length) drop(key);
    this.isUsed = true;
    this.conclude(left.length ? this.dataset.left : this.dataset.used, left);
  }

  discard() {
    drop(this.offered.key);
    if (!this.offerNext()) this.conclude(this.dataset.discarded, []);
    this.notice.focus();
  }

  /** What is left of the offer: a sentence, and what found no place. */
  conclude(words, left) {
    for (const name of ["sent", "meanwhile", "use", "until", "more"]) this.part(name).hidden = true;
    this.part("files").hidden ||= !this.isUsed;
    this.part("discard").hidden = !left.length;
    this.part("table").hidden = !left.length;
    this.part("lines").replaceChildren(...left.map((line) => this.row(line, false)));
    this.part("heading").textContent = words;
    this.notice.focus();
  }

  get language() {
    return document.documentElement.lang.startsWith("de") ? "de-DE" : "en-GB";
  }

  time(at) {
    return new Intl.DateTimeFormat(this.language, { hour: "numeric", minute: "2-digit" }).format(at);
  }

  day(at) {
    return new Intl.DateTimeFormat(this.language, { dateStyle: "long" }).format(at);
  }
}

customElements.define("kept-form", KeptForm);
