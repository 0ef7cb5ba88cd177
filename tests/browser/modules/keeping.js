/** What forms of the administration say, and how they are kept on the device. */
import { all, check, find, happen, same, show, texts, type } from "./checking.js";
import { FormValues, isSame } from "/static/js/lib/form-values.js";
import { drop, entriesOf, forgetAll, keep, keyOf, newPage, read, tidy } from "/static/js/lib/kept-forms.js";
import { fill, KeptOffer } from "/static/js/lib/kept-offer.js";
import { excerpts, inWords, labelOf } from "/static/js/lib/kept-words.js";
import "/static/js/lib/prose-editors.js";

const FORM = `<form>
  <input name="csrfmiddlewaretoken" value="t"><input name="form_key" value="k"><input name="opened_version" value="1"><input name="workflow_state" value="draft">
  <input name="title" value="Alt"><textarea name="text">Erste\nZweite</textarea>
  <input name="_save" type="submit"><input name="secret" type="password" value="x"><input name="upload" type="file"><input name="off" value="1" disabled>
  <input name="lit" type="checkbox" value="on" checked>
  <input name="kind" type="radio" value="a"><input name="kind" type="radio" value="b" checked>
  <select name="town"><option value="1">Borna</option><option value="2" selected>Grimma</option></select>
  <select name="more" multiple><option value="1" selected>Eins</option><option value="2">Zwei</option></select>
  <select name="first"><option value="0" disabled>-</option><option value="1">Eins</option></select>
  <div id="offers-group"><div class="add-row"><a href="#">Noch eine</a></div></div>
  <input name="offers-TOTAL_FORMS" value="2"><input name="offers-INITIAL_FORMS" value="1">
  <input name="offers-0-id" value="17"><input name="offers-0-price" value="5">
  <input name="offers-1-id" value=""><input name="offers-1-price" value="9">
  <input name="offers-__prefix__-id" value=""><input name="offers-__prefix__-price" value="3">
</form>`;
const formOf = (options) => {
  const form = show(FORM);
  return { form, values: new FormValues(form, options), field: (name) => form.elements.namedItem(name) };
};

// --- form-values.js

check("a form says its fields by name, rows by their key, and nothing of what belongs to the page", () => {
  const { values } = formOf();
  same([...values.fields().keys()], ["title", "text", "lit", "kind", "town", "more", "first", "offers#17/price", "offers+0/price"]);
  same([...values.rows().names], [["offers-0", "offers#17"], ["offers-1", "offers+0"]]);
});

check("nothing was typed until something differs from the page as it came", () => {
  const { values, field } = formOf();
  same(values.typed(), {});
  field("title").value = "Neu";
  same(values.typed(), { title: { is: ["Neu"], was: ["Alt"] } });
  field("title").value = "Alt";
  same(values.typed(), {});
});

check("of every kind of field it is told what it says and said", () => {
  const { form, values, field } = formOf();
  field("lit").checked = false;
  field("kind")[0].checked = true;
  field("town").value = "1";
  field("more").options[1].selected = true;
  field("text").value = "Andere";
  field("offers-0-price").value = "6";
  same(values.typed(), {
    text: { is: ["Andere"], was: ["Erste\nZweite"] },
    lit: { is: [], was: ["on"] },
    kind: { is: ["a"], was: ["b"] },
    town: { is: ["1"], was: ["2"] },
    more: { is: ["1", "2"], was: ["1"] },
    "offers#17/price": { is: ["6"], was: ["5"] },
  });
  same(form.elements.length > 10, true);
});

check("a browser that has filled the fields before has typed", () => {
  const form = show(FORM);
  form.elements.namedItem("title").value = "Gefüllt";
  form.elements.namedItem("lit").checked = false;
  form.elements.namedItem("town").value = "1";
  same(Object.entries(new FormValues(form).typed()).map(([name, { was }]) => [name, was]), [["title", ["Alt"]], ["lit", ["on"]], ["town", ["2"]]]);
});

check("a choice without a word of its own stands at its first option that can be chosen", () => {
  const form = show(FORM);
  form.elements.namedItem("first").value = "1";
  same(new FormValues(form).typed(), {});
});

