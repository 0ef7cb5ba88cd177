/** What forms of the administration do while somebody types: dates, completeness, warnings, keys, links and names. */
import { all, check, find, happen, heldClock, press, same, settled, show, texts, type } from "./checking.js";
import "/static/js/elements/publication-sentence.js";
import "/static/js/elements/space-completeness.js";
import "/static/js/elements/unsaved-changes.js";
import "/static/js/admin/field-links.js";
import "/static/js/admin/names.js";

// --- When an entry is visible

const PHRASES = { order: "Ende vor Beginn", withdrawn: "Zurückgezogen", held: "Status %(state)s: %(phrase)s", over: "vorbei seit %(until)s", between: "von %(from)s bis %(until)s", from: "ab %(from)s", until: "bis %(until)s", now: "sofort", held_until: "dann bis %(until)s", held_now: "dann sofort" };

function aSentence({ language = "de", state = "published", from = ["", ""], until = ["", ""] } = {}) {
  const pair = (name, [day, clock]) => `<input name="${name}_0" value="${day}"><input name="${name}_1" value="${clock}">`;
  show(`<form>${pair("published_from", from)}${pair("published_until", until)}<input name="workflow_state" value="${state}" data-label="Entwurf">
    <publication-sentence data-language="${language}" data-phrases='${JSON.stringify(PHRASES)}'><p role="status"></p></publication-sentence></form>`);
  happen(find("form"), "input");
  return find("[role=status]").textContent.replaceAll("\u00a0", "_");
}

check("an entry is visible at once, from, until or between its dates", () => {
  same(aSentence(), "Sofort.");
  same(aSentence({ from: ["1.2.2099", "8"] }), "Ab 1. Februar 2099, 08:00_Uhr.");
  same(aSentence({ from: ["2099-02-01", "08:05:30"], language: "en" }), "Ab 1 February 2099, 08:05.");
  same(aSentence({ until: ["01.02.2099", "18.30 Uhr"] }), "Bis 1. Februar 2099, 18:30_Uhr.");
  same(aSentence({ from: ["1.2.2099", "8:00"], until: ["2.2.2099", "8:00"] }), "Von 1. Februar 2099, 08:00_Uhr bis 2. Februar 2099, 08:00_Uhr.");
  same(aSentence({ from: ["1.2.2001", "8:00"] }), "Sofort.");
  same(aSentence({ until: ["1.2.2001", "8:00"] }), "Vorbei seit 1. Februar 2001, 08:00_Uhr.");
  same(aSentence({ from: ["1.2.2001", "8:00"], until: ["1.2.2099", "8:00"] }), "Bis 1. Februar 2099, 08:00_Uhr.");
});

check("what is not published waits for its state; what is withdrawn says so; an end needs a later hour", () => {
  same(aSentence({ state: "draft" }), "Status Entwurf: dann sofort");
  same(aSentence({ state: "draft", until: ["1.2.2099", "8:00"] }), "Status Entwurf: dann bis 1. Februar 2099, 08:00_Uhr");
  same(aSentence({ state: "draft", from: ["1.2.2099", "8:00"] }), "Status Entwurf: ab 1. Februar 2099, 08:00_Uhr");
  same(aSentence({ state: "withdrawn" }), "Zurückgezogen");
  same(aSentence({ from: ["1.2.2099", "8:00"], until: ["1.2.2099", "8:00"] }), "Ende vor Beginn");
  same(aSentence({ from: ["1.2.2099", "8:00"], until: ["1.2.2099", "8:01"] }).startsWith("Von"), true);
});

