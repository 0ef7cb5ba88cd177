/** What readers' pages do beside the search: watch list, pictures, menu, colours, sharing, entries with dates. */
import { all, answering, check, find, happen, heard, press, same, settled, show, texts, type } from "./checking.js";
import { addressOf, isStorable, keep, keepNote, MOST, noteOn, onChange, watched } from "/static/js/lib/watch-list.js";
import "/static/js/elements/copy-field.js";
import "/static/js/elements/copy-names.js";
import "/static/js/elements/nav-menu.js";
import "/static/js/elements/list-sheet.js";
import "/static/js/elements/photo-gallery.js";
import "/static/js/elements/print-button.js";
import "/static/js/elements/share-link.js";
import "/static/js/elements/theme-switch.js";
import "/static/js/elements/watch-count.js";
import "/static/js/elements/watch-list.js";
import "/static/js/elements/watch-toggle.js";

const setItem = Storage.prototype.setItem;
const fillStorage = () => (Storage.prototype.setItem = () => { throw new DOMException("full"); });
const freeStorage = () => (Storage.prototype.setItem = setItem);

// --- The watch list

check("the watch list keeps numbers once each, in their order, fifty at most, with their notes", () => {
  const changes = heard("watch-list:changed");
  same([keep([3, 1, 3]), watched(), changes.length, MOST], [true, [3, 1], 1, 50]);
  same([keepNote(1, "Notiz"), noteOn(1), noteOn(3), changes.length], [true, "Notiz", "", 2]);
  keep([1, 2]);
  same([noteOn(1), JSON.parse(localStorage.getItem("watch-list"))], ["Notiz", { numbers: [1, 2], notes: { 1: "Notiz" } }]);
  keep([2]);
  keep([1, 2]);
  same(noteOn(1), "");
  keep(Array.from({ length: 60 }, (_, number) => number));
  same([watched().length, watched()[49]], [50, 49]);
  keep([]);
  same([localStorage.getItem("watch-list"), isStorable()], [null, true]);
});

check("a device that takes nothing keeps what it had, and nobody is told of a change", () => {
  keep([1]);
  const changes = heard("watch-list:changed");
  fillStorage();
  same([keep([1, 2]), keepNote(1, "x"), watched(), changes.length], [false, false, [1], 0]);
  freeStorage();
});

check("of what lies in the storage only numbers and texts are taken", () => {
  const read = (stored) => (localStorage.setItem("watch-list", stored), [watched(), noteOn(1)]);
  same([read("{"), read("null"), read('{"numbers": 5}'), read("[]")], [[[], ""], [[], ""], [[], ""], [[], ""]]);
  same(read('{"numbers": [1, "2", 1.5, 1, 3, null], "notes": {"1": "Ja", "3": 5}}'), [[1, 3], "Ja"]);
  same(noteOn(3), "");
  same(read(JSON.stringify({ numbers: Array.from({ length: 51 }, (_, number) => number) }))[0].length, 50);
});

check("changes are heard from here, other tabs and a page that comes back, of this list alone", () => {
  const leaving = new AbortController();
  let calls = 0;
  onChange(() => (calls += 1), leaving.signal);
  const storage = (key) => window.dispatchEvent(new StorageEvent("storage", { key }));
  keep([1]);
  same(calls, 1);
  storage("watch-list");
  storage(null);
  storage("other");
  same(calls, 3);
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  same(calls, 4);
  leaving.abort();
  keep([2]);
  storage("watch-list");
  same(calls, 4);
});

check("the address of a list names its objects", () => same([addressOf("/merkliste/", [3, 1]), addressOf("/merkliste/", [])], ["/merkliste/?ids=3,1", "/merkliste/"]));

check("the number of watched objects stands beside the link, and each change is said", () => {
  keep([5]);
  show('<watch-count data-address="/merkliste/" data-said="Gemerkt:"><a href="/merkliste/">Merkliste</a><b data-count hidden></b><p role="status"></p></watch-count>');
  const state = () => [find("[data-count]").textContent, find("[data-count]").hidden, find("a").getAttribute("href"), find("[role=status]").textContent];
  same(state(), ["1", false, "/merkliste/?ids=5", ""]);
  keep([5, 6]);
  same(state(), ["2", false, "/merkliste/?ids=5,6", "Gemerkt: 2"]);
  localStorage.clear();
  window.dispatchEvent(new StorageEvent("storage", { key: null }));
  same(state(), ["0", true, "/merkliste/", "Gemerkt: 2"]);
});

const TOGGLE = '<watch-toggle data-number="7"><a class="button" href="/merkliste/?ids=7"><b>Merken</b></a></watch-toggle><i data-watch-full="Die Liste ist voll."></i>';