check("a choice without options and one of several that has none chosen say nothing", () => {
  const form = show('<form><select name="none"></select><select name="some" multiple><option value="1">Eins</option></select></form>');
  const values = new FormValues(form);
  same([...values.base], [["none", []], ["some", []]]);
});

check("two texts are the same only as long as each other", () => {
  same([isSame(["a"], ["a"]), isSame(["a"], ["a", "b"]), isSame(["a", "b"], ["a"]), isSame(["a"], ["b"]), isSame([], [])], [true, false, false, false, true]);
});

check("a new row of a form that came back was typed, one of a fresh page was not", () => {
  same(formOf().values.typed(), {});
  same(formOf({ cameBack: true }).values.typed(), { "offers+0/price": { is: ["9"], was: ["3"] } });
});

check("of a row that was added since, the empty row is the beginning, also where a script wrote values as defaults", () => {
  const { form, values, field } = formOf();
  field("offers-TOTAL_FORMS").value = 3;
  form.insertAdjacentHTML("beforeend", '<input name="offers-2-id"><input name="offers-2-price" type="hidden" value="3">');
  field("offers-2-price").value = "4";
  same(values.typed(), { "offers+1/price": { is: ["4"], was: ["3"] } });
});

check("rows that come with a topic which is loaded later begin with what the server wrote", () => {
  const { form, values, field } = formOf();
  field("offers-TOTAL_FORMS").value = 3;
  form.insertAdjacentHTML("beforeend", '<div id="late"><input name="offers-2-id"><input name="offers-2-price" value="7"></div>');
  values.addBeginnings(form.querySelector("#late"));
  same(values.typed(), {});
});

check("what is taken as found counts as not typed; what was typed before goes on", () => {
  const { form, values, field } = formOf();
  field("title").value = "Neu";
  values.takeProseAsFound();
  same(Object.keys(values.typed()), ["title"]);
  const box = document.createElement("div");
  box.className = "prose-editor";
  field("text").replaceWith(box);
  box.append(Object.assign(document.createElement("textarea"), { name: "text", value: "<p>In Ordnung</p>" }));
  values.takeProseAsFound();
  same(Object.keys(values.typed()), ["title"]);
  values.takeAllAsFound();
  same(values.typed(), {});
  values.goOnFrom({ title: { is: ["Neu"], was: ["Alt"] } });
  same([values.typed(), form.isConnected], [{ title: { is: ["Neu"], was: ["Alt"] } }, true]);
});

check("a search field tells the words of what was chosen", () => {
  const form = show('<form><select name="place" class="admin-autocomplete"><option value=""></option></select></form>');
  const values = new FormValues(form);
  form.elements.place.append(new Option("Borna", "7", true, true));
  same(values.typed(), { place: { is: ["7"], was: [""], as: ["Borna"] } });
});

check("files that were chosen are told by name", () => {
  const { values, field } = formOf();
  const chosen = new DataTransfer();
  chosen.items.add(new File(["x"], "Halle.jpg"));
  field("upload").files = chosen.files;
  same([values.files(), values.typed()], [["Halle.jpg"], {}]);
});

check("kept fields are compared with what the form says now", () => {
  const { values, field } = formOf();
  const told = (kept) => values.compared(kept).map(({ name, is, now, isMissing, isChanged, controls }) => [name, is, now, isMissing, isChanged, controls.length]);
  same(told({ title: { is: ["Alt"], was: ["Vorher"] } }), []);
  same(told({ title: { is: ["Neu"], was: ["Alt"] } }), [["title", ["Neu"], ["Alt"], false, false, 1]]);
  field("title").value = "Von anderen";
  same(told({ title: { is: ["Neu"], was: ["Alt"] } }), [["title", ["Neu"], ["Von anderen"], false, true, 1]]);
  same(told({ gone: { is: ["Neu"], was: ["Alt"] } }), [["gone", ["Neu"], [], true, false, 0]]);
  same(told({ "offers#99/price": { is: ["4"], was: ["2"] } }), [["offers#99/price", ["4"], [], true, false, 1]]);
  same(told({ "offers+5/price": { is: ["4"], was: ["3"] } }), [["offers+5/price", ["4"], ["3"], false, false, 1]]);
  same(told({ "offers+5/price": { is: ["3"], was: ["3"] } }), []);
});

