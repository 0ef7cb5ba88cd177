/** The dialog of a link: its address, and its words where none are marked in the text. */
import { openDialog } from "../lib/text-tools.js";

const ALLOWED = /^(?:https?:\/\/[^\s/]+\S*|mailto:\S+@\S+|tel:[+\d][\d\s()/-]*|\/(?!\/)\S*|#\S+)$/i;

/** As it is meant: "www.example.org" is a page, "name@example.org" a mail; "" where it is no address. */
export function readAddress(typed) {
  const text = typed.trim();
  const meant = [text, `https://${text}`, `mailto:${text}`];
  if (ALLOWED.test(meant[0])) return meant[0];
  if (/^[^\s/:@]+@[^\s/:@]+\.[a-z]{2,}$/i.test(text)) return meant[2];
  return /^[^\s/:@]+\.[a-z]{2,}(?::\d+)?(?:[/?#]\S*)?$/i.test(text) ? meant[1] : "";
}

export function editLink(editor) {
  const isNew = editor.state.selection.empty && !editor.isActive("link");
  const field = (dialog, name) => dialog.querySelector(`[data-field="${name}"]`);
  openDialog(editor, "link", {
    prepare(dialog) {
      field(dialog, "address").value = editor.getAttributes("link").href ?? "";
      dialog.querySelector("[data-words]").hidden = !isNew;
    },
    accept(dialog) {
      const href = readAddress(field(dialog, "address").value);
      dialog.querySelector("[data-fault]").hidden = Boolean(href);
      field(dialog, "address").setAttribute("aria-invalid", String(!href));
      if (!href) {
        field(dialog, "address").focus();
        return false;
      }
      const text = field(dialog, "words").value.trim() || href;
      const chain = editor.chain().focus();
      if (isNew) chain.insertContent({ type: "text", text, marks: [{ type: "link", attrs: { href } }] }).run();
      else chain.extendMarkRange("link").setLink({ href }).run();
      return true;
    },
  });
}
