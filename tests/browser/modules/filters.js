/** How filters of the pool follow the reader, and leave phrases to the server. */
import { aFilter, FIELDS, results, shown, STATE, submit } from "./a-filter.js";
import { all, answering, check, find, happen, heard, press, same, settled, texts, type } from "./checking.js";
import "/static/js/elements/phrase-field.js";

check("a changed field asks for the results alone, and the address says what is asked", async () => {
  const asked = answering(() => results({}, { title: "1 Fläche" }));
  aFilter();
  const said = heard("spaces:filtered");
  const before = history.length;
  type(find("[name=area_min]"), " 500 ", "change");
  same([location.search, find("[data-results]").getAttribute("aria-busy"), history.length], ["?area_min=500", "true", before + 1]);
  await settled();
  same([asked[0].url, asked[0].headers], [`${location.pathname}?area_min=500`, { "X-Fragment": "results" }]);
  same([find("h1").textContent.trim(), document.title, texts("[data-announce]"), said], ["1 Fläche", "1 Fläche", ["1 Fläche"], [{ search: "?area_min=500" }]]);
  same([find("[data-results]").hasAttribute("aria-busy"), document.activeElement === find("h1")], [false, false]);
  document.dispatchEvent(new Event("change"));
});

check("a phrase that was read is not asked again, another one is; Back puts the one in force into the field", () => {
  const filter = aFilter('<input name="ask" value="Halle"><input name="phrase" value="Halle">');
  same(filter.asked(), "?phrase=Halle");
  filter.form.elements.ask.value = "Halle mit Gleis";
  same(filter.asked(), "?ask=Halle+mit+Gleis&phrase=Halle");
  filter.fill(new URLSearchParams("phrase=Lager"));
  same(filter.form.elements.ask.value, "Lager");
});

check("the unit stands behind a number, and goes where another one is typed", async () => {
  answering(() => results());
  const filter = aFilter('<span class="unit"><input name="area_min"><i>m²</i></span><span><input name="q"><i>!</i></span>');
  const { area_min: area, q } = filter.form.elements;
  const isHidden = (value) => (type(area, value, "input"), find("i").hidden);
  same(["5000", "5.000,5", " 5 000", "5 ha", ""].map(isHidden), [false, false, false, true, false]);
  type(q, "5 ha", "input");
  same(all("i")[1].hidden, false);
  const after = async (search) => (await filter.go(search, { fill: true }), find("i").hidden);
  same([await after("?area_min=5+ha"), await after("?area_min=5")], [true, false]);
});

check("a search leads to the heading of its results, wherever the page stood", async () => {
  answering(() => results());
  const filter = aFilter();
  filter.form.insertAdjacentHTML("afterend", "<div></div>");
  filter.form.nextElementSibling.style.height = "3000px";
  submit(filter.form);
  await settled();
  const { top, bottom } = find("h1").getBoundingClientRect();
  same([document.activeElement === find("h1"), top >= 0 && bottom <= innerHeight], [true, true]);
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
  same(document.activeElement === find("h1"), true);
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
  same([asked.length, document.activeElement === find("h1")], [1, true]);
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
  const last = filter.go("?area_min=10");
  filter.remove();
  await last;
  same([asked.length, asked.at(-1).signal.aborted], [2, true]);
  history.replaceState(null, "", "?area_min=9");
  window.dispatchEvent(new PopStateEvent("popstate"));
  await settled();
  same(asked.length, 2);
});

check("a failure is told above the results that stay, and goes with the next answer", async () => {
  for (const answer of [new Response("", { status: 502, headers: { "Content-Type": "text/html" } }), { json: 1 }, new Error("offline")]) {
    answering(() => { if (answer instanceof Error) throw answer; return answer; });
    const filter = aFilter();
    const said = heard("spaces:filtered");
    type(filter.form.elements.area_min, "1", "change");
    await settled();
    same([texts(".filter-failure.error"), texts("[data-announce]"), find("[data-results]").hasAttribute("aria-busy"), said.length, find("h1").textContent.trim()], [["Misslungen"], ["Misslungen"], false, 0, "3 Flächen"]);
    answering(() => results());
    type(filter.form.elements.area_min, "2", "change");
    await settled();
    same(texts(".filter-failure"), []);
    history.replaceState(null, "", location.pathname);
  }
  answering(() => new Response(results({}, { title: "Fehler" }), { status: 400, headers: { "Content-Type": "text/html; charset=utf-8" } }));
  type(aFilter().form.elements.area_min, "x", "change");
  await settled();
  same(find("h1").textContent.trim(), "Fehler");
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
  same([find("h1").textContent.trim(), all(".filter-failure").length], ["2", 0]);
});

