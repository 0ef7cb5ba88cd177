/** What is ticked for the comparison: named, counted, kept in the tab, sent. */
import { all, check, find, happen, same, show } from "./checking.js";
import "/static/js/elements/compare-bar.js";

const BAR = `<compare-bar data-chosen-one="1 Objekt:" data-chosen-several="{count} Objekte:" data-full="Höchstens 6">
  <form id="compare"><p></p><button type="reset"></button></form></compare-bar>`;
const card = (number) => `<article><h3 class="space-card__title">Halle ${number}</h3><input type="checkbox" form="compare" name="ids" value="${number}"></article>`;
const cards = (...numbers) => numbers.map(card).join("");
const kept = () => JSON.parse(sessionStorage.getItem("compared"));
const keep = (pairs) => sessionStorage.setItem("compared", typeof pairs === "string" ? pairs : JSON.stringify(pairs));
const said = () => find("compare-bar p").textContent;
const isOpen = () => find("compare-bar").hasAttribute("data-open");
const ticked = () => all("[name=ids]").filter(({ checked }) => checked).map(({ value }) => value);

function tick(number, isOn = true) {
  const box = find(`[name=ids][value="${number}"]`);
  box.checked = isOn;
  happen(box, "change");
  return box.checked;
}

/** A page with these cards, in a tab that keeps nothing, or what it kept before. */
function aPage(numbers, before = []) {
  keep(before);
  show(`<main>${cards(...numbers)}${BAR}</main>`);
}

check("what is ticked is named and kept; without any the bar is gone", () => {
  aPage([1, 2]);
  same(isOpen(), false);
  tick(1);
  same([said(), isOpen(), kept()], ["1 Objekt: Halle 1", true, [["1", "Halle 1"]]]);
  tick(2);
  same([said(), kept().length], ["2 Objekte: Halle 1 · Halle 2", 2]);
  tick(1, false);
  same([said(), kept()], ["1 Objekt: Halle 2", [["2", "Halle 2"]]]);
  tick(2, false);
  same([isOpen(), kept()], [false, []]);
});

check("six at most are ticked; the seventh is told, until one is taken away", () => {
  aPage([1, 2, 3, 4, 5, 6, 7]);
  same([1, 2, 3, 4, 5, 6, 7].map((number) => tick(number)), [true, true, true, true, true, true, false]);
  same([said(), kept().length, ticked().length], ["Höchstens 6", 6, 6]);
  tick(6, false);
  same([said().startsWith("5 Objekte"), tick(7)], [true, true]);
});

check("what was ticked on another page is ticked here, named, and goes along", () => {
  aPage([1, 2], [["9", "Halle Nord"], ["2", "Halle 2"]]);
  same([ticked(), said()], [["2"], "2 Objekte: Halle Nord · Halle 2"]);
  same(new FormData(find("#compare")).get("ids"), "9,2");
  tick(1);
  same(new FormData(find("#compare")).getAll("ids"), ["9,2,1"]);
});

check("other results come with their ticks; the boxes of other forms count for nothing", () => {
  aPage([1], [["2", "Halle 2"]]);
  find("article").outerHTML = card(2);
  same(ticked(), []);
  happen(document, "spaces:filtered");
  same(ticked(), ["2"]);
  find("main").insertAdjacentHTML("beforeend", '<article><b class="space-card__title">x</b><input type="checkbox" name="ids" value="7" checked></article><form><input type="checkbox" name="kind" value="8"></form>');
  happen(find('[value="7"]'), "change");
  happen(find('[value="8"]'), "change");
  same(kept(), [["2", "Halle 2"]]);
});

check("all are taken away at once", () => {
  aPage([1, 2], [["1", "Halle 1"], ["9", "Halle Nord"]]);
  find("[type=reset]").click();
  same([kept(), ticked(), isOpen()], [[], [], false]);
});

check("a page that comes back from memory shows what was ticked meanwhile", () => {
  aPage([1, 2], [["1", "Halle 1"]]);
  keep([["2", "Halle 2"]]);
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
  same(ticked(), ["1"]);
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  same([ticked(), said()], [["2"], "1 Objekt: Halle 2"]);
});

check("what lies in the storage is taken where it is pairs of number and name, six at most", () => {
  aPage([1], [["1", "Halle 1"], ["x", "Kein Objekt"], ["1x", "Kein Objekt"], ["2", 3]]);
  same(said(), "1 Objekt: Halle 1");
  aPage([1], [1, 2, 3, 4, 5, 6, 7].map((number) => [String(number), `Halle ${number}`]));
  same(said().startsWith("6 Objekte"), true);
  for (const nonsense of ["{", "null", "7", "[1]", '{"a": 1}']) {
    aPage([1], nonsense);
    same([nonsense, isOpen(), tick(1)], [nonsense, false, true]);
  }
});

check("a bar that is gone hears nothing, and keeps nothing", () => {
  aPage([1], []);
  const bar = find("compare-bar");
  const [form, box] = [find("#compare"), find("[name=ids]")];
  bar.before(form);
  bar.remove();
  tick(1);
  form.reset();
  box.checked = true;
  happen(document, "spaces:filtered");
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  same([kept(), box.checked, new FormData(form).get("ids")], [[], true, "1"]);
});

check("without a storage the page alone keeps it", () => {
  aPage([1, 2]);
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = () => {
    throw new DOMException("", "QuotaExceededError");
  };
  tick(1);
  tick(2);
  Storage.prototype.setItem = setItem;
  same(said(), "2 Objekte: Halle 1 · Halle 2");
});
