/** What is pasted into a text: cleaned of what the page would not keep, and said what was left out. */
import { Extension, pm } from "django-prose-editor/editor";
import { cleaned } from "../lib/pasted.js";
import { piece } from "../lib/text-tools.js";

const { Plugin } = pm.state;
const FROM_HERE = /\bdata-pm-slice=/; // copied from a text of ours

export const Paste = Extension.create({
  name: "portalPaste",

  onCreate({ editor }) {
    this.storage.note = piece(editor, ".text-note");
    if (this.storage.note) editor.view.dom.before(this.storage.note);
  },

  addProseMirrorPlugins() {
    const tell = (pictures, tables) => {
      const { note } = this.storage;
      if (!note) return;
      const { picturesLeftOut, tablesTold } = note.dataset;
      note.textContent = [pictures && picturesLeftOut, tables && tablesTold].filter(Boolean).join(" ");
    };
    return [
      new Plugin({
        props: {
          transformPastedHTML(html) {
            if (FROM_HERE.test(html)) return html;
            const { html: clean, pictures, tables } = cleaned(html);
            tell(pictures, tables);
            return clean;
          },
          handlePaste(_view, { clipboardData }) {
            const isPicture = [...(clipboardData?.files ?? [])].some(({ type }) => type.startsWith("image/"));
            const hasText = clipboardData?.types.some((type) => type === "text/html" || type === "text/plain");
            if (isPicture && !hasText) tell(1, 0);
            return false;
          },
        },
      }),
    ];
  },
});