check("kept fields are put back with the events that typing brings, untouched values without any", () => {
  const { form, values, field } = formOf();
  const told = [];
  for (const name of ["input", "change"]) form.addEventListener(name, ({ target }) => told.push(`${name} ${target.name}${target.type === "radio" ? target.value : ""}`));
  values.putBack({ title: { is: ["Alt"], was: [] }, lit: { is: ["on"], was: [] }, kind: { is: ["b"], was: [] }, town: { is: ["2"], was: [] } });
  same(told, []);
  values.putBack({ title: { is: ["Neu"], was: [] } });
  same([told.splice(0), field("title").value], [["input title", "change title"], "Neu"]);
  values.putBack({ lit: { is: [], was: [] }, kind: { is: ["a"], was: [] } });
  same([told.splice(0), field("lit").checked, field("kind").value], [["input lit", "change lit", "input kinda", "change kinda"], false, "a"]);
  values.putBack({ town: { is: ["1"], was: [] }, more: { is: ["2"], was: [] } });
  same([told.splice(0), field("town").value, [...field("more").selectedOptions].map(({ value }) => value)], [["input town", "change town", "input more", "change more"], "1", ["2"]]);
});

check("a choice that the page does not offer is put back with its words", () => {
  const { values, field } = formOf();
  values.putBack({ town: { is: ["7"], was: [], as: ["Wurzen"] } });
  same([field("town").value, field("town").selectedOptions[0].label, field("town").options.length], ["7", "Wurzen", 3]);
  values.putBack({ town: { is: ["8"], was: [] } });
  same(field("town").options.length, 3);
});

check("a row that is still to be made is made by the form's own link, no row more", () => {
  const { form, values, field } = formOf();
  let clicks = 0;
  form.querySelector(".add-row a").addEventListener("click", (event) => {
    event.preventDefault();
    clicks += 1;
    const number = Number(field("offers-TOTAL_FORMS").value);
    field("offers-TOTAL_FORMS").value = number + 1;
    form.insertAdjacentHTML("beforeend", `<input name="offers-${number}-id"><input name="offers-${number}-price">`);
  });
  values.putBack({ "offers+0/price": { is: ["8"], was: ["9"] } });
  same([clicks, field("offers-1-price").value], [0, "8"]);
  values.putBack({ "offers+2/price": { is: ["4"], was: ["3"] } });
  same([clicks, field("offers-3-price").value, values.hasRow("offers+2")], [2, "4", true]);
});

check("a form that cannot add the row is asked no oftener than its number", () => {
  const { form, values } = formOf();
  let clicks = 0;
  form.querySelector(".add-row a").addEventListener("click", (event) => (event.preventDefault(), (clicks += 1)));
  values.putBack({ "offers+2/price": { is: ["4"], was: ["3"] } });
  same(clicks, 3);
});

check("a text editor is given the text, and its field as well", () => {
  const form = show('<form><textarea name="text"></textarea></form>');
  const said = [];
  const editor = { commands: { setContent: (html) => said.push(html) } };
  happen(document, "prose-editor:ready", { Kind: CustomEvent, detail: { editor, textarea: form.elements.text } });
  new FormValues(form).putBack({ text: { is: ["<p>Neu</p>"], was: [""] } });
  same([said, form.elements.text.value], [["<p>Neu</p>"], "<p>Neu</p>"]);
});

// --- kept-forms.js

const entry = (at, fields = {}) => ({ at, fields });
const DAY = 24 * 3600 * 1000;

check("entries belong to a login and a form, the newest first", () => {
  keep(keyOf("aa", "news/1", "01"), entry(1));
  keep(keyOf("aa", "news/1", "02"), entry(2));
  keep(keyOf("aa", "news/2", "03"), entry(3));
  keep(keyOf("bb", "news/1", "04"), entry(4));
  same(entriesOf("aa", "news/1").map(({ page, entry: { at } }) => [page, at]), [["02", 2], ["01", 1]]);
  same(read(keyOf("aa", "news/1", "01")), { at: 1, fields: {} });
  drop(keyOf("aa", "news/1", "02"));
  same([entriesOf("aa", "news/1").length, read("kept-form:none")], [1, null]);
  same([/^[0-9a-f]{16}$/.test(newPage()), newPage() === newPage()], [true, false]);
});

