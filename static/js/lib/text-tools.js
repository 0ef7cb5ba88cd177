/** The pieces of the page that belong to a text: templates/admin/_text_tools.html stands beside each. */
const templateOf = (editor) =>
  editor.view.dom.closest(".prose-editor")?.parentElement.querySelector("template[data-text-tools]")?.content;

/** A copy of the piece that `selector` finds, or null. */
export const piece = (editor, selector) => templateOf(editor)?.querySelector(selector)?.cloneNode(true) ?? null;

/**
 * Opens a dialog of the page, beside the form, so that nothing in it is sent. `prepare(dialog)` fills it; `accept(dialog)`
 * is asked before it closes by its good button, and keeps it open by answering false. The text has the cursor afterwards.
 */
export function openDialog(editor, name, { prepare, accept }) {
  const dialog = piece(editor, `[data-dialog="${name}"]`);
  dialog.querySelector("h2").id = `text-dialog-${name}`;
  dialog.setAttribute("aria-labelledby", `text-dialog-${name}`);
  prepare(dialog);
  dialog.addEventListener("submit", (event) => {
    if (event.submitter?.value && accept(dialog, event.submitter.value) === false) event.preventDefault();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (!editor.isDestroyed) editor.view.focus(); // its row may have been taken out meanwhile
  });
  document.body.append(dialog);
  dialog.showModal();
}
