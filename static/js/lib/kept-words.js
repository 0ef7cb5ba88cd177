/** A kept field in words: what it is called, and what it says. */
const LONGEST = 90; // characters
const BEFORE = 25; // characters of a text that show where it begins to differ

export function labelOf(name, controls) {
  const [control] = controls;
  if (!control) return name;
  const label = clean(ownLabel(control) || name);
  const group = control.closest(".inline-group")?.querySelector(".inline-heading");
  return group ? `${clean(`${group.textContent} ${numberOf(name, control)}`)}: ${label}` : label;
}

/** The number of the row among all of its group; one that is still to be made stands behind the others. */
function numberOf(name, control) {
  const shown = /-(\d+)-[^-]+$/.exec(control.name);
  if (shown) return Number(shown[1]) + 1;
  const [, prefix, added] = /^(.+)\+(\d+)\//.exec(name) ?? [];
  if (!prefix) return "";
  return Number(control.form.elements.namedItem(`${prefix}-INITIAL_FORMS`).value) + Number(added) + 1;
}

/** Of the parts of one field, such as day and hour, with the name of the whole; of boxes to tick that name alone. */
function ownLabel(control) {
  const whole = control.closest("fieldset:not(.module)")?.querySelector(":scope > legend")?.textContent;
  const own = control.labels?.[0]?.textContent || columnOf(control) || control.ariaLabel;
  if (!whole || !own) return whole || own;
  return control.matches("[type=checkbox], [type=radio]") ? whole : `${clean(whole)}, ${own}`;
}

function columnOf(control) {
  const cell = control.closest("td");
  if (cell?.matches(".delete")) return cell.closest("table").querySelector("thead th:last-child")?.textContent;
  const column = /\bfield-(\S+)/.exec(cell?.className ?? "")?.[1];
  return column && cell.closest("table").querySelector(`th.column-${column}`)?.textContent;
}

const clean = (text) => text.replace(/\s+/g, " ").trim().replace(/:$/, "");

/** `labels` go with the values where the form has no option for them. */
export function inWords(controls, values, labels, words) {
  const [control] = controls;
  if (control?.type === "checkbox" && controls.length === 1) return values.length ? words.yes : words.no;
  const texts = values.map((value, index) => clean(inOneWord(controls, value, labels?.[index], words))).filter(Boolean);
  return texts.join(", ") || words.empty;
}

function inOneWord([control, ...others], value, label, words) {
  if (!control || !value) return label || value;
  if (control.tagName === "SELECT") {
    return [...control.options].find((option) => option.value === value)?.label ?? (label || value);
  }
  if (control.type === "checkbox" || control.type === "radio") {
    return [control, ...others].find((one) => one.value === value)?.labels?.[0]?.textContent ?? value;
  }
  if (control.closest("geometry-field")) return drawing(value, words.drawn);
  return control.closest(".prose-editor") ? withoutTags(value) : value;
}

function withoutTags(html) {
  const page = new DOMParser().parseFromString(html.replaceAll("</", " </"), "text/html");
  return page.body.textContent;
}

/** A point by its coordinates, a boundary by the number of its corners; what was typed as it is. */
function drawing(text, phrase) {
  try {
    const { type, coordinates } = JSON.parse(text);
    if (type === "Point") return coordinates.toReversed().map((degrees) => degrees.toFixed(5)).join(", ");
    const rings = type === "MultiPolygon" ? coordinates.flat() : coordinates;
    return phrase.replace("{count}", rings.reduce((sum, ring) => sum + ring.length - 1, 0));
  } catch {
    return text; // coordinates that only the server reads
  }
}

/** Two texts as they are told beside each other: long ones from where they begin to differ. */
export function excerpts(one, other) {
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const from = Math.max(one.length, other.length) > LONGEST && same > BEFORE ? same - BEFORE : 0;
  return [one, other].map((text) => cut(text, from));
}

function cut(text, from) {
  const rest = text.slice(from, from + LONGEST);
  return `${from && rest ? "…" : ""}${rest}${text.length > from + LONGEST ? "…" : ""}`;
}