check("an object is put on the list and taken off by one button", () => {
  keep([3]);
  show(TOGGLE);
  const button = find("button");
  same([all("a").length, button.className, button.type, button.innerHTML, button.getAttribute("aria-pressed")], [0, "button", "button", "<b>Merken</b>", "false"]);
  button.click();
  same([watched(), button.getAttribute("aria-pressed")], [[3, 7], "true"]);
  button.click();
  same([watched(), button.getAttribute("aria-pressed")], [[3], "false"]);
  const element = find("watch-toggle");
  element.remove();
  document.body.append(element);
  keep([7]);
  same([all("button").length, button.getAttribute("aria-pressed")], [1, "true"]);
});

check("a full list says so, and still lets go what is on it", () => {
  keep(Array.from({ length: 50 }, (_, number) => number + 100));
  show(TOGGLE);
  find("button").click();
  find("button").click();
  same([watched().length, texts("[role=status]")], [50, ["Die Liste ist voll."]]);
  keep([...watched().slice(1), 7]);
  find("button").click();
  same([watched().length, watched().includes(7)], [49, false]);
});

check("where nothing is stored the link stays a link", () => {
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = () => { throw new DOMException("no"); };
  show(TOGGLE);
  same([isStorable(), all("a").length, all("button").length], [false, 1, 0]);
  Storage.prototype.getItem = getItem;
});

const LIST = (numbers) => `<watch-list data-numbers="${numbers}" data-address="/merkliste/"><p data-says="foreign" hidden></p><p data-says="unstored" hidden></p>
  <a data-own hidden>Meine</a><button data-take-over>Übernehmen</button><a data-list="3" href="#">Weg</a>
  <div data-entry="3"><div data-note hidden><textarea></textarea><p data-note-print></p></div></div><div data-entry="4"><div data-note hidden><textarea></textarea><p data-note-print></p></div></div></watch-list>`;
const said = () => all("[data-says]:not([hidden])").map(({ dataset }) => dataset.says);

check("the list of this device has its notes, and what is removed on it is kept", () => {
  keep([3, 4]);
  keepNote(3, "Halle mit Gleis");
  history.replaceState(null, "", "?ids=3,4");
  show(LIST("3,4"));
  same([said(), all("[data-note]").map(({ hidden }) => hidden), all("textarea").map(({ value }) => value), texts("[data-note-print]")], [[], [false, false], ["Halle mit Gleis", ""], ["Halle mit Gleis", ""]]);
  type(all("textarea")[1], "Neu", "input");
  same([noteOn(4), texts("[data-note-print]")[1], said()], ["Neu", "Neu", []]);
  fillStorage();
  type(all("textarea")[1], "Mehr", "input");
  freeStorage();
  same([said(), texts("[data-note-print]")[1]], [["unstored"], "Mehr"]);
  find("[data-list]").click();
  same(watched(), [3]);
});

check("a list that came by a link is another's, with notes on what is on both, and changes nothing here", () => {
  keep([4]);
  history.replaceState(null, "", "?ids=3,4");
  show(LIST("3,4"));
  same([said(), find("[data-own]").hidden, find("[data-own]").getAttribute("href"), all("[data-note]").map(({ hidden }) => hidden)], [["foreign"], false, "/merkliste/?ids=4", [true, false]]);
  find("[data-list]").click();
  same(watched(), [4]);
  keep([]);
  show(LIST("3,4"));
  same([said(), find("[data-own]").hidden], [["foreign"], true]);
  fillStorage();
  find("[data-take-over]").click();
  freeStorage();
  same(said(), ["foreign", "unstored"]);
});

check("the same objects in another order are another list; an empty one says nothing", () => {
  keep([4, 3]);
  history.replaceState(null, "", "?ids=3,4");
  show(LIST("3,4"));
  same(said(), ["foreign"]);
  show(LIST(""));
  same(said(), []);
});

// --- Pictures

const PHOTOS = (count) => `<photo-gallery data-label="Bilder" data-close="Zu" data-previous="Zurück" data-next="Weiter">${Array.from({ length: count }, (_, at) => `<a data-photo href="data:,${at}" data-caption="Bild ${at}"><img alt="Text ${at}"></a>`).join("")}<b>daneben</b></photo-gallery>`;
const shown = () => [find("dialog .num").textContent, find(".viewer__image").getAttribute("src").slice(-1), find(".viewer__image").alt, find(".viewer__foot").textContent];

