/**
 * <unsaved-form> in a form of the administration: sends every few seconds what is typed and not saved yet. What cannot be
 * sent stays on the device (docs/adr/0090). `data-` attributes hold the address and the words.
 *
 * The form is read rather than listened to, since Django's calendar and the search fields write into it without an event.
 */
import { drop, send, store } from "../lib/unsent-forms.js";

const INTERVAL = 3000; // ms
const SIGNS = ["beforeinput", "input", "change", "keydown", "pointerdown", "pointerup", "click", "drop", "formset:removed"];
const LEFT_OUT = /^_|^csrfmiddlewaretoken$|^typed_before$|^unsaved_|__prefix__|password/;
const WAS_SAVED = 205;
const PAUSE = 15_000; // ms, after an answer that was no success

const randomTab = () => crypto.getRandomValues(new Uint32Array(2)).reduce((text, part) => text + part.toString(16), "");

class UnsavedForm extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.login = document.querySelector('meta[name="login-key"]')?.content;
    if (!this.form || !this.login || this.clock) return;
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    for (const name of SIGNS) document.addEventListener(name, (event) => this.note(event), { signal, capture: true });
    this.form.addEventListener("topic:loaded", ({ detail }) => this.addBeginnings(detail.topic), { signal });
    document.addEventListener("visibilitychange", () => this.look(), { signal });
    window.addEventListener("pagehide", () => this.look(), { signal });
    // At the document, after all that listens at the form: some of it holds the form up, or writes into it.
    document.addEventListener("submit", (event) => this.submitted(event), { signal });
    window.addEventListener("pageshow", ({ persisted }) => persisted && (this.isSubmitted = false), { signal });
    this.clock = setInterval(() => this.look(), INTERVAL);
  }

  disconnectedCallback() {
    clearInterval(this.clock);
    this.leaving?.abort();
  }

  get tabInput() {
    return this.querySelector('[name="unsaved_tab"]');
  }

  get tab() {
    return this.tabInput.value;
  }

  get continued() {
    return this.querySelector('[name="unsaved_continued"]').value;
  }

  /** Until somebody does something, whatever differs was written by scripts. */
  note({ isTrusted }) {
    if (!isTrusted && !this.isTouched) return;
    this.beginning ??= this.hasAttribute("data-came-back") ? {} : this.values();
    this.isTouched = this.isToLookAt = true;
  }

  /** {name: [value]} of what the browser would send; of files their names, which no page can choose again. */
  values() {
    const found = {};
    for (const [name, value] of new FormData(this.form)) {
      if (LEFT_OUT.test(name) || (value instanceof File && !value.name)) continue;
      if (value instanceof File) (found.unsaved_files ??= []).push(value.name);
      else (found[name] ??= []).push(value);
    }
    return found;
  }

  /** Fields that come later with their topic begin as they come. */
  addBeginnings(topic) {
    if (!this.beginning) return;
    const names = new Set([...topic.querySelectorAll("[name]")].map(({ name }) => name));
    for (const [name, values] of Object.entries(this.values())) if (names.has(name)) this.beginning[name] = values;
  }

  differs(values) {
    const names = Object.keys({ ...values, ...this.beginning });
    return names.some((name) => JSON.stringify(values[name]) !== JSON.stringify(this.beginning[name]));
  }

  async look() {
    if (!this.isToLookAt || this.isSending || this.isSubmitted) return;
    const pairs = this.pairs();
    const text = JSON.stringify(pairs);
    this.isToLookAt = false;
    if (text === (this.sent ?? "[]")) return;
    if (document.hidden || Date.now() < this.pausedUntil) this.storeHere(pairs); // the page may end before the answer
    if (Date.now() < this.pausedUntil) return;
    this.isSending = true;
    const status = await this.send(pairs);
    this.isSending = false;
    if (status === 204) this.kept(text, pairs);
    else this.notSent(pairs);
  }

  /** [[name, value]]; none if nothing differs from what is saved. */
  pairs() {
    const values = this.values();
    return this.differs(values) ? Object.entries(values).flatMap(([name, all]) => all.map((one) => [name, one])) : [];
  }

  async send(pairs) {
    const { url, form } = this.dataset;
    const token = this.form.querySelector('[name="csrfmiddlewaretoken"]').value;
    const status = await send(url, token, { tab: this.tab, form, continued: this.continued, pairs });
    if (status !== WAS_SAVED || this.isSubmitted) return status;
    // The browser's Back led to a page whose form was saved: what is typed now is another one.
    this.tabInput.value = randomTab();
    return send(url, token, { tab: this.tab, form, continued: "", pairs });
  }

  kept(text, pairs) {
    this.sent = text;
    drop(this.login, this.tab);
    this.say(pairs.length ? this.dataset.kept : "");
    const address = new URL(location.href);
    if (pairs.length) address.searchParams.set("unsaved", this.tab);
    else address.searchParams.delete("unsaved");
    if (address.href !== location.href) history.replaceState(history.state, "", address);
  }

  /** No connection, the login is lost, or the server is busy. */
  notSent(pairs) {
    this.pausedUntil = Date.now() + PAUSE;
    this.storeHere(pairs);
  }

  storeHere(pairs) {
    const { form } = this.dataset;
    const isStored = store(this.login, this.tab, { form, continued: this.continued, pairs });
    this.say(isStored ? this.dataset.here : this.dataset.unkept);
    this.isToLookAt = true; // sent with a later round
  }

  /** Beside the buttons; announced by screen readers only if it is about something else than before. */
  say(words) {
    const line = this.form.querySelector("[data-unsaved-state]");
    if (!line) return;
    line.setAttribute("aria-live", words === this.said ? "off" : "polite");
    this.said = words;
    const time = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
    line.textContent = words.replace("{time}", time.format());
  }

  submitted(event) {
    const { name } = event.submitter ?? {};
    const isDiscarded = name === "_discard";
    if ((event.target !== this.form && !isDiscarded) || event.defaultPrevented || name === "_preview") return;
    this.isSubmitted = true;
    if (isDiscarded) drop(this.login, this.tab);
    // Should it not arrive, the next page hands over what was typed last; a form that was saved is refused then.
    const pairs = this.isTouched && !isDiscarded ? this.pairs() : [];
    if (pairs.length) store(this.login, this.tab, { form: this.dataset.form, continued: this.continued, pairs });
  }
}

customElements.define("unsaved-form", UnsavedForm);
