/** Sections of the filter form that come without their fields. */
import { aFilter, FIELDS, results, shown } from "./a-filter.js";
import { all, answering, check, find, same, settled, texts } from "./checking.js";

const CLOSED = `<details data-section="hall" data-unfetched="crane_min crane_max unknown=crane"><summary>Halle <b class="count"></b></summary><div class="filter-section__items" data-items><button name="section" value="hall">Zeigen</button></div></details>`;
const HALL = '<input name="crane_min" value=""><p class="error" id="error-crane_min" hidden></p>';

check("a section gets its fields when it is opened, once, for the search in force", async () => {
  const answers = [];
  const asked = answering((_url, { headers }) => (headers["X-Fragment"] === "section" ? new Promise((resolve) => answers.push(() => resolve(HALL))) : results({ sections: { hall: 0 } })));
  const filter = aFilter(FIELDS + CLOSED);
  const section = find("[data-section]");
  section.open = true;
  await settled();
  same([asked.map(({ url, headers }) => [url, headers["X-Fragment"]]), section.ariaBusy], [[[`${location.pathname}?section=hall`, "section"]], "true"]);
  await filter.go("?area_min=5");
  section.open = false;
  section.open = true;
  await settled();
  answers[0]();
  await settled();
  same([asked.length, asked.at(-1).url, all("[name=crane_min]").length], [3, `${location.pathname}?area_min=5&section=hall`, 0]);
  answers[1]();
  await settled();
  same([all("[name=crane_min]").length, all("[name=section]").length, section.ariaBusy, "unfetched" in section.dataset], [1, 0, null, false]);
  section.open = false;
  section.open = true;
  await settled();
  same(asked.length, 3);
});

check("a section that was opened before its script came gets its fields", async () => {
  answering(() => HALL);
  aFilter(FIELDS + CLOSED.replace("<details", "<details open"));
  await settled();
  same(all("[name=crane_min]").length, 1);
});

check("what only a phrase asks for has no field and stays in the search", async () => {
  answering(() => results());
  const filter = aFilter(FIELDS + '<div data-unfetched="tax_max"><input type="hidden" name="tax_max" value="400"></div>');
  same(filter.asked(), "?tax_max=400");
  await filter.go("?area_min=5&tax_max=300", { fill: true });
  same(filter.asked(), "?area_min=5&tax_max=300");
  await filter.go("?area_min=5", { fill: true });
  same(filter.asked(), "?area_min=5");
});

check("a section asked for by its button is no part of the search", () => {
  history.replaceState(null, "", "?area_min=5&section=hall#1");
  const filter = aFilter();
  same([filter.search, location.search, location.hash], ["?area_min=5", "?area_min=5", "#1"]);
  history.replaceState(null, "", location.pathname);
});

check("a section that cannot be fetched keeps its button, which is sent as a page", async () => {
  const filter = aFilter(FIELDS + CLOSED);
  for (const status of [404, 503]) {
    answering(() => new Response("<p>Nichts</p>", { status, headers: { "Content-Type": "text/html" } }));
    find("[data-section]").open = false;
    find("[data-section]").open = true;
    await settled();
    same(texts("p:not([data-announce])"), []);
  }
  same([all("[name=section]").length, find("[data-section]").ariaBusy, all(".filter-failure").length], [1, null, 0]);
  const reached = [];
  document.addEventListener("submit", (event) => (reached.push(event.defaultPrevented), event.preventDefault()), { once: true });
  find("[name=section]").click();
  same([reached, filter.asked()], [[false], ""]);
});

check("what an address says of fields that are not there yet stays in the search", async () => {
  answering(() => results({ sections: { hall: 1 } }));
  const filter = aFilter(FIELDS + CLOSED);
  await filter.go("?crane_min=5&crane_min=6&unknown=crane&unknown=area&area_min=3&page=2", { fill: true });
  same([filter.asked(), find("[name=section]").value, shown(".count")], ["?area_min=3&crane_min=5&crane_min=6&unknown=crane", "hall", [["1", false]]]);
  await filter.go("?crane_max=9", { fill: true });
  same(filter.asked(), "?crane_max=9");
  answering((_url, { headers }) => (headers["X-Fragment"] === "section" ? HALL : results({ sections: { hall: 1 }, errors: { crane_min: ["Falsch."] } })));
  await filter.go("?crane_min=x", { fill: true });
  await settled();
  same([find("[data-section]").open, all("[name=crane_min]").length, find("[name=crane_min]").type], [true, 1, "text"]);
});
