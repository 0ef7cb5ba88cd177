/** The rich text editors of the page. To be loaded before they start, as static/js/admin/names.js sees to. */
const editors = new WeakMap();
let entered = document.activeElement;

// An editor takes its textarea into itself, which loses the focus by that: a person who was in it goes on in the editor.
document.addEventListener("pointerdown", () => (entered = null));
document.addEventListener("focusin", ({ target }) => (entered = target));
document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => {
  editors.set(textarea, editor);
  if (textarea === entered && document.activeElement === document.body) editor.commands.focus();
});

/** That of a textarea, once it has started. */
export const editorOf = (textarea) => editors.get(textarea);