check("nothing is said while a date is unfinished, or of a day that the form refuses", () => {
  const days = ["1.2.", "31.2.2099", "29.2.2099", "1.13.2099", "1.2.1999", "1.2.2101", "heute", "0.1.2099"];
  same(days.map((day) => aSentence({ from: [day, "8:00"] })), days.map(() => ""));
  const hours = ["24:00", "8:60", "8:5", "x", "", "8 Uhr x"];
  same(hours.map((hour) => aSentence({ from: ["1.2.2099", hour] })), hours.map(() => ""));
  same([aSentence({ from: ["", "8:00"] }), aSentence({ until: ["x", "8"] })], ["", ""]);
  same([["29.2.2096", "23:59"], ["1.1.2100", "0"], ["31.12.2100", "8Uhr"]].map((from) => aSentence({ from })), ["Ab 29. Februar 2096, 23:59_Uhr.", "Ab 1. Januar 2100, 00:00_Uhr.", "Ab 31. Dezember 2100, 08:00_Uhr."]);
  same(aSentence({ from: ["1.1.2000", "8:00"] }), "Sofort.");
});

check("now is Berlin's, to the minute, whatever zone the device is in", () => {
  const { Date: Own } = window;
  window.Date = class extends Own {
    constructor(...given) {
      super(...(given.length ? given : ["2026-07-01T10:00:30Z"])); // 12:00 in Berlin
    }
  };
  const said = (dates) => aSentence(dates).split(" ")[0];
  same([said({ from: ["1.7.2026", "12:00"] }), said({ from: ["1.7.2026", "12:01"] }), said({ until: ["1.7.2026", "12:00"] }), said({ until: ["1.7.2026", "12:01"] })], ["Sofort.", "Ab", "Vorbei", "Bis"]);
  window.Date = Own;
});

check("the calendar, which says nothing, is heard by its clicks", () => {
  const clock = heldClock();
  aSentence();
  find("[name=published_from_0]").value = "1.2.2099";
  find("[name=published_from_1]").value = "8:00";
  document.body.click();
  clock.pass(50);
  same(find("[role=status]").textContent.startsWith("Ab"), true);
  const sentence = find("publication-sentence");
  find("[name=published_from_0]").value = "1.2.2001";
  happen(find("form"), "change");
  same(sentence.textContent.trim(), "Sofort.");
  sentence.remove();
  find("[name=published_from_0]").value = "1.2.2099";
  happen(find("form"), "change");
  document.body.click();
  clock.pass(50);
  same(sentence.textContent.trim(), "Sofort.");
});

// --- How complete a space is

check("the share and the hints follow what is typed", () => {
  show(`<form><input name="area"><input name="name" value=" "><input name="name_en"><select name="kind"><option value=""><option value="a">A</option></select>
    <space-completeness><output>0</output><meter max="100"></meter><p data-complete hidden></p><details><ul>
    <li data-weight="1" data-names="area">Fläche</li><li data-weight="2" data-names="name name_en">Name</li><li data-weight="1" data-names="" hidden>Fotos</li><li data-weight="2" data-names="gone">Anderes</li></ul></details></space-completeness></form>`);
  const state = () => [find("output").value, find("meter").value, all("li").map(({ hidden }) => hidden), find("[data-complete]").hidden, find("details").hidden];
  type(find("[name=area]"), "5", "input");
  same(state(), ["33 %", 33, [true, false, true, false], true, false]);
  find("[name=name_en]").value = "Hall";
  happen(find("[name=name_en]"), "focusout");
  same(state(), ["66 %", 66, [true, true, true, false], true, false]);
  all("li")[3].hidden = true;
  type(find("[name=area]"), "6", "change");
  same(state(), ["100 %", 100, [true, true, true, true], false, true]);
  type(find("[name=area]"), " ", "input");
  same(state().slice(0, 3), ["83 %", 83, [false, true, true, true]]);
});

// --- Asking before something is lost

const asks = () => {
  const event = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(event);
  return event.defaultPrevented;
};
const unsaved = (attribute = "") => show(`<form method="post"><input name="a"><div class="prose-editor"><textarea name="b"></textarea></div><input class="vDateField" name="c"><input class="vTimeField" name="d"><unsaved-changes ${attribute}></unsaved-changes></form>`);
const send = (form, options) => happen(form, "submit", { Kind: SubmitEvent, ...options });

