/** The offer to put back what was typed: each field with what is saved beside what is kept (see templates/admin/_kept_form.html). */
import { excerpts, inWords, labelOf } from "./kept-words.js";

const MOST_LINES = 8;
const LONGEST_AGE = 7; // days, as in kept-forms.js

export const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_whole, name) => words[name]);

const language = () => (document.documentElement.lang.startsWith("de") ? "de-DE" : "en-GB");

/** An hour as text, of ms. */
export function time(at) {
  return new Intl.DateTimeFormat(language(), { hour: "numeric", minute: "2-digit" }).format(at);
}

function day(at) {
  return new Intl.DateTimeFormat(language(), { dateStyle: "long" }).format(at);
}

export class KeptOffer {
  /** `place` holds the template and the words; the offer becomes its last child. `lines`: see FormValues.compared. */
  constructor(place, entry, lines) {
    this.words = place.dataset;
    this.isOfOther = entry.version !== this.words.version;
    this.notice = place.querySelector("template").content.firstElementChild.cloneNode(true);
    place.append(this.notice);
    this.part("sent").hidden = !("sent" in entry);
    this.part("meanwhile").hidden = !this.isOfOther;
    this.part("files").hidden = !entry.files.length;
    this.part("files").textContent = fill(this.words.files, { names: entry.files.join(", ") });
    this.part("until").textContent = fill(this.words.until, { day: this.lastDay(entry.at) });
    this.list(lines);
    this.part("heading").textContent = this.headingOf(entry.at); // last, for it is read out
  }

  part(name) {
    return this.notice.querySelector(`[data-part="${name}"]`);
  }

  onClick(part, answer) {
    this.part(part).addEventListener("click", answer);
  }

  lastDay(at) {
    const date = new Date(at);
    return day(date.setDate(date.getDate() + LONGEST_AGE));
  }

  headingOf(at) {
    const isToday = new Date(at).toDateString() === new Date().toDateString();
    return fill(isToday ? this.words.today : this.words.earlier, { day: day(at), time: time(at) });
  }

  /** What others have changed as well comes first, and is all shown: it would be replaced. */
  list(lines) {
    const isFirst = (line) => line.isMissing || (this.isOfOther && line.isChanged);
    const first = lines.filter(isFirst);
    const others = lines.filter((line) => !isFirst(line)).slice(0, Math.max(0, MOST_LINES - first.length));
    this.showRows([...first, ...others]);
    const more = lines.length - first.length - others.length;
    this.part("more").hidden = !more;
    this.part("more").textContent = fill(this.words.more, { count: more });
  }

  showRows(lines) {
    this.part("lines").replaceChildren(...lines.map((line) => this.row(line)));
  }

  row({ name, controls, is, as, now, isMissing, isChanged }) {
    const [kept, saved] = excerpts(inWords(controls, is, as, this.words), inWords(controls, now, [], this.words));
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = labelOf(name, controls);
    row.append(head);
    row.insertCell().textContent = isMissing ? this.words.gone : saved;
    row.insertCell().textContent = kept;
    if (isChanged && this.isOfOther) row.cells[1].append(this.mark());
    return row;
  }

  mark() {
    const mark = document.createElement("strong");
    mark.textContent = ` ${this.words.changed}`;
    return mark;
  }

  /** It is answered: a sentence, and `left`, the lines for which there was no place. */
  conclude(words, { left = [], namesFiles = false } = {}) {
    for (const name of ["sent", "meanwhile", "use", "until", "more"]) this.part(name).hidden = true;
    if (!namesFiles) this.part("files").hidden = true;
    this.part("discard").hidden = this.part("table").hidden = !left.length;
    this.showRows(left);
    this.part("heading").textContent = words;
    this.notice.focus();
  }

  remove() {
    this.notice.remove();
  }
}
