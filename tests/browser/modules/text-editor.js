/** The text editor of the administration: its toolbar, the marks of pictures and sources, what is pasted. */
import * as library from "django-prose-editor/editor";
import { all, check, find, happen, press, same, settled, show, texts, type, until } from "./checking.js";
import { Marks, Paste, Toolbar } from "/static/js/admin/rich-text.js";
import "/static/js/elements/admin-focal-point.js";

const NAMES = ["heading2", "heading3", "bold", "italic", "bullets", "numbers", "numbering", "link", "unlink", "quotation", "source", "picture", "undo", "redo"];
const TOGGLED = new Set(["heading2", "heading3", "bold", "italic", "bullets", "numbers", "quotation", "source"]);
const tool = (name) => `<button type="button" data-command="${name}"${TOGGLED.has(name) ? ' aria-pressed="false"' : ""}>${name}</button>`;
const TOOLS = `<template data-text-tools><div class="text-toolbar" role="toolbar" aria-label="Text gestalten">${NAMES.map(tool).join("")}</div>
  <p class="text-note" role="status" data-pictures-left-out="Ohne Bilder." data-tables-told="Tabelle als Zeilen."></p>
  <dialog data-dialog="link"><form method="dialog"><h2>Link</h2><p data-words><input data-field="words"></p><input data-field="address"><p data-fault hidden></p><button value="done"></button><button value=""></button></form></dialog>
  <dialog data-dialog="picture" data-mark="[Bild {number}]" data-missing="{mark} fehlt." data-undescribed="ohne Text"><form method="dialog"><h2>Bild</h2><ul></ul><p data-none>Keines</p><button value="">Abbrechen</button></form></dialog></template>`;
const DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const EXTENSIONS = ["Document", "Paragraph", "Text", "History", "Bold", "Italic", "Heading", "BulletList", "OrderedList", "ListItem", "Blockquote", "Link", "HardBreak"];

const photo = (at, number, { alt = "", kind = "", isGone = false, address = DOT } = {}) => `<div class="inline-related ${kind}"><input name="photos-${at}-picture" value="${number}"><input name="photos-${at}-alt_de" value="${alt}">
  <input type="checkbox" name="photos-${at}-DELETE"${isGone ? " checked" : ""}><admin-focal-point>${address && `<img src="${address}">`}</admin-focal-point><p data-mark="Im Text: [Bild {number}]" hidden><code></code></p></div>`;

let editor;

/** A text in its form, beside these photos. */
async function aText(html, { photos = "", tools = TOOLS, around = "" } = {}) {
  editor?.destroy();
  show(`<form><label for="text">Inhalt:</label><div><textarea id="text">${html}</textarea>${tools}</div>${around}<div class="admin-photos">${photos}</div></form>`);
  editor = library.createTextareaEditor(find("textarea"), [...EXTENSIONS.map((name) => library[name]), Toolbar, Marks, Paste]);
  await settled();
  return editor;
}

const button = (name) => find(`.text-toolbar [data-command=${name}]`);
const states = (attribute) => Object.fromEntries(NAMES.filter((name) => button(name).getAttribute(attribute) === "true").map((name) => [name, true]));
const stops = () => all(".text-toolbar button").filter(({ tabIndex }) => tabIndex === 0).map(({ dataset }) => dataset.command);
/** Marks `words` in the text; without any the cursor stands behind its first letter. */
function mark(words) {
  let found;
  editor.state.doc.descendants((node, position) => {
    const at = node.isText ? node.text.indexOf(words) : -1;
    if (at >= 0) found ??= [position + at, position + at + words.length];
  });
  editor.commands.setTextSelection({ from: found[0], to: found[1] });
}
/** The dialog closes, which its text hears a moment later. */
async function close(how = () => find("dialog").close()) {
  how();
  await until(() => !find("dialog"));
}
const cursorIn = (words) => (mark(words), editor.commands.setTextSelection(editor.state.selection.from + 1));

// --- The toolbar

check("the toolbar stands above the text, named after its field", async () => {
  await aText("<p>Eins</p>");
  const bar = find(".text-toolbar");
  same([bar.getAttribute("aria-label"), bar.nextElementSibling.className, find(".ProseMirror").previousElementSibling === find(".text-note")], ["Text gestalten: Inhalt", "text-note", true]);
});

check("without its pieces on the page a text has no toolbar, and can be written", async () => {
  await aText("<p>Eins</p>", { tools: "" });
  editor.view.pasteHTML("<p><img src=x>Zwei</p>");
  same([all(".text-toolbar").length, editor.getText().includes("Zwei")], [0, true]);
});

