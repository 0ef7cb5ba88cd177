/** The rich text editors of the page. To be loaded before they start, as static/js/admin/names.js sees to. */
const editors = new WeakMap();

document.addEventListener("prose-editor:ready", ({ detail: { editor, textarea } }) => editors.set(textarea, editor));

/** That of a textarea, once it has started. */
export const editorOf = (textarea) => editors.get(textarea);
