/** The filters of the pool, places that are suggested, the quick search, and phrases. */
import { all, answering, check, find, happen, heard, heldClock, press, same, settled, show, texts, type } from "./checking.js";
import "/static/js/elements/filter-form.js";
import "/static/js/elements/phrase-field.js";
import "/static/js/elements/place-finder.js";
import "/static/js/elements/place-suggest.js";
import "/static/js/elements/pool-finder.js";

const STATE = { counts: {}, histograms: {}, unknown: {}, asked: [], sections: {}, nice: [], errors: {}, links: {}, tabs: null, withheld: [], active: 0 };
const results = (state = {}, { title = "3 Flächen", extra = "" } = {}) =>
  `<div data-results data-title="${title}"><h2 tabindex="-1"> ${title} </h2>${extra}<script type="application/json" id="filter-state">${JSON.stringify({ ...STATE, ...state })}</script></div>`;
const FIELDS = `<input name="area_min" value=""><input name="bbox" type="hidden" value=""><input name="status" type="checkbox" value="free"><input name="status" type="checkbox" value="let">
  <input name="tenure" type="radio" value="" checked><input name="tenure" type="radio" value="rent">
  <select name="sort"><option value="newest">Neu</option><option value="relevance">Passend</option><option value="area">Größe</option></select><span data-nice></span><button>Suchen</button>`;

function aFilter(fields = FIELDS, extra = "") {
  document.title = "3 Flächen – Pool";
  const html = `<p data-announce></p><filter-form data-failed="Misslungen"><form>${fields}</form>${extra}${results()}</filter-form>`;
  show(html);
  return find("filter-form");
}

const submit = (form) => happen(form, "submit", { Kind: SubmitEvent });

check("a changed field asks for the results alone, and the address says what is asked", async () => {
  const asked = answering(() => results({}, { title: "1 Fläche" }));
  aFilter();
  const said = heard("spaces:filtered");
  const before = history.length;
  type(find("[name=area_min]"), " 500 ", "change");
  same([location.search, find("[data-results]").getAttribute("aria-busy"), history.length], ["?area_min=500", "true", before + 1]);
  await settled();
  same([asked[0].url, asked[0].headers], [`${location.pathname}?area_min=500`, { "X-Fragment": "results" }]);
  same([find("h2").textContent.trim(), document.title, texts("[data-announce]"), said], ["1 Fläche", "1 Fläche – Pool", ["1 Fläche"], [{ search: "?area_min=500" }]]);
  same([find("[data-results]").hasAttribute("aria-busy"), document.activeElement === find("h2")], [false, false]);
  document.dispatchEvent(new Event("change"));
});

check("fields of another form ask nothing", async () => {
  const asked = answering(() => results());
  aFilter(FIELDS, '<input form="other"><form id="other"></form>');
  type(find("[form=other]"), "5", "change");
  await settled();
  same(asked.length, 0);
});

check("what is empty or the usual order is not asked for; beside wishes the usual order is another", () => {
  const { form } = aFilter();
  const filter = find("filter-form");
  same(filter.asked(), "");
  form.elements.sort.value = "area";
  same(filter.asked(), "?sort=area");
  form.elements.sort.value = "relevance";
  same(filter.asked(), "?sort=relevance");
  filter.keepWishes(["rail"]);
  same([filter.asked(), all("[name=nice]").map((field) => [field.type, field.value])], ["?nice=rail", [["hidden", "rail"]]]);
  form.elements.sort.value = "newest";
  same(filter.asked(), "?sort=newest&nice=rail");
});

check("the same question is no new step, and the # stays in the address", async () => {
  history.replaceState(null, "", "?area_min=5#map=1");
  answering(() => results());
  const filter = aFilter();
  const before = history.length;
  filter.form.elements.area_min.value = "5";
  submit(filter.form);
  same([history.length, location.hash], [before, "#map=1"]);
  filter.form.elements.area_min.value = "6";
  same(submit(filter.form), true);
  same([history.length, location.search + location.hash], [before + 1, "?area_min=6#map=1"]);
  await settled();
  same(document.activeElement === find("h2"), true);
});

