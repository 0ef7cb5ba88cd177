/** Places that are suggested and found, and the quick search. */
import { all, answering, check, find, happen, heard, heldClock, press, same, settled, show, texts, type } from "./checking.js";
import "/static/js/elements/place-finder.js";
import "/static/js/elements/place-suggest.js";
import "/static/js/elements/pool-finder.js";

// --- Places while they are typed

const PLACES = [{ token: "m:1", label: "Borna" }, { token: "m:2", label: "Böhlen" }, { token: "m:3", label: "Bad Lausick" }];
const SUGGEST = `<place-suggest data-src="/orte" data-token="m:9" data-label="Orte" data-count-one="ein Ort" data-count-many="{count} Orte" data-none="kein Ort">
  <input id="place" name="place" value="Leipzig"><p class="error" id="error-place" hidden></p></place-suggest>`;

function aSuggestion(html = SUGGEST) {
  show(`<form>${html}</form>`);
  const told = [];
  find("form").addEventListener("change", ({ target }) => told.push(target.value));
  return { field: find("#place"), list: find("[role=listbox]"), told, status: find("[role=status]"), sent: () => new FormData(find("form")).get("place") };
}

async function typed(field, words, places = PLACES, clock = heldClock()) {
  const asked = answering(() => places);
  type(field, words, "input");
  clock.pass(149);
  same(asked.length, 0);
  clock.pass(1);
  await settled();
  return asked;
}

check("a place has a field, a list and a spoken count after the pattern of a combobox", () => {
  const { field, list, status, sent } = aSuggestion();
  same(["role", "aria-autocomplete", "aria-expanded", "aria-controls"].map((name) => field.getAttribute(name)), ["combobox", "list", "false", "place-list"]);
  same([list.id, list.getAttribute("aria-label"), list.hidden, status.className, field.name, sent(), find("[name=place]").type], ["place-list", "Orte", true, "visually-hidden", "", "m:9", "hidden"]);
  const { sent: typedOnly } = aSuggestion(SUGGEST.replace("m:9", ""));
  same(typedOnly(), "Leipzig");
});

check("places are suggested after a moment, counted, and the form sends what was typed meanwhile", async () => {
  const { field, list, status, sent } = aSuggestion();
  const asked = await typed(field, " Bo ");
  same([asked.map(({ url }) => url), texts("[role=option]"), status.textContent, sent()], [["/orte?q=Bo"], ["Borna", "Böhlen", "Bad Lausick"], "3 Orte", " Bo "]);
  same([list.hidden, field.getAttribute("aria-expanded"), all("[role=option]").map((one) => [one.id, one.getAttribute("aria-selected")])[1]], [false, "true", ["place-list-1", "false"]]);
  await typed(field, "Bor", PLACES.slice(0, 1));
  same([status.textContent, list.hidden], ["ein Ort", false]);
  await typed(field, "x", []);
  same([status.textContent, list.hidden, field.getAttribute("aria-expanded")], ["kein Ort", true, "false"]);
});

check("an empty field asks nothing and closes the list; nor does a failure leave it open", async () => {
  const { field, list } = aSuggestion();
  await typed(field, "Bo");
  const clock = heldClock();
  const asked = answering(() => PLACES);
  type(field, "Bor", "input");
  happen(field, "blur");
  clock.pass(1000);
  same(asked.length, 0);
  type(field, "  ", "input");
  clock.pass(1000);
  same([list.hidden, asked.length], [true, 0]);
  await typed(field, "Bo");
  const failing = heldClock();
  answering(() => { throw new Error("offline"); });
  type(field, "Bor", "input");
  failing.pass(150);
  await settled();
  same(list.hidden, true);
  answering(() => new Response("[]", { status: 500 }));
  type(field, "Born", "input");
  failing.pass(150);
  await settled();
  same(find("[role=status]").textContent, "3 Orte");
});