const BESIDE = `<details id="panel"><summary>Filter</summary>
  <fieldset><div data-choices="status"><label class="check"><input name="status" type="checkbox" value="free"><b class="num">1</b></label><label class="check"><input name="status" type="checkbox" value="let"><b class="num">1</b></label><label class="check"><input type="checkbox" value="x"></label></div></fieldset>
  <fieldset id="towns"><div data-choices="municipality"><i>Alt</i></div></fieldset>
  <div data-figure="area"></div><div data-figure="rent"></div><div data-section="size"><i class="count"></i></div><div data-section="place"><i class="count"></i></div>
  <div data-histogram="area"><svg><path d="M9 9"/></svg></div><div data-histogram="rent"><svg><path/></svg></div>
  <p data-of-kind="crane"></p><p data-of-kind="rail"></p>
  <details><details id="inner"><p class="error" id="error-area_min"></p></details></details><p class="error" id="error-status"></p><p class="error" id="error-place"></p>
  <button type="button" data-fold hidden>Zu</button></details><b data-active></b>
  <a data-link="map" href="/karte/">Karte</a><a data-link="none" href="/bleibt/">Bleibt</a><b data-tab-count="hall"></b><b data-tab-count="park"></b>`;
const UNKNOWN = '<template><label class="filter-unknown"><input type="checkbox" name="unknown"><b class="num"></b></label></template>';

check("what stands around the results follows them", async () => {
  const state = { counts: { "status:free": 4 }, sections: { size: 1 }, histograms: { area: "M3 3" }, nice: ["rail"], active: 2, links: { map: "/karte/?a=1" }, tabs: { hall: 1500 }, withheld: ["crane"], errors: { area_min: ["Falsch.", "Sehr."], place: ["Unbekannt."] } };
  answering(() => results(state));
  const filter = aFilter(FIELDS + UNKNOWN, BESIDE);
  type(filter.form.elements.area_min, "x", "change");
  await settled();
  same([texts(".check .num"), all(".check").map((one) => one.classList.contains("check--none"))], [["4", "0"], [false, true, false]]);
  same([shown("[data-section] .count"), all("[data-section]").map(({ hidden }) => hidden), shown("[data-active]")], [[["1", false], ["0", true]], [false, true], [["2", false]]]);
  same([all("[data-histogram]").map((one) => one.hasAttribute("hidden")), all("path").map((one) => one.getAttribute("d"))], [[false, true], ["M3 3", ""]]);
  same(all("[data-of-kind]").map(({ hidden }) => hidden), [true, false]);
  same(shown(".error"), [["Falsch. Sehr.", false], ["", true], ["Unbekannt.", false]]);
  same([find("[name=area_min]").getAttribute("aria-invalid"), all("[name=status]").some((one) => one.hasAttribute("aria-invalid")), find("#inner").open, find("#inner").parentElement.open, find("#panel").open], ["true", false, true, true, true]);
  same([all("[data-link]").map((link) => link.pathname + link.search), shown("[data-tab-count]"), texts("[name=nice]").length], [["/karte/?a=1", "/bleibt/"], [["1.500", false], ["", false]], 1]);
  answering(() => results({ withheld: ["rail"], sections: { size: 0, place: 0 } }));
  type(filter.form.elements.area_min, "", "change");
  await settled();
  same([find("[name=area_min]").hasAttribute("aria-invalid"), shown(".error").map(([, hidden]) => hidden), shown("[data-tab-count]"), all("[data-of-kind], [data-section]").map(({ hidden }) => hidden)], [false, [true, true, true], [["", true], ["", true]], [false, false, false, true]]);
});