check("what cannot be read is no entry", () => {
  localStorage.setItem(keyOf("aa", "news/1", "01"), "{");
  localStorage.setItem("something:else", "{}");
  same([read(keyOf("aa", "news/1", "01")), entriesOf("aa", "news/1").map(({ entry: { at } }) => at)], [null, [0]]);
  forgetAll();
  same([localStorage.length, localStorage.getItem("something:else")], [1, "{}"]);
});

check("what is saved, a week old or another login's goes", () => {
  const now = 100 * DAY;
  const put = (login, page, at) => localStorage.setItem(keyOf(login, "news/1", page), JSON.stringify(entry(at)));
  const left = () => Object.keys(localStorage).map((key) => key.slice(-2)).sort();
  const putAll = () => (put("aa", "01", now - 7 * DAY + 1), put("aa", "02", now - 7 * DAY), put("bb", "03", now), put("aa", "04", now), localStorage.setItem(keyOf("aa", "x", "05"), '{"at": "never"}'));
  putAll();
  tidy("aa", ["04"], now);
  same(left(), ["01"]);
  putAll();
  tidy("", [], now);
  same(left(), ["01", "03", "04"]);
});

check("an entry of more than a million letters is not kept", () => {
  const frame = JSON.stringify({ at: 1, fields: "" }).length;
  same([keep("kept-form:aa:x:01", { at: 1, fields: "x".repeat(1_000_000 - frame) }), keep("kept-form:aa:x:01", { at: 1, fields: "x".repeat(1_000_001 - frame) })], [true, false]);
});

check("of twenty entries the oldest makes room for another, none for the same", () => {
  const key = (number) => keyOf("aa", "news/1", (number + 16).toString(16));
  for (let number = 1; number <= 20; number += 1) keep(key(number), entry(number));
  keep(key(20), entry(30));
  same(localStorage.length, 20);
  keep(key(21), entry(21));
  same([localStorage.length, read(key(1)), read(key(2))?.at], [20, null, 2]);
});

check("where the storage is full the oldest others go; where nothing helps nothing is kept", () => {
  const own = Storage.prototype.setItem;
  keep(keyOf("aa", "x", "01"), entry(1));
  keep(keyOf("aa", "x", "02"), entry(2));
  Storage.prototype.setItem = function (...parts) {
    if (this.length > 1) throw new DOMException("full");
    own.apply(this, parts);
  };
  same([keep(keyOf("aa", "x", "03"), entry(3)), Object.keys(localStorage).map((key) => key.slice(-2)).sort()], [true, ["02", "03"]]);
  Storage.prototype.setItem = () => { throw new DOMException("full"); };
  same(keep(keyOf("aa", "x", "04"), entry(4)), false);
  Storage.prototype.setItem = own;
});

// --- kept-words.js

const words = { yes: "ja", no: "nein", empty: "(leer)", drawn: "Umriss mit {count} Ecken" };
const said = (html, values, labels) => {
  const place = show(`<form>${html}</form>`);
  return inWords([...place.querySelectorAll("input, select, textarea")], values, labels, words);
};

check("values are told in the words of their field", () => {
  same(said("<input>", [" Neu \n hier: "], undefined), "Neu hier");
  same(said("<input>", [""], undefined), "(leer)");
  same([said('<input type="checkbox">', ["on"]), said('<input type="checkbox">', [])], ["ja", "nein"]);
  const boxes = '<label><input type="checkbox" value="1">Eins</label><label><input type="checkbox" value="2">Zwei</label>';
  same([said(boxes, ["1", "2"]), said(boxes, []), said(boxes, ["3"])], ["Eins, Zwei", "(leer)", "3"]);
  const radios = '<label><input type="radio" name="a" value="1">Eins</label><label><input type="radio" name="a" value="2">Zwei</label>';
  same(said(radios, ["2"]), "Zwei");
  same([said('<select><option value="1">Borna</option></select>', ["1"]), said("<select></select>", ["7"], ["Wurzen"]), said("<select></select>", ["7"])], ["Borna", "Wurzen", "7"]);
  same(inWords([], ["7"], ["Wurzen"], words), "Wurzen");
});

