/** What could not be sent of unsaved forms stays on the device, of one account, for a week, within bounds. */
import { check, same } from "./checking.js";
import { drop, dropAll, entriesOf, send, store } from "/static/js/lib/unsent-forms.js";

const DAY = 24 * 3600 * 1000;
const entry = (words) => ({ form: "news.article add", continued: "", pairs: [["title_de", words]] });
const age = (tab, days) => {
  const key = `unsaved-form:aa:${tab}`;
  localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), at: Date.now() - days * DAY }));
};

check("an account finds its own, the newest first, and drops those of others and old ones", () => {
  dropAll();
  for (const tab of ["1", "2", "3"]) store("aa", tab, entry(tab));
  age("1", 1);
  age("3", 8);
  localStorage.setItem("unsaved-form:bb:4", JSON.stringify({ ...entry("4"), at: Date.now() }));
  same(entriesOf("aa").map(({ tab, pairs }) => [tab, pairs]), [["2", [["title_de", "2"]]], ["1", [["title_de", "1"]]]]);
  same(Object.keys(localStorage).length, 2);
  drop("aa", "2");
  same(entriesOf("aa").map(({ tab }) => tab), ["1"]);
});

check("there are twenty at most: the oldest make place", () => {
  dropAll();
  for (let number = 10; number < 35; number += 1) {
    store("aa", String(number), entry("x"));
    age(String(number), (35 - number) / 100);
  }
  const tabs = entriesOf("aa").map(({ tab }) => tab);
  same([tabs.length, tabs[0], tabs.at(-1)], [20, "34", "15"]);
});

check("what cannot be read is dropped, and a blocked storage stops nobody", () => {
  dropAll();
  localStorage.setItem("unsaved-form:aa:1", "{");
  same([entriesOf("aa"), localStorage.length], [[], 0]);
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = () => {
    throw new DOMException("", "QuotaExceededError");
  };
  same(store("aa", "1", entry("x")), false);
  Storage.prototype.setItem = setItem;
});

check("a full storage drops the oldest until there is room", () => {
  dropAll();
  for (const tab of ["1", "2", "3"]) store("aa", tab, entry(tab));
  age("1", 3);
  age("2", 2);
  age("3", 1);
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (key, text) {
    if (localStorage.length > 1) throw new DOMException("", "QuotaExceededError");
    setItem.call(this, key, text);
  };
  same(store("aa", "4", entry("4")), true);
  Storage.prototype.setItem = setItem;
  same(entriesOf("aa").map(({ tab }) => tab), ["4", "3"]);
});

check("an answer that never comes counts as none", async () => {
  const { fetch } = window;
  window.fetch = () => Promise.reject(new TypeError());
  same(await send("/x/", "t", { tab: "1", ...entry("x") }), 0);
  window.fetch = fetch;
});
