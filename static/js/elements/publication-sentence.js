/* Tells when an entry is visible while its dates are typed. What is typed is Berlin time, whatever zone the editor's
   device is set to: clock times are compared and written as they stand, and only "now" is asked of a time zone. */

const DAY = [/^(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?<y>\d{4})$/, /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/];
const CLOCK = /^(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?(?: ?Uhr)?$/;

class PublicationSentence extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.line = this.querySelector("[role=status]");
    if (!this.form || !this.line || !this.form.elements["published_from_0"]) return;
    this.phrases = JSON.parse(this.dataset.phrases);
    this.tell = this.tell.bind(this);
    for (const event of ["input", "change"]) this.form.addEventListener(event, this.tell);
    // Django's calendar and clock fill the fields without an event: clicks are looked at when they are done.
    this.later = () => setTimeout(this.tell, 50);
    document.addEventListener("click", this.later);
  }

  disconnectedCallback() {
    for (const event of ["input", "change"]) this.form?.removeEventListener(event, this.tell);
    document.removeEventListener("click", this.later);
  }

  tell() {
    const state = this.form.elements["workflow_state"];
    const from = this.moment("published_from");
    const until = this.moment("published_until");
    if (!state) return;
    const isReadable = from !== undefined && until !== undefined;
    const said = isReadable ? this.sentence(state, from, until) : "";
    if (said !== this.line.textContent) this.line.textContent = said;
  }

  sentence(state, from, until) {
    const words = this.phrases;
    if (from && until && until <= from) return words.order;
    if (state.value === "withdrawn") return words.withdrawn;
    const isHeld = state.value !== "published";
    const phrase = this.fill(words[this.which(from, until, isHeld)], {
      from: this.written(from),
      until: this.written(until),
    });
    if (!isHeld) return phrase.charAt(0).toUpperCase() + phrase.slice(1) + ".";
    return this.fill(words.held, { state: state.dataset.label, phrase });
  }

  which(from, until, isHeld) {
    const now = berlinNow();
    if (until && until <= now) return "over";
    if (from && from > now) return until ? "between" : "from";
    return (isHeld ? "held_" : "") + (until ? "until" : "now");
  }

  fill(words, values) {
    return words.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  }

  /** "2026-12-01T08:00" of the two fields, "" when both are empty, undefined while one is unfinished or there is no such day. */
  moment(name) {
    const day = this.form.elements[`${name}_0`]?.value.trim() ?? "";
    const clock = this.form.elements[`${name}_1`]?.value.trim() ?? "";
    if (!day && !clock) return "";
    const date = DAY.map((pattern) => day.match(pattern)).find(Boolean)?.groups;
    const time = clock.match(CLOCK);
    if (!date || !time || time[1] > 23 || time[2] > 59) return undefined;
    if (date.y < 2000 || date.y > 2100) return undefined; // as the form refuses it (formats.days)
    const pad = (text) => text.padStart(2, "0");
    const written = `${date.y}-${pad(date.m)}-${pad(date.d)}`;
    const there = new Date(`${written}T00:00Z`);
    if (Number.isNaN(there.getTime()) || there.getUTCDate() !== Number(date.d)) return undefined;
    return `${written}T${pad(time[1])}:${time[2] ?? "00"}`;
  }

  written(moment) {
    if (!moment) return "";
    const isGerman = this.dataset.language.startsWith("de");
    const day = new Intl.DateTimeFormat(isGerman ? "de-DE" : "en-GB", {
      dateStyle: "long",
      timeZone: "UTC",
    }).format(new Date(`${moment.slice(0, 10)}T00:00Z`));
    return `${day}, ${moment.slice(11)}${isGerman ? "\u00a0Uhr" : ""}`;
  }
}

function berlinNow() {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Berlin",
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date());
  return parts.replace(" ", "T");
}

customElements.define("publication-sentence", PublicationSentence);