check("results that come without counts show none, and take them in once they are counted, in silence", async () => {
  const counted = `<script type="application/json" id="filter-state">${JSON.stringify({ ...STATE, counts: { "status:free": 4 }, tabs: { hall: 5 } })}</script><template data-sentences><p id="told">2 fehlen</p></template>`;
  const extra = '<p data-left-out tabindex="-1">Preis</p><p data-left-out>Fläche</p>';
  let answer = counted;
  const asked = answering((_url, { headers }) => (headers["X-Fragment"] === "counts" ? answer : results({ counts: null }, { extra }).replace("data-results", "data-results data-uncounted")));
  const filter = aFilter(FIELDS, BESIDE);
  const numbers = () => [texts(".check .num"), all(".check--none").length, shown("[data-tab-count]")[0], texts("[data-left-out]").length, texts("#told"), all("[data-uncounted]").length];
  await filter.go("?area_min=1");
  same(numbers(), [["", ""], 0, ["", true], 2, [], 1]);
  await settled();
  same([numbers(), asked.length, texts("[data-announce]")], [[["4", "0"], 1, ["5", false], 0, ["2 fehlen"], 0], 2, ["3 Flächen"]]);
  await filter.go("?area_min=2");
  find("[data-left-out]").focus();
  await settled();
  same(numbers(), [["4", "0"], 1, ["5", false], 2, [], 0]); // no sentence goes under the focus
  answer = new Response("", { status: 500 });
  await filter.go("?area_min=3");
  await settled();
  same([numbers(), all(".filter-failure").length], [[["", ""], 0, ["", true], 2, [], 1], 0]);
});

check("a figure that is asked for asks whether to take in what leaves it open, and how many these are", async () => {
  let unknown = { area: 2, rent: 0 };
  answering(() => results({ unknown }));
  const filter = aFilter(FIELDS + UNKNOWN, BESIDE);
  const choices = () => all(".filter-unknown").map((choice) => [choice.querySelector("input").value, choice.querySelector("input").checked, choice.hidden, choice.querySelector(".num").textContent, choice.querySelector(".num").hidden]);
  await filter.go("?area_min=5&unknown=area");
  same(choices(), [["area", true, false, "2", false], ["rent", false, false, "0", true]]);
  unknown = { rent: 3 };
  await filter.go("?rent_max=5");
  same(choices(), [["area", true, true, "0", true], ["rent", false, false, "3", false]]);
});

check("choices come with others, never under the focus, and their group hides when there are none", async () => {
  let extra = '<template data-of="municipality"><button type="button">Borna</button></template>';
  answering(() => results({}, { extra }));
  const filter = aFilter(FIELDS + UNKNOWN, BESIDE);
  await filter.go("?district=1");
  same([texts("[data-choices=municipality] > *"), find("#towns").hidden], [["Borna"], false]);
  find("#panel").open = true;
  find("#towns button").focus();
  extra = '<template data-of="municipality"></template>';
  await filter.go("?district=2");
  same(texts("[data-choices=municipality] > *"), ["Borna"]);
  document.activeElement.blur();
  await filter.go("?district=3");
  same([texts("[data-choices=municipality] > *"), find("#towns").hidden], [[], true]);
});

check("the panel of all filters is closed by its button, Escape, a search and a focus behind it", async () => {
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
  panel.open = true;
  find("[data-fold]").focus();
  same(panel.open, true);
  find("form button").focus();
  same(panel.open, true);
  find("[data-link=map]").focus();
  same([panel.open, document.activeElement === find("[data-link=map]")], [false, true]);
  await settled();
  answering(() => results({ errors: { area_min: ["Falsch."] } }));
  await filter.go("?area_min=viel", { focus: true });
  same([panel.open, document.activeElement === find("h1")], [true, true]);
  find("[data-link=map]").focus();
  same(panel.open, false);
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

check("a phrase that was read before is no new one", async () => {
  const asked = answering(() => results());
  const { form } = aFilter('<phrase-field><input name="ask" value=" Halle "><input name="phrase" value="Halle"></phrase-field>');
  same([submit(form), asked.length], [true, 1]);
  find("[name=ask]").value = "Halle mit Gleis";
  same([submit(form), asked.length], [false, 1]);
  await settled();
});