check("a form asks before it is left once something was typed or a row added, not before", () => {
  for (const name of ["input", "change", "formset:added", "formset:removed"]) {
    unsaved();
    same([name, asks()], [name, false]);
    happen(find("[name=a]"), name);
    same([name, asks()], [name, true]);
  }
  unsaved("data-unsaved");
  same(asks(), true);
  find("form").remove();
  same(asks(), false);
});

check("what is chosen in a search field, which tells jQuery alone, is a change, until the form is left", () => {
  for (const name of ["select2:select", "select2:unselect"]) {
    const form = unsaved();
    const element = find("unsaved-changes");
    window.django.jQuery(find("[name=a]")).trigger(name);
    same([name, asks()], [name, true]);
    form.before(element);
    element.isChanged = false;
    window.django.jQuery(find("[name=a]")).trigger(name);
    same([name, element.isChanged], [name, false]);
  }
});

check("what the text editor does when it starts is no change; a date of the calendar is one", () => {
  unsaved();
  happen(find("textarea"), "input");
  same(asks(), false);
  for (const name of ["c", "d"]) {
    find(`[name=${name}]`).value = "1";
    same(asks(), true);
    find(`[name=${name}]`).value = "";
    same(asks(), false);
  }
});

check("a form that is sent asks nothing, unless it is held up or only looked at", () => {
  const form = unsaved();
  const change = () => happen(find("[name=a]"), "input");
  change();
  const keep = (event) => event.preventDefault();
  form.addEventListener("submit", keep);
  send(form);
  same(asks(), true);
  form.removeEventListener("submit", keep);
  const preview = Object.assign(document.createElement("button"), { name: "_preview" });
  form.append(preview);
  const stay = (event) => event.preventDefault();
  window.addEventListener("submit", stay);
  send(form, { submitter: preview });
  same(asks(), true);
  find("[name=c]").value = "1";
  send(form);
  same(asks(), false);
  change();
  same(asks(), true);
  window.removeEventListener("submit", stay);
});

// --- Links to fields

check("a link to a field opens what it lies in, and puts the cursor there", () => {
  show(`<a data-field="title">Titel</a><a data-field="gone">Weg</a><details id="outer"><details id="inner"><p class="form-row"><input id="id_title"></p></details></details>`);
  same(happen(find("a"), "click", { Kind: MouseEvent }), true);
  same([find("#outer").open, find("#inner").open, document.activeElement.id], [true, true, "id_title"]);
  same(happen(all("a")[1], "click", { Kind: MouseEvent }), false);
});

check("of a hidden field its editor is found, of a row the first field, of a group what is folded in it", () => {
  show(`<a data-field="text">Text</a><a data-target="row">Zeile</a><a data-target="group">Gruppe</a><a data-target="empty">Leer</a>
    <div class="form-row"><textarea id="id_text" hidden></textarea><div contenteditable="true" id="editor">x</div></div>
    <div class="form-row"><input id="id_hidden" hidden><input id="stand-in"></div>
    <div id="row"><input hidden><input id="first"><input id="second"></div>
    <div id="group"><fieldset><details id="folded"><input id="within"></details></fieldset></div><div id="empty"></div>`);
  find("form, body").insertAdjacentHTML("beforeend", '<a id="to-hidden" data-field="hidden"></a>');
  happen(find("#to-hidden"), "click", { Kind: MouseEvent });
  same(document.activeElement.id, "stand-in");
  const led = (at) => (happen(all("a")[at], "click", { Kind: MouseEvent }), document.activeElement.id);
  same([led(0), led(1), led(2), find("#folded").open], ["editor", "first", "within", true]);
  same(happen(all("a")[3], "click", { Kind: MouseEvent }), false);
});

// --- Names for screen readers