check("links of the results that only change the query are followed here", async () => {
  const extra = '<a id="chip" href="?area_min=7&status=let&tenure=rent"><b>7</b></a><a id="bare" href="?">Alle</a><a id="other" href="/woanders/?a=1">Anderswo</a>';
  const asked = answering(() => results());
  const filter = aFilter();
  find("[data-results]").insertAdjacentHTML("beforeend", extra);
  document.body.insertAdjacentHTML("beforeend", '<a id="outside" href="?area_min=9">Außerhalb</a>');
  addEventListener("click", (event) => event.preventDefault(), { once: true });
  const clicked = (selector, options) => happen(find(selector), "click", { Kind: MouseEvent, ...options });
  const stay = (event) => event.preventDefault();
  document.body.addEventListener("click", stay);
  for (const options of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }]) clicked("#chip", options);
  clicked("#other");
  clicked("#outside");
  same(asked.length, 0);
  clicked("#chip b");
  same([location.search, filter.form.elements.area_min.value, all("[name=status]").map(({ checked }) => checked), filter.form.elements.tenure.value], ["?area_min=7&status=let&tenure=rent", "7", [false, true], "rent"]);
  await settled();
  same([asked.length, document.activeElement === find("h2")], [1, true]);
  find("[data-results]").insertAdjacentHTML("beforeend", extra);
  clicked("#bare");
  await settled();
  same([location.href.endsWith("/"), filter.form.elements.area_min.value, all(":checked[name=tenure]")[0].value], [true, "", ""]);
  document.body.removeEventListener("click", stay);
});

check("the map limits the search in place; what it asks for else is a new step, and empty lifts a filter", async () => {
  const asked = answering(() => results());
  const filter = aFilter();
  const before = history.length;
  happen(document, "map:moved", { Kind: CustomEvent, detail: { bbox: "1,2,3,4" } });
  same([location.search, history.length, filter.form.elements.bbox.value], ["?bbox=1%2C2%2C3%2C4", before, "1,2,3,4"]);
  happen(document, "map:asked", { Kind: CustomEvent, detail: { polygon: "5,6", bbox: "" } });
  same([location.search, history.length, filter.form.elements.bbox.value], ["?polygon=5%2C6", before + 1, ""]);
  happen(document, "map:asked", { Kind: CustomEvent, detail: { polygon: "" } });
  await settled();
  same([location.search, asked.length], ["", 3]);
});

check("Back shows what its address says, once", async () => {
  const asked = answering(() => results());
  const filter = aFilter();
  history.replaceState(null, "", "?area_min=8&nice=rail");
  window.dispatchEvent(new PopStateEvent("popstate"));
  await settled();
  same([asked.length, filter.form.elements.area_min.value], [1, "8"]);
  window.dispatchEvent(new PopStateEvent("popstate"));
  await settled();
  same(asked.length, 1);
  filter.remove();
  history.replaceState(null, "", "?area_min=9");
  window.dispatchEvent(new PopStateEvent("popstate"));
  await settled();
  same(asked.length, 1);
});

check("a failure is told above the results that stay, and goes with the next answer", async () => {
  for (const answer of [new Response("", { status: 502, headers: { "Content-Type": "text/html" } }), { json: 1 }, new Error("offline")]) {
    answering(() => { if (answer instanceof Error) throw answer; return answer; });
    const filter = aFilter();
    const said = heard("spaces:filtered");
    type(filter.form.elements.area_min, "1", "change");
    await settled();
    same([texts(".filter-failure.error"), texts("[data-announce]"), find("[data-results]").hasAttribute("aria-busy"), said.length, find("h2").textContent.trim()], [["Misslungen"], ["Misslungen"], false, 0, "3 Flächen"]);
    answering(() => results());
    type(filter.form.elements.area_min, "2", "change");
    await settled();
    same(texts(".filter-failure"), []);
    history.replaceState(null, "", location.pathname);
  }
  answering(() => new Response(results({}, { title: "Fehler" }), { status: 400, headers: { "Content-Type": "text/html; charset=utf-8" } }));
  type(aFilter().form.elements.area_min, "x", "change");
  await settled();
  same(find("h2").textContent.trim(), "Fehler");
});

