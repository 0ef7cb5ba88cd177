/**
 * What a form of the administration says, field by field, and what of it was typed. A row is named by its key, not by its
 * number, which changes when others add or remove rows: "offers#17/price", a new one "offers+0/price".
 */
import { editorOf } from "./prose-editors.js";

const LEFT_OUT = new Set([
  "csrfmiddlewaretoken",
  "typed_before",
  "kept_form",
  "workflow_state", // the buttons set it
  // What says to which state a form belongs has to be that of the page.
  "form_key",
  "opened_version",
  "opened_change",
  "overwrite_change",
]);
const UNKEPT_TYPES = new Set(["file", "password", "submit", "button", "reset", "image"]);
const OF_FORMSETS = /-(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/;

const isCheck = ({ type }) => type === "checkbox" || type === "radio";
const isSelect = ({ tagName }) => tagName === "SELECT";
const plain = (text) => text.replace(/\r\n?/g, "\n");

export const isSame = (one, other) => one.length === other.length && one.every((text, index) => text === other[index]);

function valueOf(controls) {
  if (isCheck(controls[0])) return controls.filter(({ checked }) => checked).map(({ value }) => value);
  if (isSelect(controls[0])) return [...controls[0].selectedOptions].map(({ value }) => value);
  return controls.map(({ value }) => plain(value));
}

/** As the page came: a browser may have filled the fields again since. */
function defaultOf(controls) {
  const [first] = controls;
  if (isCheck(first)) return controls.filter(({ defaultChecked }) => defaultChecked).map(({ value }) => value);
  if (!isSelect(first)) return controls.map(({ defaultValue }) => plain(defaultValue));
  const chosen = [...first.options].filter(({ defaultSelected }) => defaultSelected);
  if (first.multiple || !first.options.length) return chosen.map(({ value }) => value);
  return [(chosen.at(-1) ?? [...first.options].find(({ disabled }) => !disabled) ?? first.options[0]).value];
}

export class FormValues {
  /** `cameBack`: the page shows what somebody sent, so that a new row with words in it was typed. */
  constructor(form, { cameBack = false } = {}) {
    this.form = form;
    this.cameBack = cameBack;
    this.base = new Map();
    this.addBeginnings(form);
  }

  /** Records the beginnings of fields that come from the server: with the page, or later inside `part`. */
  addBeginnings(part) {
    const fields = [...this.fields()].filter(([name, [control]]) => !this.base.has(name) && part.contains(control));
    for (const [name, controls] of fields) {
      this.base.set(name, this.cameBack ? this.beginningOf(name, controls) : defaultOf(controls));
    }
  }

  /** {name: [control]} in the order of the form. */
  fields() {
    const rows = this.rows();
    const found = new Map();
    for (const control of this.form.elements) {
      const name = this.isKept(control) && rows.nameOf(control.name);
      if (!name) continue;
      if (found.has(name)) found.get(name).push(control);
      else found.set(name, [control]);
    }
    return found;
  }

  isKept({ name, type, disabled }) {
    if (!name || disabled || UNKEPT_TYPES.has(type) || LEFT_OUT.has(name)) return false;
    return !name.startsWith("_") && !name.includes("__prefix__") && !OF_FORMSETS.test(name);
  }

  /** Knows the rows of the form by prefix and number. `nameOf` gives null for the key of a row itself. */
  rows() {
    const { elements } = this.form;
    const prefixes = [...elements].flatMap(({ name }) => /^(.+)-TOTAL_FORMS$/.exec(name)?.[1] ?? []);
    const names = new Map();
    for (const prefix of prefixes) {
      let added = 0;
      const count = Number(elements.namedItem(`${prefix}-TOTAL_FORMS`).value);
      for (let number = 0; number < count; number += 1) {
        const key = elements.namedItem(`${prefix}-${number}-id`)?.value;
        names.set(`${prefix}-${number}`, key ? `${prefix}#${key}` : `${prefix}+${added++}`);
      }
    }
    return {
      names,
      nameOf(name) {
        const [, row, field] = /^(.+-\d+)-(.+)$/.exec(name) ?? [];
        if (!names.has(row)) return name;
        return field === "id" ? null : `${names.get(row)}/${field}`;
      },
    };
  }

  /** The controls of the row that new ones are copied from. */
  patternOf(name) {
    const [, prefix, field] = /^(.+)[#+][^/]+\/(.+)$/.exec(name) ?? [];
    const found = prefix ? this.form.elements.namedItem(`${prefix}-__prefix__-${field}`) : null;
    if (!found) return [];
    return found instanceof RadioNodeList ? [...found] : [found];
  }

  /**
   * A row that was added on the page begins as the empty one, for scripts may give its fields values that are their
   * defaults as well: those of hidden fields, and of options that are added as the chosen ones.
   */
  beginningOf(name, controls) {
    if (this.base.has(name)) return this.base.get(name);
    const pattern = /\+\d+\//.test(name) ? this.patternOf(name) : [];
    return defaultOf(pattern.length ? pattern : controls);
  }

  /** The text editor puts its field in order when it starts, which nobody has typed. To be called before anybody types. */
  takeProseAsFound() {
    for (const [name, controls] of this.fields()) {
      if (controls[0].closest(".prose-editor")) this.base.set(name, valueOf(controls));
    }
  }

  /** What the form says now counts as not typed. */
  takeAllAsFound() {
    for (const [name, controls] of this.fields()) this.base.set(name, valueOf(controls));
  }

  /** What was typed before the form came back was typed still. */
  goOnFrom(fields) {
    for (const [name, { was }] of Object.entries(fields)) this.base.set(name, was);
  }

  /** {name: {is, was, as}} of what differs from the page as it came. */
  typed() {
    const found = {};
    for (const [name, controls] of this.fields()) {
      const is = valueOf(controls);
      const was = this.beginningOf(name, controls);
      if (isSame(is, was)) continue;
      found[name] = { is, was };
      // A search field of the administration has no other option than the one that is chosen.
      if (controls[0].matches("select.admin-autocomplete")) {
        found[name].as = [...controls[0].selectedOptions].map(({ label }) => label);
      }
    }
    return found;
  }

  /** Names of files that were chosen, which no page can keep. */
  files() {
    const inputs = [...this.form.elements].filter(({ type, name }) => type === "file" && name);
    return inputs.flatMap(({ files }) => [...files].map(({ name }) => name));
  }

  /**
   * [{name, controls, is, as, now, isMissing, isChanged}] of kept fields that differ from what the form says. Of a new row
   * that is still to be made, `controls` are those it will be copied from; `isMissing` is true where there is no place
   * for it; `isChanged`, where it was saved differently since.
   */
  compared(kept) {
    const fields = this.fields();
    return Object.entries(kept).flatMap(([name, { is, was, as }]) => {
      const controls = fields.get(name) ?? [];
      const pattern = controls.length ? [] : this.patternOf(name);
      const isNewRow = pattern.length > 0 && /\+\d+\//.test(name);
      const now = controls.length ? valueOf(controls) : isNewRow ? defaultOf(pattern) : [];
      if ((controls.length || isNewRow) && isSame(is, now)) return [];
      return {
        name,
        controls: controls.length ? controls : pattern,
        is,
        as,
        now,
        isMissing: !controls.length && !isNewRow,
        isChanged: controls.length > 0 && !isSame(was, now),
      };
    });
  }

  /** Puts the fields back; new rows are made for those that need one. */
  putBack(kept) {
    this.makeRows(Object.keys(kept));
    const order = [...this.fields()].filter(([name]) => name in kept);
    for (const [name, controls] of order) put(controls, kept[name]);
  }

  makeRows(names) {
    for (const name of names) {
      const [, prefix, number] = /^(.+)\+(\d+)\//.exec(name) ?? [];
      const add = prefix && document.getElementById(`${prefix}-group`)?.querySelector(".add-row a");
      for (let tries = Number(number); add && tries >= 0 && !this.hasRow(`${prefix}+${number}`); tries -= 1) add.click();
    }
  }

  hasRow(wanted) {
    return [...this.rows().names.values()].includes(wanted);
  }
}

function put(controls, { is, as = [] }) {
  const [first] = controls;
  if (isSame(is, valueOf(controls))) return;
  if (isCheck(first)) {
    for (const control of controls) {
      if (control.checked === is.includes(control.value)) continue;
      control.checked = !control.checked;
      tell(control, "input", "change");
    }
  } else if (isSelect(first)) {
    choose(first, is, as);
    tell(first, "input", "change");
  } else {
    controls.forEach((control, index) => write(control, is[index] ?? ""));
  }
}

function choose(select, values, labels) {
  const known = new Set([...select.options].map(({ value }) => value));
  values.forEach((value, index) => {
    if (!known.has(value) && labels[index]) select.append(new Option(labels[index], value));
  });
  for (const option of select.options) option.selected = values.includes(option.value);
}

function write(control, text) {
  editorOf(control)?.commands.setContent(text);
  control.value = text;
  tell(control, "input", "change");
}

function tell(control, ...names) {
  for (const name of names) control.dispatchEvent(new Event(name, { bubbles: true }));
}
