/**
 * The marks of a text (publishing/richtext_placeholders.py) while it is written: a paragraph that says [Bild 17] shows the photo of the
 * form, and a quotation's last line that begins with a dash looks like its source. What is stored are the words.
 */
import { Extension, pm } from "django-prose-editor/editor";
import { openDialog, piece } from "../lib/text-tools.js";

const { Plugin, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const PICTURE = /^\s*\[(?:Bild|Picture)\s*(\d{1,9})\]\s*$/i;
const SOURCE = /^\s*(?:[–—―]|--)/;
const PHOTOS_CHANGE = ["change", "preview:shown", "formset:removed"];
const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_whole, name) => words[name]);

/** Photos of the form that have a number: [{number, address, alt}]; without those that are to be deleted. */
function photosOf(form) {
  const rows = [...(form?.querySelectorAll(".admin-photos .inline-related:not(.empty-form)") ?? [])];
  return rows
    .filter((row) => !row.querySelector('[name$="-DELETE"]')?.checked)
    .map((row) => ({
      number: row.querySelector('[name$="-picture"]')?.value,
      address: row.querySelector("admin-focal-point img")?.src,
      alt: row.querySelector('[name$="-alt_de"]')?.value.trim(),
    }))
    .filter(({ number }) => number);
}

const formOf = (editor) => editor.view.dom.closest("form");

export function choosePicture(editor) {
  openDialog(editor, "picture", {
    prepare(dialog) {
      const photos = photosOf(formOf(editor));
      dialog.querySelector("[data-none]").hidden = photos.length > 0;
      dialog.querySelector("ul").replaceChildren(
        ...photos.map(({ number, address, alt }) => {
          const item = document.createElement("li");
          const button = document.createElement("button");
          const image = new Image();
          button.value = number;
          image.alt = "";
          if (address) image.src = address;
          button.append(image, `${fill(dialog.dataset.mark, { number })} ${alt || dialog.dataset.undescribed}`);
          item.append(button);
          return item;
        }),
      );
    },
    accept: (dialog, number) => placePicture(editor, fill(dialog.dataset.mark, { number })),
  });
}

/** Below the paragraph, list or quotation with the cursor, or in its place if it is an empty paragraph. */
function placePicture(editor, mark) {
  const { state, view } = editor;
  const { $to } = state.selection;
  const { paragraph } = state.schema.nodes;
  const placed = paragraph.create(null, state.schema.text(mark));
  const block = $to.depth ? $to.node(1) : null;
  const isEmpty = block?.type === paragraph && !block.content.size;
  const from = block ? (isEmpty ? $to.before(1) : $to.after(1)) : state.doc.content.size;
  const tr = state.tr.replaceWith(from, isEmpty ? $to.after(1) : from, placed);
  if (from + placed.nodeSize === tr.doc.content.size) tr.insert(tr.doc.content.size, paragraph.create());
  tr.setSelection(TextSelection.near(tr.doc.resolve(from + placed.nodeSize + 1)));
  view.dispatch(tr.scrollIntoView());
}

/** [position, node] of the quotation with the cursor, or null. */
function quotationAt({ selection: { $from } }) {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "blockquote") return [$from.before(depth), $from.node(depth)];
  }
  return null;
}

const isSource = (quotation, child) => quotation.childCount > 1 && child === quotation.lastChild && SOURCE.test(child.textContent);

export const isInQuotation = (editor) => Boolean(quotationAt(editor.state));

export function isInSource(editor) {
  const found = quotationAt(editor.state);
  return Boolean(found) && isSource(found[1], editor.state.selection.$from.parent);
}

/** The cursor goes to the source of the quotation; where there is none yet, into a new last line with a dash. */
export function goToSource(editor) {
  const [position, quotation] = quotationAt(editor.state);
  const { tr, schema } = editor.state;
  const end = position + quotation.nodeSize - 1;
  if (isSource(quotation, quotation.lastChild)) {
    tr.setSelection(TextSelection.near(tr.doc.resolve(end), -1));
  } else {
    const line = schema.nodes.paragraph.create(null, schema.text("– "));
    tr.insert(end, line).setSelection(TextSelection.near(tr.doc.resolve(end + line.nodeSize), -1));
  }
  editor.view.dispatch(tr.scrollIntoView());
  editor.view.focus();
}

function shownPicture(photo, words) {
  const shown = document.createElement("span");
  shown.className = "text-mark__picture";
  if (photo?.address) {
    const image = new Image();
    image.src = photo.address;
    image.alt = photo.alt || "";
    shown.append(image);
  } else if (!photo) {
    shown.textContent = words;
  }
  return shown;
}

function decorations(editor, doc, missing) {
  const photos = new Map(photosOf(formOf(editor)).map((photo) => [photo.number, photo]));
  const found = [];
  doc.descendants((node, position, parent) => {
    if (parent.type.name === "blockquote" && isSource(parent, node)) {
      found.push(Decoration.node(position, position + node.nodeSize, { class: "text-source" }));
    }
    const [mark, number] = (node.type.name === "paragraph" && PICTURE.exec(node.textContent)) || [];
    if (!mark) return;
    const photo = photos.get(String(Number(number)));
    const words = fill(missing, { mark: mark.trim() });
    found.push(
      Decoration.node(position, position + node.nodeSize, { class: photo ? "text-mark" : "text-mark text-mark--missing" }),
      Decoration.widget(position + 1, () => shownPicture(photo, words), {
        side: -1,
        key: `${number} ${photo?.address} ${photo?.alt}`,
      }),
    );
  });
  return DecorationSet.create(doc, found);
}

/** Beside a photo that has just been added: what stands for it in a text. */
function tellMark(select) {
  const line = select.closest(".inline-related").querySelector("[data-mark]");
  if (!line) return;
  line.hidden = !select.value;
  line.querySelector("code").textContent = fill(line.dataset.mark, { number: select.value });
}

export const Marks = Extension.create({
  name: "portalMarks",

  addProseMirrorPlugins() {
    const { editor } = this;
    let missing;
    return [
      new Plugin({
        props: {
          decorations({ doc }) {
            missing ??= piece(editor, '[data-dialog="picture"]')?.dataset.missing ?? "";
            return decorations(editor, doc, missing);
          },
        },
      }),
    ];
  },

  /** The photos of the form have changed: what the text shows of them is drawn again. */
  onCreate({ editor }) {
    this.storage.draw = ({ target }) => {
      if (target !== document && !target.closest(".admin-photos")) return; // a row is removed from the document
      if (target.matches?.('[name$="-picture"]')) tellMark(target);
      editor.view.dispatch(editor.state.tr);
    };
    for (const name of PHOTOS_CHANGE) document.addEventListener(name, this.storage.draw);
  },

  onDestroy() {
    for (const name of PHOTOS_CHANGE) document.removeEventListener(name, this.storage.draw);
  },
});