check("an answer that newer filters overtook is not shown", async () => {
  const waiting = [];
  answering((url) => new Promise((resolve) => waiting.push(() => resolve(results({}, { title: url.slice(-1) })))));
  const filter = aFilter();
  type(filter.form.elements.area_min, "1", "change");
  type(filter.form.elements.area_min, "2", "change");
  waiting[1]();
  await settled();
  waiting[0]();
  await settled();
  same([find("h2").textContent.trim(), all(".filter-failure").length], ["2", 0]);
});

const BESIDE = `<details id="panel"><summary>Filter</summary>
  <label class="check"><b data-count-of="free">1</b></label><label class="check"><b data-count-of="let">1</b></label>
  <i data-asked="area"></i><i data-asked="rent"></i><i data-left-out="area"></i><i data-left-out="rent"></i><i data-section="size"></i><i data-section="place"></i>
  <svg data-histogram="area"><rect height="9"/><rect height="9"/></svg><svg data-histogram="rent"><rect/></svg>
  <div><div class="filter-section__items"><p data-of-kind="crane"></p><p data-of-kind="rail"></p></div></div>
  <div><div class="filter-section__items"><p data-of-kind="crane"></p><p></p></div></div>
  <details><details id="inner"><p data-error="area_min"></p></details></details><p data-error="status"></p><p data-error="place"></p>
  <button type="button" data-fold hidden>Zu</button></details><b data-active></b>
  <a data-link="map" href="/karte/">Karte</a><a data-link="none" href="/bleibt/">Bleibt</a><b data-tab-count="hall"></b><b data-tab-count="park"></b>`;

check("what stands around the results follows them", async () => {
  const state = { counts: { free: 4 }, asked: ["area"], unknown: { area: 2 }, sections: { size: 1 }, histograms: { area: [3], rent: [0] }, nice: ["rail"], active: 2, links: { map: "/karte/?a=1" }, tabs: { hall: 5 }, withheld: ["crane"], errors: { area_min: ["Falsch.", "Sehr."], place: ["Unbekannt."] } };
  answering(() => results(state));
  const filter = aFilter(FIELDS, BESIDE);
  type(filter.form.elements.area_min, "x", "change");
  await settled();
  same([texts("[data-count-of]"), all(".check").map((one) => one.classList.contains("check--none"))], [["4", "0"], [false, true]]);
  const shown = (selector) => all(selector).map((one) => [one.textContent, one.hidden]);
  same([shown("[data-asked]"), shown("[data-left-out]"), shown("[data-section]"), shown("[data-active]")], [[["", false], ["", true]], [["2", false], ["0", true]], [["1", false], ["0", true]], [["2", false]]]);
  same([all("[data-histogram]").map((one) => one.hasAttribute("hidden")), all("rect").map((one) => one.getAttribute("height"))], [[false, true], ["3", "0", "0"]]);
  same([all("[data-of-kind]").map(({ hidden }) => hidden), all(".filter-section__items").map((one) => one.parentElement.hidden)], [[true, false, true], [false, false]]);
  same(shown("[data-error]"), [["Falsch. Sehr.", false], ["", true], ["Unbekannt.", false]]);
  same([find("[name=area_min]").getAttribute("aria-invalid"), all("[name=status]").some((one) => one.hasAttribute("aria-invalid")), find("#inner").open, find("#inner").parentElement.open, find("#panel").open], ["true", false, true, true, true]);
  same([all("[data-link]").map((link) => link.getAttribute("href")), shown("[data-tab-count]"), texts("[name=nice]").length], [["/karte/?a=1", "http" + find("[data-link=none]").href.slice(4)], [["5", false], ["", false]], 1]);
  answering(() => results({ withheld: ["crane", "rail"] }));
  type(filter.form.elements.area_min, "", "change");
  await settled();
  same([find("[name=area_min]").hasAttribute("aria-invalid"), shown("[data-error]").map(([, hidden]) => hidden), shown("[data-tab-count]"), all(".filter-section__items").map((one) => one.parentElement.hidden)], [false, [true, true, true], [["", true], ["", true]], [true, false]]);
});

