/** Sections of the filter form that come without their fields. */
import { aFilter, FIELDS, results, shown } from "./a-filter.js";
import { all, answering, check, find, same, settled, texts } from "./checking.js";

const CLOSED = `<details data-section="hall" data-names="crane_min crane_max unknown=crane"><summary>Halle <b class="count"></b></summary><div class="filter-section__items"><button name="section" value="hall">Zeigen</button></div></details>`;
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
  same([all("[name=crane_min]").length, all("[name=section]").length, section.ariaBusy, "names" in section.dataset], [1, 0, null, false]);
  section.open = false;
  section.open = true;
  await settled();
  same(asked.length, 3);
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
  same([filter.asked(), all("[name=section]").length, shown(".count")], ["?area_min=3&crane_min=5&crane_min=6&unknown=crane", 1, [["1", false]]]);
  await filter.go("?crane_max=9", { fill: true });
  same(filter.asked(), "?crane_max=9");
  answering((_url, { headers }) => (headers["X-Fragment"] === "section" ? HALL : results({ sections: { hall: 1 }, errors: { crane_min: ["Falsch."] } })));
  await filter.go("?crane_min=x", { fill: true });
  await settled();
  same([find("[data-section]").open, all("[name=crane_min]").length, find("[name=crane_min]").type], [true, 1, "text"]);
});