check("a text editor is named by the label of its field", () => {
  show('<label for="id_text">Text:</label><textarea id="id_text"></textarea><div id="editor"></div>');
  happen(document, "prose-editor:ready", { Kind: CustomEvent, detail: { editor: { view: { dom: find("#editor") } }, textarea: find("textarea") } });
  same([find("label").id, find("#editor").getAttribute("aria-labelledby"), find("#editor").getAttribute("aria-multiline")], ["id_text-label", "id_text-label", "true"]);
});

check("a user who was in a text when its editor took it in goes on in the editor, nobody else", () => {
  const taken = (meanwhile) => {
    show('<textarea id="id_text"></textarea><input id="other"><div id="editor"></div>');
    let entered = 0;
    const textarea = find("textarea");
    textarea.focus();
    meanwhile(textarea);
    textarea.hidden = true;
    textarea.blur();
    happen(document, "prose-editor:ready", { Kind: CustomEvent, detail: { editor: { view: { dom: find("#editor") }, commands: { focus: () => (entered += 1) } }, textarea } });
    return entered;
  };
  same([taken(() => {}), taken(() => find("#other").focus()), taken(() => happen(document.body, "pointerdown"))], [1, 0, 0]);
});

check("a field in a table is named by the head of its column, unless it has a name", async () => {
  const cell = (column, inner) => `<td class="field-${column}">${inner}</td>`;
  show(`<div class="tabular"><table><thead><tr><th class="original"></th><th class="column-price"> Preis </th></tr></thead><tr>${cell("price", '<input id="a"><input id="h" type="hidden"><label>Für sich<input id="b"></label><input id="c" aria-label="Eigener">')}${cell("none", '<input id="d">')}</tr></table></div><span class="help-tooltip" aria-label="Hilfe"></span>`);
  happen(document.body, "formset:added");
  same(["a", "h", "b", "c", "d"].map((id) => find(`#${id}`).getAttribute("aria-label")), ["Preis", null, null, "Eigener", null]);
  same(find(".help-tooltip").getAttribute("role"), "img");
  same(find("th.original").getAttribute("role"), "cell");
});

check("the box of a search field is named by the label of its choice", async () => {
  show('<label for="id_place">Ort</label><select id="id_place"></select>');
  document.body.insertAdjacentHTML("beforeend", '<span class="select2-container"><span class="select2-selection"><span id="shown" role="textbox"></span><input></span></span>');
  await settled();
  same([find(".select2-selection").getAttribute("aria-labelledby"), find("#shown").getAttribute("aria-labelledby"), find(".select2-container input").getAttribute("aria-labelledby")], ["id_place-label shown", "id_place-label", "id_place-label"]);
});

check("the search fields of a row that is added are named with its other fields", () => {
  const box = '<span class="select2-container"><span class="select2-selection"><span id="shown"></span></span></span>';
  show(`<div class="row"><label for="id_place">Ort</label><p><select id="id_place"></select>${box}</p></div>`);
  happen(find(".row"), "formset:added");
  same(find(".select2-selection").getAttribute("aria-labelledby"), "id_place-label shown");
  find(".select2-selection").removeAttribute("aria-labelledby");
  happen(window, "load");
  same(find(".select2-selection").getAttribute("aria-labelledby"), "id_place-label shown");
});

check("a search field in a table has the name of its column, and its cross is part of a list", async () => {
  show('<div class="tabular"><table><thead><tr><th class="column-place">Ort</th></tr></thead><tr><td class="field-place"></td></tr></table></div>');
  find("td").innerHTML = '<select id="s"></select><span class="select2-container"><span class="select2-selection" aria-labelledby="old"><ul><span class="select2-selection__clear"></span></ul></span></span>';
  await settled();
  same([find(".select2-selection").getAttribute("aria-label"), find(".select2-selection").hasAttribute("aria-labelledby")], ["Ort", false]);
  find("ul").append(document.createElement("b"));
  await settled();
  same(find(".select2-selection__clear").getAttribute("role"), "listitem");
});