check("a text is told without its tags, a drawing by its corners, a point by its place", () => {
  same(said('<div class="prose-editor"><textarea></textarea></div>', ["<p>Eins</p><p>Zwei</p>"]), "Eins Zwei");
  same(said("<textarea></textarea>", ["<p>Eins</p>"]), "<p>Eins</p>");
  const drawn = (geometry) => said("<geometry-field><textarea></textarea></geometry-field>", [typeof geometry === "string" ? geometry : JSON.stringify(geometry)]);
  const ring = [[1, 2], [3, 4], [5, 6], [1, 2]];
  same(drawn({ type: "Point", coordinates: [12.3456789, 51] }), "51.00000, 12.34568");
  same([drawn({ type: "Polygon", coordinates: [ring, ring] }), drawn({ type: "MultiPolygon", coordinates: [[ring], [ring, ring]] })], ["Umriss mit 6 Ecken", "Umriss mit 9 Ecken"]);
  same(drawn("33 318000 5690000"), "33 318000 5690000");
});

check("a field is called by its label, with the group and the number of its row", () => {
  const named = (html, name, selector = "input, select") => {
    show(`<form>${html}</form>`);
    return labelOf(name, all(selector));
  };
  same(named('<label for="a">Titel \n [de]:</label><input id="a" name="title">', "title"), "Titel [de]");
  same([named("<input>", "title"), labelOf("gone", [])], ["title", "gone"]);
  same(named('<fieldset><legend>Beginn:</legend><label>Tag<input name="b_0"></label></fieldset>', "b_0"), "Beginn, Tag");
  same(named('<fieldset><legend>Art</legend><label><input type="radio" name="k">Halle</label></fieldset>', "k"), "Art");
  same(named('<fieldset class="module"><legend>Gruppe</legend><label>Tag<input name="b"></label></fieldset>', "b"), "Tag");
  same(named('<fieldset><legend>Beginn</legend><input name="b"></fieldset>', "b"), "Beginn");
  const group = (inner) => `<div class="inline-group"><h2 class="inline-heading">Angebote</h2>${inner}</div><input name="offers-INITIAL_FORMS" value="2">`;
  same(named(group('<label>Preis:<input name="offers-3-price"></label>'), "offers+1/price"), "Angebote 4: Preis");
  same(named(group('<label>Preis<input name="offers-__prefix__-price"></label>'), "offers+1/price"), "Angebote 4: Preis");
  const table = (cell) => `<table><thead><tr><th class="column-price">Preis</th><th>Löschen?</th></tr></thead><tr>${cell}</tr></table>`;
  same(named(table('<td class="field-price"><input></td>'), "x"), "Preis");
  same(named(table('<td class="delete"><input type="checkbox"></td>'), "x"), "Löschen?");
  same(named(table('<td><input aria-label="Für sich"></td>'), "x"), "Für sich");
});

check("long texts are told from where they begin to differ", () => {
  const [start, long] = ["a".repeat(60), "b".repeat(100)];
  same(excerpts("kurz", "kurz und gut"), ["kurz", "kurz und gut"]);
  same(excerpts("a".repeat(30) + "b", "a".repeat(30) + "c"), ["a".repeat(30) + "b", "a".repeat(30) + "c"]);
  same(excerpts(start + long, start), [`…${"a".repeat(25)}${"b".repeat(65)}…`, `…${"a".repeat(25)}`]);
  same(excerpts("b".repeat(91), "c"), [`${"b".repeat(90)}…`, "c"]);
  same(excerpts("b".repeat(90), "c"), ["b".repeat(90), "c"]);
  same(excerpts("a".repeat(25) + "b".repeat(90), "c"), ["a".repeat(25) + "b".repeat(65) + "…", "c"]);
  same(excerpts("a".repeat(25) + "b".repeat(90), "a".repeat(25)), ["a".repeat(25) + "b".repeat(65) + "…", "a".repeat(25)]);
  same(excerpts("a".repeat(26) + "b".repeat(64), "a".repeat(26)), ["a".repeat(26) + "b".repeat(64), "a".repeat(26)]);
});

// --- kept-offer.js