check("the toolbar is one stop; arrows, Home and End lead through it, round its ends", async () => {
  await aText("<p>Eins</p>");
  same(stops(), ["heading2"]);
  const to = (key, options) => [press(document.activeElement, key, options), document.activeElement.dataset.command, ...stops()];
  button("heading2").focus();
  same([to("ArrowRight"), to("ArrowLeft"), to("ArrowLeft"), to("ArrowRight"), to("End"), to("Home")], ["heading3", "heading2", "redo", "heading2", "redo", "heading2"].map((name) => [true, name, name]));
  for (const name of ["ctrlKey", "metaKey", "altKey"]) same([name, ...to("ArrowRight", { [name]: true })], [name, false, "heading2", "heading2"]);
  same(to("x"), [false, "heading2", "heading2"]);
  button("bold").focus();
  same(stops(), ["bold"]);
});

check("each button shapes the marked words, says that it is on, and takes it back", async () => {
  const made = { heading2: "<h2>Eins</h2>", heading3: "<h3>Eins</h3>", bold: "<p><strong>Eins</strong></p>", italic: "<p><em>Eins</em></p>", bullets: "<ul><li><p>Eins</p></li></ul>", numbers: "<ol><li><p>Eins</p></li></ol>", quotation: "<blockquote><p>Eins</p></blockquote>" };
  for (const [name, html] of Object.entries(made)) {
    await aText("<p>Eins</p>");
    mark("Eins");
    button(name).click();
    same([name, editor.getHTML().replaceAll(/ (data-type|type|start)="[^"]*"/g, ""), states("aria-pressed")], [name, html, { [name]: true }]);
    button(name).click();
    same([name, editor.getHTML(), states("aria-pressed")], [name, "<p>Eins</p>", {}]);
  }
});

check("pressing the mouse on a button leaves the text its selection", async () => {
  await aText("<p>Eins</p>");
  same(happen(button("bold"), "mousedown", { Kind: MouseEvent }), true);
});

check("what a button cannot do here it says, and does nothing", async () => {
  await aText("<p>Eins</p>");
  same(states("aria-disabled"), { numbering: true, unlink: true, source: true, undo: true, redo: true });
  for (const name of ["numbering", "unlink", "source", "undo", "redo"]) button(name).click();
  find(".text-toolbar").click();
  same([editor.getHTML(), all("dialog[open]").length], ["<p>Eins</p>", 0]);
  mark("Eins");
  button("bold").click();
  same([states("aria-disabled").undo, states("aria-disabled").redo], [undefined, true]);
  button("undo").click();
  same([editor.getHTML(), states("aria-disabled").redo], ["<p>Eins</p>", undefined]);
  button("redo").click();
  same(editor.getHTML(), "<p><strong>Eins</strong></p>");
});

check("out of a text that is marked as a whole its quotation is taken", async () => {
  await aText("<blockquote><p>Eins</p><p>Zwei</p></blockquote>");
  editor.commands.selectAll();
  button("quotation").click();
  same(editor.getHTML(), "<p>Eins</p><p>Zwei</p>");
});

check("Ctrl and K open the dialog of a link, and a link is taken away by its button", async () => {
  await aText('<p>Eins <a href="https://example.org">Zwei</a></p>');
  mark("Eins");
  same([press(find(".ProseMirror"), "k", { ctrlKey: true }), all("dialog[open]").length], [true, 1]);
  await close();
  cursorIn("Zwei");
  button("unlink").click();
  same(editor.getHTML(), "<p>Eins Zwei</p>");
});

check("the dialog of the library is named by its heading", async () => {
  await aText("<ol><li><p>Eins</p></li></ol>");
  cursorIn("Eins");
  button("numbering").click();
  const dialog = find("dialog");
  same(dialog.getAttribute("aria-label"), dialog.querySelector("h3").textContent);
  dialog.remove();
});

// --- Dialogs

check("a dialog stands beside the form, is named, and gives the cursor back to the text", async () => {
  await aText("<p>Eins</p>");
  mark("Eins");
  button("link").click();
  const dialog = find("dialog");
  same([dialog.parentElement === document.body, dialog.open, document.getElementById(dialog.getAttribute("aria-labelledby")).textContent], [true, true, "Link"]);
  await close();
  same([all("dialog").length, document.activeElement === find(".ProseMirror")], [0, true]);
});

// --- Pictures

/** What the dialog offers: [number, words, address]. */
const offered = () => all("dialog li button").map(({ value, textContent, firstChild }) => [value, textContent, firstChild.getAttribute("src")]);

check("photos of the form are offered with their text; deleted ones, those without number and the empty row are not", async () => {
  await aText("<p>Eins</p>", { photos: photo(0, 7, { alt: " Halle " }) + photo(1, 8, { address: "" }) + photo(2, 9, { isGone: true }) + photo(3, "") + photo("__prefix__", 5, { kind: "empty-form" }) });
  button("picture").click();
  same([offered(), find("dialog [data-none]").hidden, all("dialog li img").every((image) => image.getAttribute("alt") === "")], [[["7", "[Bild 7] Halle", DOT], ["8", "[Bild 8] ohne Text", null]], true, true]);
  await close();
  await aText("<p>Eins</p>");
  button("picture").click();
  same([offered(), find("dialog [data-none]").hidden], [[], false]);
  await close();
});

const SEVEN = { photos: photo(0, 7, { alt: "Halle" }) };

async function place() {
  button("picture").click();
  await close(() => find("dialog li button").click());
}

check("a picture stands below the paragraph, list or quotation with the cursor; the cursor goes on behind it", async () => {
  const cases = [
    ["<p>Eins</p><p>Zwei</p>", "Eins", "<p>Eins</p><p>[Bild 7]</p><p>Zwei</p>", "Zwei"],
    ["<ul><li><p>Eins</p></li></ul><p>Zwei</p>", "Eins", "<ul><li><p>Eins</p></li></ul><p>[Bild 7]</p><p>Zwei</p>", "Zwei"],
    ["<p>Eins</p>", "Eins", "<p>Eins</p><p>[Bild 7]</p><p></p>", ""],
  ];
  for (const [before, words, after, next] of cases) {
    await aText(before, SEVEN);
    cursorIn(words);
    await place();
    same([editor.getHTML(), editor.state.selection.$from.parent.textContent], [after, next]);
  }
});

check("a picture takes the place of an empty paragraph", async () => {
  await aText("<p>Eins</p><p></p><p>Zwei</p>", SEVEN);
  editor.commands.setTextSelection(7);
  await place();
  same(editor.getHTML(), "<p>Eins</p><p>[Bild 7]</p><p>Zwei</p>");
});

check("in a text that is marked as a whole a picture stands at the end", async () => {
  await aText("<p>Eins</p><p>Zwei</p>", SEVEN);
  editor.commands.selectAll();
  await place();
  same(editor.getHTML(), "<p>Eins</p><p>Zwei</p><p>[Bild 7]</p><p></p>");
});

check("giving up the choice places nothing", async () => {
  await aText("<p>Eins</p>", SEVEN);
  button("picture").click();
  await close(() => find('dialog button[value=""]').click());
  same([editor.getHTML(), all("dialog").length], ["<p>Eins</p>", 0]);
});

check("a paragraph that is a mark shows its photo, or says that there is none", async () => {
  await aText("<p>[Bild 7]</p><p>[picture 07]</p><p> [Bild 8] </p><p>Im Text [Bild 7]</p><h2>[Bild 7]</h2>", SEVEN);
  same(all(".text-mark").map((one) => [one.className.includes("missing"), one.querySelector("img")?.alt ?? one.querySelector(".text-mark__picture").textContent]), [[false, "Halle"], [false, "Halle"], [true, "[Bild 8] fehlt."]]);
  same(all(".text-mark img").every((image) => image.src === DOT), true);
});

check("a mark of a photo that has no small picture yet shows nothing beside it, and is not told as missing", async () => {
  await aText("<p>[Bild 8]</p>", { photos: photo(0, 8, { address: "" }) });
  same(all(".text-mark").map((one) => [one.className.includes("missing"), one.querySelector(".text-mark__picture").textContent]), [[false, ""]]);
});

check("the text follows the photos: what is deleted, described, added or shown; not what happens elsewhere", async () => {
  await aText("<p>[Bild 7]</p>", { ...SEVEN, around: '<input id="other">' });
  const [alt, gone] = ["alt_de", "DELETE"].map((name) => find(`[name=photos-0-${name}]`));
  const shown = () => find(".text-mark img")?.alt ?? "fehlt";
  type(alt, "Hof", "change");
  same(shown(), "Hof");
  alt.value = "Dach";
  type(find("#other"), "x", "change");
  same(shown(), "Hof");
  happen(alt, "preview:shown");
  same(shown(), "Dach");
  gone.checked = true;
  happen(gone, "change");
  same(shown(), "fehlt");
  find(".admin-photos").innerHTML = photo(1, 7, { alt: "Neu" });
  happen(document, "formset:removed");
  same(shown(), "Neu");
});

check("beside a photo that was chosen stands what stands for it in a text", async () => {
  await aText("<p>Eins</p>", { photos: photo(0, "") });
  const line = find("[data-mark]");
  type(find("[name=photos-0-picture]"), "12", "change");
  same([line.hidden, line.textContent], [false, "Im Text: [Bild 12]"]);
  type(find("[name=photos-0-picture]"), "", "change");
  same(line.hidden, true);
});

check("a text that is gone hears nothing of photos", async () => {
  await aText("<p>[Bild 7]</p>", SEVEN);
  const { view } = editor;
  editor.destroy();
  let drawn = 0;
  view.dispatch = () => (drawn += 1);
  type(find("[name=photos-0-alt_de]"), "Hof", "change");
  same(drawn, 0);
});

// --- The source of a quotation

check("a quotation's last line that begins with a dash is its source, not its only one and no other", async () => {
  const isSource = async (html) => (await aText(html), texts(".text-source"));
  same(await isSource("<blockquote><p>Eins</p><p>– Karl</p></blockquote>"), ["– Karl"]);
  for (const dash of ["--", "—", "―"]) same(await isSource(`<blockquote><p>Eins</p><p>${dash} Karl</p></blockquote>`), [`${dash} Karl`]);
  same(await isSource("<blockquote><p>– Eins</p><p>Karl</p></blockquote>"), []);
  same(await isSource("<blockquote><p>– Karl</p></blockquote>"), []);
  same(await isSource("<p>Eins</p><p>– Karl</p>"), []);
});

check("the button of the source leads to it, or begins it with a dash, and says when the cursor is there", async () => {
  const WITH_DASH = "<blockquote><p>Eins</p><p>– </p></blockquote><p>Zwei</p>";
  await aText("<blockquote><p>Eins</p></blockquote><p>Zwei</p>");
  cursorIn("Zwei");
  same([states("aria-disabled").source, states("aria-pressed").source], [true, undefined]);
  cursorIn("Eins");
  same([states("aria-disabled").source, states("aria-pressed").source], [undefined, undefined]);
  button("source").click();
  same([editor.getHTML(), editor.state.selection.$from.parent.textContent, editor.state.selection.$from.parentOffset, states("aria-pressed").source], [WITH_DASH, "– ", 2, true]);
  cursorIn("Eins");
  same(states("aria-pressed").source, undefined);
  button("source").click();
  same([editor.getHTML(), editor.state.selection.$from.parent.textContent], [WITH_DASH, "– "]);
});

// --- Pasting

const note = () => find(".text-note").textContent;

check("pasted HTML is cleaned, and told what was left out", async () => {
  const pasted = async (html) => (await aText("<p></p>"), editor.view.pasteHTML(html), note());
  same(await pasted('<p style="color: red">Eins<img src="x.gif"></p>'), "Ohne Bilder.");
  same(editor.getHTML(), "<p>Eins</p>");
  same(await pasted("<table><tr><td>Eins</td><td>Zwei</td></tr></table>"), "Tabelle als Zeilen.");
  same(await pasted('<img src="x.gif"><table><tr><td>Eins</td><td>Zwei</td></tr></table>'), "Ohne Bilder. Tabelle als Zeilen.");
  same(await pasted("<p>Eins</p>"), "");
});

check("what was copied from a text of ours stays as it is", async () => {
  await aText("<p></p>");
  const kept = (html) => {
    editor.view.someProp("transformPastedHTML", (transform) => void (html = transform(html, editor.view)));
    return html;
  };
  const ours = '<h1 data-pm-slice="1 1 []">Eins<img src="x.gif"></h1>';
  same([kept(ours) === ours, kept("<h1>Eins</h1>").includes("h1"), note()], [true, false, ""]);
});

check("a picture alone in the clipboard is told of; beside text it is the text that counts", async () => {
  const paste = async (types, ...kinds) => {
    await aText("<p></p>");
    const isHandled = editor.view.someProp("handlePaste", (handle) => handle(editor.view, { clipboardData: { types, getData: () => "", files: kinds.map((kind) => ({ type: kind })) } }, null));
    return [Boolean(isHandled), note()];
  };
  same(await paste(["Files"], "image/png"), [false, "Ohne Bilder."]);
  same(await paste(["Files"], "application/pdf", "image/png"), [false, "Ohne Bilder."]);
  same(await paste(["Files"], "application/pdf"), [false, ""]);
  same(await paste(["text/html", "Files"], "image/png"), [false, ""]);
  same(await paste(["text/plain", "Files"], "image/png"), [false, ""]);
});
