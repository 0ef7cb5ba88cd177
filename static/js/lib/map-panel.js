/** Pieces of the map's own furniture: panels that fold, buttons, and one line that says what happens. */

/**
 * A folded panel in a corner of the map; of several only one is open. Escape folds it.
 *
 * @param {L.Map} map
 * @param {object} panel
 * @param {string} panel.summary
 * @param {Node[]} panel.content
 * @param {string} [panel.className]
 * @returns {HTMLDetailsElement}
 */
export function addPanel(map, { summary, content, className = "" }) {
  const panel = make("details", { className: `map-panel ${className}`.trim(), name: `panel-${L.stamp(map)}` });
  const head = make("summary", { className: "map-panel__summary", textContent: summary });
  const body = make("div", { className: "map-panel__body" });
  body.append(...content);
  panel.append(head, body);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel.open) return;
    event.stopPropagation();
    foldPanel(panel);
  });
  addControl(map, "topleft", panel);
  return panel;
}

export function foldPanel(panel) {
  panel.open = false;
  panel.querySelector("summary").focus();
}

/** Where the choice of a layer is kept, how it is taken back, and the way to the privacy notice. */
export function choiceKept(privacy, texts) {
  const line = make("p", { textContent: texts.choiceKept });
  if (privacy) line.append(" ", make("a", { href: privacy, textContent: texts.privacy }));
  return line;
}

/** Puts an element into a corner; what happens on it does not reach the map. */
export function addControl(map, position, element) {
  const control = L.control({ position });
  control.onAdd = () => {
    L.DomEvent.disableClickPropagation(element);
    L.DomEvent.disableScrollPropagation(element);
    return element;
  };
  return control.addTo(map);
}

/** A button with words. */
export function textButton(text, onClick, className = "map-panel__choice") {
  const button = make("button", { type: "button", className, textContent: text });
  button.addEventListener("click", onClick);
  return button;
}

/** A bar of buttons with icons below the zoom buttons: [{ name, icon, onClick }]. */
export function iconBar(map, icons, entries) {
  const bar = make("div", { className: "leaflet-bar map-bar" });
  for (const { name, icon, onClick } of entries) {
    const button = make("button", { type: "button", className: "map-bar__button", title: name });
    button.setAttribute("aria-label", name);
    button.append(iconOf(icons, icon));
    button.addEventListener("click", onClick);
    bar.append(button);
  }
  addControl(map, "topright", bar);
  return bar;
}

function iconOf(icons, name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${icons}#i-${name}`);
  svg.append(use);
  return svg;
}

/** The one line on the map that says what happens, read out by screen readers, with buttons where there is a choice. */
export class StatusLine {
  /** That of the map; a new one where it has none. */
  static of(map) {
    return map.statusLine ?? new StatusLine(map);
  }

  constructor(map) {
    this.map = map;
    map.statusLine ??= this;
    this.text = make("p", { role: "status" });
    this.buttons = make("div", { className: "map-status__buttons" });
    this.element = make("div", { className: "map-status", hidden: true });
    this.element.append(this.text, this.buttons);
    L.DomEvent.disableClickPropagation(this.element);
    map.getContainer().append(this.element);
  }

  say(text, buttons = []) {
    this.element.hidden = false;
    if (this.text.textContent !== text) this.text.textContent = text;
    this.buttons.replaceChildren(...buttons);
    this.map.fire("said");
  }

  /** Only the words change, so that the buttons keep the focus. */
  reword(text) {
    this.text.textContent = text;
  }

  clear() {
    this.element.hidden = true;
    this.text.textContent = "";
    this.buttons.replaceChildren();
  }
}

export function make(tag, { role, ...properties } = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  if (role) element.setAttribute("role", role);
  return element;
}