const PARTS = ["heading", "sent", "meanwhile", "files", "until", "more", "use", "discard"].map((name) => `<p data-part="${name}"></p>`).join("");
const PLACE = `<kept-place data-version="5" data-files="Dateien: {names}" data-until="bis {day}" data-today="Heute um {time}" data-earlier="Am {day} um {time}"
  data-more="und {count} weitere" data-gone="fehlt" data-changed="geändert" data-empty="(leer)">
  <template><div tabindex="-1">${PARTS}<table data-part="table"><tbody data-part="lines"></tbody></table></div></template></kept-place>`;
const line = (name, more = {}) => ({ name, controls: [], is: [`neu ${name}`], now: [`alt ${name}`], isMissing: false, isChanged: false, ...more });
const lines = (count, more) => Array.from({ length: count }, (_, at) => line(`f${at}`, more));
const hiddenParts = () => all("[data-part]").filter(({ hidden }) => hidden).map(({ dataset }) => dataset.part);
const rows = () => all("tr").map((row) => [...row.cells].map(({ textContent }) => textContent));

function offered(given, ...its) {
  return new KeptOffer(show(PLACE), { at: Date.now(), version: "5", files: [], fields: {}, ...given }, its.flat());
}

check("an offer tells each field with what is saved beside what is kept", () => {
  offered({}, line("title"));
  same([rows(), hiddenParts(), find("th").scope], [[["title", "alt title", "neu title"]], ["sent", "meanwhile", "files", "more"], "row"]);
  same(/^Heute um \d+:\d\d$/.test(find("[data-part=heading]").textContent), true);
  const inAWeek = new Intl.DateTimeFormat("de-DE", { dateStyle: "long" }).format(new Date().setDate(new Date().getDate() + 7));
  same(find("[data-part=until]").textContent, `bis ${inAWeek}`);
});

check("an offer says when it is of another day, was sent, had files, or others saved meanwhile", () => {
  const at = new Date(2026, 0, 5, 14, 7).getTime();
  offered({ at, sent: "", files: ["a.jpg", "b.jpg"], version: "4" }, line("title"));
  same([hiddenParts(), texts("[data-part=heading], [data-part=files]")], [["more"], ["Am 5. Januar 2026 um 14:07", "Dateien: a.jpg, b.jpg"]]);
  document.documentElement.lang = "en";
  offered({ at }, line("title"));
  same(find("[data-part=heading]").textContent, "Am 5 January 2026 um 14:07");
  document.documentElement.lang = "de";
});

check("eight lines are shown, the rest is counted", () => {
  offered({}, lines(8));
  same([rows().length, hiddenParts().includes("more")], [8, true]);
  offered({}, lines(10));
  same([rows().length, find("[data-part=more]").textContent, find("[data-part=more]").hidden], [8, "und 2 weitere", false]);
});

check("what others changed as well is all shown, first and marked", () => {
  offered({ version: "4" }, lines(8), lines(9, { isChanged: true }));
  same([rows().length, find("[data-part=more]").textContent, rows()[0][1]], [9, "und 8 weitere", "alt f0 geändert"]);
  offered({ version: "4" }, line("a"), line("b", { isMissing: true }));
  same(rows().map(([name, saved]) => [name, saved]), [["b", "fehlt"], ["a", "alt a"]]);
  offered({ version: "5" }, line("a"), line("b", { isChanged: true }));
  same(rows().map(([name, saved]) => [name, saved]), [["a", "alt a"], ["b", "alt b"]]);
});

check("an offer that is answered says so, keeps what found no place, and has the focus", () => {
  const offer = offered({ files: ["a.jpg"], version: "4", sent: "" }, line("a"));
  let used = 0;
  offer.onClick("use", () => (used += 1));
  find("[data-part=use]").click();
  offer.conclude("Eingesetzt", { namesFiles: true });
  same([used, hiddenParts(), find("[data-part=heading]").textContent, document.activeElement === offer.notice], [1, ["sent", "meanwhile", "until", "more", "use", "discard", "table"], "Eingesetzt", true]);
  offer.conclude("Teils", { left: [line("b")] });
  same([hiddenParts(), rows()], [["sent", "meanwhile", "files", "until", "more", "use"], [["b", "alt b", "neu b"]]]);
  offer.remove();
  same(all("[data-part]").length, 0);
});

check("words are filled in by their names", () => same(fill("{a} und {b}, {a}", { a: 1, b: "zwei" }), "1 und zwei, 1"));