check("the panel of all filters is closed by its button, Escape and a search", async () => {
  answering(() => results());
  const filter = aFilter("<button>Los</button>", BESIDE);
  const panel = find("#panel");
  same(find("[data-fold]").hidden, false);
  panel.open = true;
  find("[data-fold]").click();
  same([panel.open, document.activeElement === panel.querySelector("summary")], [false, true]);
  panel.open = true;
  document.activeElement.blur();
  press(find("[data-fold]"), "a");
  same(panel.open, true);
  press(find("[data-fold]"), "Escape");
  same([panel.open, document.activeElement === panel.querySelector("summary")], [false, true]);
  panel.open = true;
  filter.form.addEventListener("keydown", (event) => event.preventDefault(), { once: true });
  press(filter.form, "Escape");
  same(panel.open, true);
  document.activeElement.blur();
  submit(filter.form);
  same([panel.open, document.activeElement === panel.querySelector("summary")], [false, false]);
  await settled();
});

// --- Phrases

check("a phrase is sent as a page, and typing one changes no results", async () => {
  answering(() => results());
  const { form } = aFilter('<phrase-field><input name="ask"></phrase-field><input name="area_min">');
  form.addEventListener("submit", (event) => event.stopImmediatePropagation(), { once: true });
  const asked = answering(() => results());
  type(find("[name=ask]"), "Halle", "change");
  await settled();
  same(asked.length, 0);
  const reached = [];
  document.addEventListener("submit", (event) => (reached.push(event.defaultPrevented), event.preventDefault()), { once: true });
  find("[name=ask]").value = "  ";
  submit(form);
  await settled();
  same([asked.length, reached], [0, []]);
});

check("a form with a phrase is left to the browser, one without is not", async () => {
  const asked = answering(() => results());
  const { form } = aFilter('<phrase-field><input name="ask"></phrase-field><input name="area_min">');
  find("[name=ask]").value = "Halle";
  same([submit(form), asked.length], [false, 0]);
  find("[name=ask]").value = " ";
  same([submit(form), asked.length], [true, 1]);
  find("[name=ask]").value = "Halle";
  find("phrase-field").remove();
  same(submit(form), true);
  await settled();
});

// --- Places while they are typed

const PLACES = [{ token: "m:1", label: "Borna" }, { token: "m:2", label: "Böhlen" }, { token: "m:3", label: "Bad Lausick" }];
const SUGGEST = `<place-suggest data-src="/orte" data-token="m:9" data-label="Orte" data-count-one="ein Ort" data-count-many="{count} Orte" data-none="kein Ort">
  <input id="place" name="place" value="Leipzig"><p data-error="place" hidden></p></place-suggest>`;

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
  same([list.id, list.getAttribute("aria-label"), list.hidden, status.className, field.name, sent()], ["place-list", "Orte", true, "visually-hidden", "", "m:9"]);
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
  find("[data-error]").hidden = false;
  follow();
  same(field.getAttribute("aria-invalid"), "true");
  find("[data-error]").hidden = true;
  follow();
  same([field.hasAttribute("aria-invalid"), told], [false, ["m:1"]]);
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

// --- The quick search

const QUICK = `<pool-finder><form action="/pool/"><input name="ask"><select name="kind"><option value="" data-search="10 Objekte">Alle</option><option value="hall" data-search="4 Hallen">Hallen</option></select>
  <input name="district"><input name="area_min"><button data-search="Suchen">?</button></form></pool-finder>`;

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
