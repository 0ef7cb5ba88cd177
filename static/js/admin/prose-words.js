/** The toolbar of the text editor speaks English by itself; here it learns the language of the page. */
const { gettext } = window;
const WORDS = gettext && {
  paragraph: gettext("paragraph"),
  Paragraph: gettext("Paragraph"),
  "Heading 2": gettext("Heading 2"),
  "Heading 3": gettext("Heading 3"),
  "heading 2": gettext("heading 2"),
  "heading 3": gettext("heading 3"),
  "unordered list": gettext("unordered list"),
  "ordered list": gettext("ordered list"),
  blockquote: gettext("blockquote"),
  bold: gettext("bold"),
  italic: gettext("italic"),
  "insert link": gettext("insert link"),
  "remove link": gettext("remove link"),
  undo: gettext("undo"),
  redo: gettext("redo"),
};

function translate(bar) {
  for (const button of bar.querySelectorAll("[title]")) {
    const words = WORDS[button.title];
    if (!words) continue;
    button.title = words;
    button.setAttribute("aria-label", words);
  }
  for (const option of bar.querySelectorAll("p, h2, h3")) option.textContent = WORDS[option.textContent] ?? option.textContent;
}

if (WORDS) {
  const translateAll = () => document.querySelectorAll(".prose-menubar").forEach(translate);
  window.addEventListener("load", translateAll);
  // What unfolds is drawn anew each time.
  document.addEventListener("click", () => setTimeout(translateAll), { capture: true });
}