check("arrows go through the places in a circle, Enter takes the marked one", async () => {
  const { field, list, told, sent } = aSuggestion();
  same(press(field, "ArrowDown"), false);
  await typed(field, "Bo");
  const marked = () => [find("[aria-selected=true]")?.textContent, field.getAttribute("aria-activedescendant")];
  same([press(field, "Enter"), marked()], [false, [undefined, null]]);
  same(press(field, "ArrowDown"), true);
  same(marked(), ["Borna", "place-list-0"]);
  press(field, "ArrowUp");
  same(marked(), ["Bad Lausick", "place-list-2"]);
  press(field, "ArrowDown");
  press(field, "ArrowDown");
  same([marked(), all("[aria-selected=true]").length], [["Böhlen", "place-list-1"], 1]);
  same(press(field, "Enter"), true);
  same([field.value, sent(), list.hidden, told, field.hasAttribute("aria-activedescendant")], ["Böhlen", "m:2", true, ["m:2"], false]);
  press(field, "ArrowUp");
  same([list.hidden, marked()[0]], [false, "Bad Lausick"]);
  same([press(field, "Escape"), list.hidden, field.getAttribute("aria-expanded"), press(field, "Escape")], [true, true, "false", false]);
});

check("a click takes a place, and the field keeps the focus; each place is told once", async () => {
  const { field, list, told, sent } = aSuggestion();
  await typed(field, "Bo");
  same([happen(list, "pointerdown"), list.hidden], [true, false]);
  all("[role=option]")[0].click();
  same([field.value, sent(), told], ["Borna", "m:1", ["m:1"]]);
  type(field, "Borna", "change");
  same(told, ["m:1"]);
  list.click();
  same(told, ["m:1"]);
});

check("a field that is gone follows no filters", () => {
  const { field } = aSuggestion();
  const [element, error] = [find("place-suggest"), find(".error")];
  error.hidden = false;
  element.remove();
  happen(document, "spaces:filtered");
  same(field.hasAttribute("aria-invalid"), false);
  find("form").append(element);
});

check("words that were typed are told when the field is left, and not as words of the field", () => {
  const { field, list, told } = aSuggestion();
  type(field, "Grimma", "input");
  type(field, "Grimma", "change");
  same(told, ["Grimma"]);
  list.hidden = false;
  happen(field, "blur");
  same(list.hidden, true);
});

check("after chips and Back the field shows the place that is in force, and whether it is wrong", async () => {
  const { field, told } = aSuggestion();
  await typed(field, "Bo");
  all("[role=option]")[0].click();
  const hidden = find("[name=place]");
  const follow = () => happen(document, "spaces:filtered", { Kind: CustomEvent, detail: {} });
  type(field, "Born", "input");
  hidden.value = "m:1";
  follow();
  same(field.value, "Born");
  hidden.value = "m:9";
  follow();
  same(field.value, "Leipzig");
  hidden.value = "unknown";
  follow();
  same([field.value, field.hasAttribute("aria-invalid")], ["unknown", false]);
  find(".error").hidden = false;
  follow();
  same(field.getAttribute("aria-invalid"), "true");
  find(".error").hidden = true;
  follow();
  same([field.hasAttribute("aria-invalid"), told], [false, ["m:1"]]);
});

check("letters typed while an answer is on its way are asked for all the same", async () => {
  const { field, list } = aSuggestion();
  const clock = heldClock();
  const unanswered = (signal) => new Promise((_, giveUp) => signal.addEventListener("abort", () => giveUp(new DOMException("", "AbortError"))));
  const asked = answering((url, { signal }) => (url.endsWith("=B") ? unanswered(signal) : PLACES));
  type(field, "B", "input");
  clock.pass(150);
  type(field, "Bo", "input");
  await settled();
  clock.pass(150);
  await settled();
  same([asked.map(({ url }) => url), list.hidden, texts("[role=option]").length], [["/orte?q=B", "/orte?q=Bo"], false, 3]);
});

// --- A place beside a map of a form