check("a picture opens in the viewer with its words; keys and buttons turn them in a circle", () => {
  show(PHOTOS(3));
  all("a img")[1].click();
  const viewer = find("dialog");
  same([viewer.open, viewer.getAttribute("aria-label"), find("dialog .num").getAttribute("aria-live"), shown()], [true, "Bilder", "polite", ["2 / 3", "1", "Text 1", "Bild 1"]]);
  same(texts("dialog button"), ["Zurück", "Weiter", "Zu"]);
  const at = () => shown()[0];
  for (const [key, wanted] of [["ArrowRight", "3 / 3"], ["ArrowRight", "1 / 3"], ["ArrowLeft", "3 / 3"], ["Home", "1 / 3"], ["End", "3 / 3"], ["x", "3 / 3"]]) {
    press(viewer, key);
    same([key, at()], [key, wanted]);
  }
  all("dialog button")[0].click();
  same(at(), "2 / 3");
  all("dialog button")[1].click();
  same(at(), "3 / 3");
  all("dialog button")[2].click();
  same(viewer.open, false);
  happen(viewer, "close");
  same(document.activeElement === all("a")[2], true);
  all("a")[0].click();
  same([all("dialog").length, at()], [1, "1 / 3"]);
});

check("a picture that is to open elsewhere is left to the browser, and so is what lies beside", () => {
  show(PHOTOS(2));
  document.body.addEventListener("click", (event) => event.preventDefault(), { capture: false });
  for (const name of ["ctrlKey", "metaKey", "shiftKey"]) happen(find("a"), "click", { Kind: MouseEvent, [name]: true });
  find("b").click();
  same(all("dialog").length, 0);
});

check("a finger that travels far enough sideways turns the picture", () => {
  show(PHOTOS(3));
  all("a")[0].click();
  const image = find(".viewer__image");
  const swipe = (right, down, { isPrimary = true, pointerId = 1 } = {}) => {
    happen(image, "pointerdown", { Kind: PointerEvent, clientX: 200, clientY: 200, isPrimary, pointerId: 1 });
    happen(image, "pointerup", { Kind: PointerEvent, clientX: 200 + right, clientY: 200 + down, pointerId });
    return shown()[0];
  };
  same(image.draggable, false);
  same([swipe(-48, 0), swipe(-47, 0), swipe(48, 0), swipe(47, 0)], ["2 / 3", "2 / 3", "1 / 3", "1 / 3"]);
  same([swipe(-60, 60), swipe(-60, 59), swipe(60, -70), swipe(-60, 0, { isPrimary: false }), swipe(-60, 0, { pointerId: 2 })], ["1 / 3", "2 / 3", "2 / 3", "2 / 3", "2 / 3"]);
});

check("a single picture has nothing to turn to", () => {
  show(PHOTOS(1));
  find("a").click();
  same(texts("dialog button"), ["Zu"]);
});

// --- Menu, colours, panes, print, share

check("the menu closes on Escape, and when focus or a click goes elsewhere", () => {
  show('<nav-menu><details><summary>Menü</summary><a href="#a">A</a></details></nav-menu>');
  document.body.insertAdjacentHTML("beforeend", '<button id="else">Anderswo</button>');
  const menu = find("details");
  menu.open = true;
  press(find("a"), "a");
  same(menu.open, true);
  press(find("a"), "Escape");
  same([menu.open, document.activeElement === find("summary")], [false, true]);
  document.activeElement.blur();
  press(find("a"), "Escape");
  same(document.activeElement === find("summary"), false);
  menu.open = true;
  happen(find("a"), "focusout", { Kind: FocusEvent, relatedTarget: find("summary") });
  happen(find("a"), "focusout", { Kind: FocusEvent, relatedTarget: null });
  find("a").click();
  same(menu.open, true);
  happen(find("a"), "focusout", { Kind: FocusEvent, relatedTarget: find("#else") });
  same(menu.open, false);
  menu.open = true;
  find("#else").click();
  same(menu.open, false);
});

check("out of a fold in the menu Escape leads to its title, once more out of the menu; a click beside it closes the fold alone", () => {
  show('<nav-menu><details id="menu"><summary>Menü</summary><a href="#a">A</a><details id="fold"><summary>Mehr</summary><a href="#b">B</a></details></details></nav-menu>');
  const open = () => [find("#menu").open, find("#fold").open];
  const [menu, fold] = [find("#menu"), find("#fold")];
  menu.open = fold.open = true;
  press(all("a")[1], "Escape");
  same([open(), document.activeElement === fold.firstChild], [[true, false], true]);
  press(fold.firstChild, "Escape");
  same([open(), document.activeElement === menu.firstChild], [[false, false], true]);
  menu.open = fold.open = true;
  all("a")[0].click();
  same(open(), [true, false]);
});

