/** Names for what Django's widgets and the text editor leave nameless to screen readers. */
import "../lib/prose-editors.js";

function labelOf(id) {
  const label = document.querySelector(`label[for="${CSS.escape(id)}"]`);
  if (label && !label.id) label.id = `${id}-label`;
  return label;
}

function nameEditor({ detail: { editor, textarea } }) {
  const label = labelOf(textarea.id);
  if (label) editor.view.dom.setAttribute("aria-labelledby", label.id);
  editor.view.dom.setAttribute("aria-multiline", "true");
}

/** Select2 builds its box some time after the page has loaded, and names it by its (often empty) content. */
function nameAutocomplete(container) {
  const select = container.previousElementSibling;
  const box = container.querySelector(".select2-selection");
  const shown = container.querySelector("[id]");
  const label = select?.id && labelOf(select.id);
  if (!box || !label) {
    if (box) nameByColumn(select, [box, shown].filter(Boolean));
    return;
  }
  box.setAttribute("aria-labelledby", [label.id, shown?.id].filter(Boolean).join(" "));
  for (const part of container.querySelectorAll("input, [role=textbox]")) part.setAttribute("aria-labelledby", label.id);
}

/** A field in a table is named by the head of its column. */
function nameByColumn(field, targets = [field]) {
  const cell = field?.closest(".tabular td");
  if (!cell) return;
  const column = /\bfield-(\S+)/.exec(cell.className)?.[1];
  const head = column && cell.closest("table").querySelector(`th.column-${column}`);
  for (const target of targets) {
    target.removeAttribute("aria-labelledby");
    if (head) target.setAttribute("aria-label", head.textContent.trim());
  }
}

function nameFields(root) {
  for (const field of root.querySelectorAll(".tabular td :is(input, select, textarea):not([type=hidden])")) {
    if (!field.labels?.length && !field.hasAttribute("aria-label")) nameByColumn(field);
  }
  // Rows of Django's tables are named in themselves, and stand below a corner without a word.
  for (const corner of root.querySelectorAll("th.original:empty")) corner.setAttribute("role", "cell");
  for (const hint of root.querySelectorAll(".help-tooltip[aria-label]")) hint.setAttribute("role", "img");
  for (const container of root.querySelectorAll(".select2-container")) nameAutocomplete(container);
}

document.addEventListener("prose-editor:ready", nameEditor);
document.addEventListener("formset:added", ({ target }) => nameFields(target));
window.addEventListener("load", () => nameFields(document));
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      if (!(node instanceof Element)) continue;
      if (node.matches(".select2-container")) nameAutocomplete(node);
      // Select2 puts its cross straight into a list.
      for (const cross of node.parentElement?.querySelectorAll("ul > .select2-selection__clear") ?? []) {
        cross.setAttribute("role", "listitem");
      }
    }
  }
}).observe(document, { childList: true, subtree: true });