const FINDER = '<place-finder data-src="/finden" data-none="nichts" data-found="Wählen" data-failed="Misslungen" hidden><input><button type="button">Los</button><p role="status"></p><ul></ul></place-finder>';
const PLACE = { label: "Borna", extent: [1, 2, 3, 4], point: [1, 2] };

check("one place that is found is chosen at once, of several the reader chooses", async () => {
  let places = [PLACE];
  const asked = answering(() => ({ places }));
  const finder = show(FINDER);
  const chosen = heard("place:chosen");
  same(finder.hidden, false);
  find("input").value = " Borna ";
  same(press(find("input"), "Enter"), true);
  await settled();
  same([asked[0].url, chosen.splice(0), find("[role=status]").textContent, all("li").length], ["/finden?q=Borna", [PLACE], "Borna", 0]);
  places = [PLACE, { label: "Bornitz" }];
  find("button").click();
  await settled();
  same([chosen, find("[role=status]").textContent, texts("li button")], [[], "Wählen", ["Borna", "Bornitz"]]);
  all("li button")[1].click();
  same([chosen, find("li button").type], [[{ label: "Bornitz" }], "button"]);
  places = [];
  find("button").click();
  await settled();
  same([find("[role=status]").textContent, all("li").length], ["nichts", 0]);
});

check("nothing is looked for without words, another key or in a row to copy from; a failure is told", async () => {
  const asked = answering(() => new Response("", { status: 503 }));
  show(`${FINDER}<div class="empty-form">${FINDER}</div>`);
  same(find(".empty-form place-finder").hidden, true);
  find("button").click();
  same([press(find("input"), "a"), asked.length], [false, 0]);
  find("input").value = "Borna";
  find("button").click();
  await settled();
  same(find("[role=status]").textContent, "Misslungen");
  find("input").value = "";
  find("button").click();
  same([find("[role=status]").textContent, asked.length], ["", 1]);
});

check("what there is to note stands before what was found; of two searches the first is given up", async () => {
  const waiting = [];
  const asked = answering(() => new Promise((resolve) => waiting.push(resolve)));
  show(FINDER);
  const chosen = heard("place:chosen");
  for (const words of ["Born", "Borna"]) {
    find("input").value = words;
    find("button").click();
  }
  waiting[1]({ places: [PLACE], note: "Ohne Straßen." });
  await settled();
  waiting[0]({ places: [], note: "" });
  await settled();
  same([asked.map(({ signal }) => signal.aborted), find("[role=status]").textContent, chosen], [[true, false], "Ohne Straßen. Borna", [PLACE]]);
});

// --- The quick search

const QUICK = `<pool-finder><form action="/pool/"><input name="ask"><select name="kind"><option value="" data-search="10 Objekte">Alle</option><option value="hall" data-search="4 Hallen">Hallen</option></select>
  <input name="district"><input name="area_min"><button data-search="Suchen">?</button></form></pool-finder>`;

check("the unit behind the area of the quick search goes where another one is typed", () => {
  show(QUICK.replace('<input name="area_min">', '<div class="unit"><input name="area_min"><span>m²</span></div>'));
  const { area_min: area } = find("form").elements;
  const unit = find(".unit span");
  type(area, "50.000", "input");
  same(unit.hidden, false);
  type(area, "5 ha", "input");
  same(unit.hidden, true);
  type(area, "", "input");
  same(unit.hidden, false);
});

check("the quick search says how many come, unless only the server can tell", () => {
  show(QUICK);
  const { ask, kind, district, area_min: area } = find("form").elements;
  const said = () => find("button").textContent;
  type(kind, "hall", "input");
  same(said(), "4 Hallen");
  for (const field of [ask, district, area]) {
    type(field, "5", "input");
    same(said(), "Suchen");
    type(field, " ", "input");
    same(said(), "4 Hallen");
  }
  kind.value = "";
  window.dispatchEvent(new Event("pageshow"));
  same(said(), "10 Objekte");
  find("pool-finder").go = () => {};
});
