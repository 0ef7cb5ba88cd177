/** The toolbar of a text: its buttons come with the page (templates/admin/_text_tools.html), here is what they do. */
import { Extension, pm } from "django-prose-editor/editor";
import { piece } from "../lib/text-tools.js";
import { editLink } from "./text-links.js";
import { choosePicture, goToSource, isInQuotation, isInSource } from "./text-marks.js";

const { AllSelection, TextSelection } = pm.state;

/** After Ctrl+A the whole document is selected, out of which no quotation can be taken; its text is meant. */
const begin = (editor) =>
  editor
    .chain()
    .focus()
    .command(({ tr }) => {
      const { doc, selection } = tr;
      if (selection instanceof AllSelection) {
        tr.setSelection(TextSelection.between(doc.resolve(0), doc.resolve(doc.content.size)));
      }
      return true;
    });

/** A command of the editor that is switched on and off; `node` says when it is on. */
const toggle = (command, node, options) => ({
  run: (editor) => begin(editor)[command](options).run(),
  isOn: (editor) => editor.isActive(node, options),
  isAble: (editor) => editor.isActive(node, options) || editor.can()[command](options),
});
const once = (command) => ({
  run: (editor) => editor.chain().focus()[command]().run(),
  isAble: (editor) => editor.can()[command](),
});

/** The dialog is the library's, which gives it no name. */
function chooseNumbering(editor) {
  editor.commands.updateListAttributes();
  const dialog = editor.view.dom.parentElement.querySelector("dialog");
  dialog?.setAttribute("aria-label", dialog.querySelector("h3").textContent);
}

const COMMANDS = {
  heading2: toggle("toggleHeading", "heading", { level: 2 }),
  heading3: toggle("toggleHeading", "heading", { level: 3 }),
  bold: toggle("toggleBold", "bold"),
  italic: toggle("toggleItalic", "italic"),
  bullets: toggle("toggleBulletList", "bulletList"),
  numbers: toggle("toggleOrderedList", "orderedList"),
  numbering: { run: chooseNumbering, isAble: (editor) => editor.isActive("orderedList") },
  link: { run: editLink },
  unlink: { run: (editor) => editor.chain().focus().unsetLink().run(), isAble: (editor) => editor.isActive("link") },
  quotation: toggle("toggleBlockquote", "blockquote"),
  source: { run: goToSource, isOn: isInSource, isAble: isInQuotation },
  picture: { run: choosePicture },
  undo: once("undo"),
  redo: once("redo"),
};

/** One stop of the Tab key; the arrows lead from button to button, Home and End to the first and last. */
function rove(bar) {
  const tools = [...bar.querySelectorAll("button")];
  const stopAt = (tool) => tools.forEach((each) => (each.tabIndex = each === tool ? 0 : -1));
  stopAt(tools[0]);
  bar.addEventListener("focusin", ({ target }) => stopAt(target));
  bar.addEventListener("keydown", (event) => {
    const at = tools.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    tools.at(to % tools.length).focus();
  });
}

function show(editor, tool) {
  const { isOn, isAble } = COMMANDS[tool.dataset.command];
  if (isOn) tool.setAttribute("aria-pressed", String(isOn(editor)));
  // Not `disabled`: the arrows would lose the button, and who listens would not learn of it.
  if (isAble) tool.setAttribute("aria-disabled", String(!isAble(editor)));
}

export const Toolbar = Extension.create({
  name: "portalToolbar",
  priority: 1100, // before the link of the editor, whose own dialog has the same key

  onCreate({ editor }) {
    const bar = piece(editor, ".text-toolbar");
    if (!bar) return;
    const tools = [...bar.querySelectorAll("button")];
    const label = document.querySelector(`label[for="${editor.view.dom.parentElement.querySelector("textarea").id}"]`);
    if (label) bar.setAttribute("aria-label", `${bar.getAttribute("aria-label")}: ${label.textContent.trim().replace(/:$/, "")}`);
    rove(bar);
    bar.addEventListener("mousedown", (event) => event.preventDefault()); // the text keeps its selection
    bar.addEventListener("click", ({ target }) => {
      const tool = target.closest("button");
      if (tool && tool.getAttribute("aria-disabled") !== "true") COMMANDS[tool.dataset.command].run(editor);
    });
    const showAll = () => tools.forEach((tool) => show(editor, tool));
    editor.on("transaction", showAll);
    showAll();
    editor.view.dom.before(bar);
  },

  addKeyboardShortcuts() {
    return {
      "Mod-k": ({ editor }) => {
        editLink(editor);
        return true;
      },
    };
  },
});