check("the colours change at once, and the address of the form remembers them", () => {
  const asked = answering(() => "");
  show('<theme-switch><form action="/farben/"><input name="next" value="/"><button name="theme" value="dark">D</button><button name="theme" value="auto">A</button><button>X</button></form></theme-switch>');
  const choose = (at) => happen(find("form"), "submit", { Kind: SubmitEvent, submitter: all("button")[at] });
  same([choose(0), document.documentElement.dataset.theme, all("button").map((one) => one.getAttribute("aria-pressed"))], [true, "dark", ["true", "false", "false"]]);
  same([new URL(asked[0].url).pathname + new URL(asked[0].url).search, asked[0].redirect, asked[0].keepalive], ["/farben/?next=%2F&theme=dark", "manual", true]);
  same([choose(1), "theme" in document.documentElement.dataset, asked.length], [true, false, 2]);
  find("theme-switch").addEventListener("submit", (event) => same(event.defaultPrevented, false));
  document.addEventListener("submit", (event) => event.preventDefault(), { once: true });
  choose(2);
  same(asked.length, 2);
});

check("the sheet's button walks through its rests, as the address says, and tells the next to ears and eyes", () => {
  const html = `<div data-rest="half"><list-sheet data-to-head="Karte" data-to-half="Dazu" data-to-full="Ganz">
    <button class="list-sheet__button" hidden></button><div class="results-bar"></div></list-sheet></div>`;
  const state = () => [find("[data-rest]").dataset.rest, find("button").getAttribute("aria-label"), find("button").title, location.hash];
  show(html);
  same([find("button").hidden, state()], [false, ["half", "Ganz", "Ganz", ""]]);
  find("button").click();
  same(state(), ["full", "Karte", "Karte", "#show=list"]);
  show(html);
  same(state(), ["full", "Karte", "Karte", "#show=list"]);
  find("button").click();
  same(state(), ["head", "Dazu", "Dazu", "#show=map"]);
  find("button").click();
  same(state(), ["half", "Ganz", "Ganz", ""]);
});

check("the page is printed by its button", () => {
  const { print } = window;
  let printed = 0;
  window.print = () => (printed += 1);
  show("<print-button><button hidden>Drucken</button></print-button>");
  find("button").click();
  same([find("button").hidden, printed], [false, 1]);
  window.print = print;
});

check("an address is copied, and handed on where the device can", async () => {
  const copied = [];
  const given = [];
  const clipboard = { writeText: async (text) => copied.push(text) };
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: clipboard });
  Object.defineProperty(navigator, "share", { configurable: true, value: undefined });
  const html = '<share-link data-copy="Kopieren" data-copied="Kopiert" data-share="Teilen"> https://example.org/a </share-link>';
  show(html);
  same(texts("button"), ["Kopieren"]);
  find("button").click();
  await settled();
  same([copied, find("[role=status]").textContent, find("button").type], [["https://example.org/a"], "Kopiert", "button"]);
  Object.defineProperty(navigator, "share", { configurable: true, value: async (what) => (given.push(what), Promise.reject(new Error("given up"))) });
  show(html);
  same(texts("button"), ["Teilen", "Kopieren"]);
  all("button")[0].click();
  await settled();
  same(given, [{ title: document.title, url: "https://example.org/a" }]);
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });
  show(html);
  same(texts("button"), ["Teilen"]);
  delete navigator.share;
  delete navigator.clipboard;
});

check("what stands in a field is copied, marked and said", async () => {
  const copied = [];
  Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: async (text) => copied.push(text) } });
  show('<copy-field data-copy="Kopieren" data-copied="Kopiert"><input value="https://example.org/b"></copy-field>');
  find("button").click();
  await settled();
  const field = find("input");
  same([copied, find("[role=status]").textContent, find("button").textContent, find("button").type, field.selectionEnd - field.selectionStart], [["https://example.org/b"], "Kopiert", "Kopieren", "button", 21]);
  show("<copy-field></copy-field>");
  same(all("button").length, 0);
  delete navigator.clipboard;
});

check("as many names are shown as the field says copies", () => {
  show('<input id="copies" value="2"><copy-names data-for="copies"><ul><li></li><li></li><li></li></ul></copy-names>');
  const hidden = () => all("li").map((line) => line.hidden);
  same(hidden(), [false, false, true]);
  type(find("input"), "3", "input");
  same(hidden(), [false, false, false]);
  type(find("input"), "x", "input");
  same(hidden(), [false, true, true]);
  const names = find("copy-names");
  names.remove();
  type(find("input"), "3", "input");
  same([...names.querySelectorAll("li")].map((line) => line.hidden), [false, true, true]);
});
