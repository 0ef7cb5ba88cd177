/** A form that keeps on the device what is typed, and offers it again. */
import { all, check, find, happen, same, settled, show, texts, type } from "./checking.js";
import { keep, keyOf, read } from "/static/js/lib/kept-forms.js";
import "/static/js/elements/kept-form.js";

const KEPT = `<meta name="login-key" content="aa"><form method="post"><p data-kept-state></p><input name="form_key" value="new"><input name="title" value="Alt"><input name="teaser" value="">
  <button name="_save">Sichern</button><button name="_preview">Vorschau</button>
  <kept-form data-form="news/1" data-version="5" ATTRS data-kept="aufgehoben {time}" data-unkept="nicht aufgehoben" data-today="Heute {time}" data-earlier="Früher" data-files="{names}" data-until="{day}" data-more="{count}"
    data-used="Eingesetzt" data-left="Teils" data-discarded="Verworfen" data-gone="fehlt" data-changed="geändert" data-empty="leer">
    <template><div class="offer" tabindex="-1">${["heading", "sent", "meanwhile", "files", "until", "more"].map((name) => `<p data-part="${name}"></p>`).join("")}<button type="button" data-part="use"></button><button type="button" data-part="discard"></button><table data-part="table"><tbody data-part="lines"></tbody></table></div></template></kept-form></form>`;

const OTHER = keyOf("aa", "news/1", "0f");
const field = (name) => find(`[name=${name}]`);
const state = () => find("[data-kept-state]").textContent.replace(/\d+:\d\d/, "…");
const offers = () => all(".offer");
const ownKey = () => Object.keys(localStorage).find((key) => key.startsWith("kept-form:aa:news/1:") && key !== OTHER && !key.endsWith(":0e"));

/** A form; `tick()` is the moment when it is read. */
async function aForm(attributes = "", html = KEPT) {
  const own = [window.setInterval, window.clearInterval];
  const element = { tick: () => {} };
  window.setInterval = (task, ms) => ((element.tick = task), (element.every = ms), 1);
  show(`<div>${html.replace("ATTRS", attributes)}</div>`);
  [window.setInterval, window.clearInterval] = own;
  await settled();
  return element;
}
const typeIn = (name, value) => {
  find("kept-form").note({ isTrusted: true });
  type(field(name), value);
};

check("what is typed is kept every two seconds, told, and let go when it is taken back", async () => {
  const { tick, every } = await aForm();
  tick();
  same([every, ownKey(), state()], [2000, undefined, ""]);
  typeIn("title", "Neu");
  same(state(), "");
  tick();
  same([state(), read(ownKey()).fields, read(ownKey()).version, find("[data-kept-state]").hasAttribute("aria-live")], ["aufgehoben …", { title: { is: ["Neu"], was: ["Alt"] } }, "5", false]);
  same([ownKey().endsWith(field("kept_form").value), field("kept_form").type], [true, "hidden"]);
  const { at } = read(ownKey());
  typeIn("title", "Neu");
  tick();
  same(read(ownKey()).at, at);
  typeIn("title", "Alt");
  tick();
  same([ownKey(), state(), find("[data-kept-state]").getAttribute("aria-live")], [undefined, "", "off"]);
});

check("what scripts write before somebody does something is not kept", async () => {
  const { tick } = await aForm();
  type(field("title"), "Vom Skript");
  tick();
  same(ownKey(), undefined);
  typeIn("teaser", "Getippt");
  type(field("teaser"), "Getippt!");
  tick();
  same(Object.keys(read(ownKey()).fields), ["title", "teaser"]);
});

check("where nothing can be kept the form says so", async () => {
  const { setItem } = Storage.prototype;
  const { tick } = await aForm();
  typeIn("title", "Neu");
  tick();
  Storage.prototype.setItem = () => { throw new DOMException("full"); };
  typeIn("title", "Neuer");
  tick();
  Storage.prototype.setItem = setItem;
  same([state(), ownKey()], ["nicht aufgehoben", undefined]);
});

check("without a login nothing is kept", async () => {
  await aForm("", KEPT.replace("login-key", "x"));
  same(field("kept_form"), null);
});

check("a page that is left or hidden keeps what was just typed", async () => {
  await aForm();
  typeIn("title", "Neu");
  document.dispatchEvent(new Event("visibilitychange"));
  same(read(ownKey()).fields.title.is, ["Neu"]);
  typeIn("title", "Neuer");
  window.dispatchEvent(new Event("pagehide"));
  same(read(ownKey()).fields.title.is, ["Neuer"]);
  find("kept-form").remove();
  type(field("title"), "Neueste");
  window.dispatchEvent(new Event("pagehide"));
  same(read(ownKey()).fields.title.is, ["Neuer"]);
});

const submit = (name, prevented = false) => {
  const hold = (event) => prevented && event.preventDefault();
  const stop = (event) => event.preventDefault();
  find("form").addEventListener("submit", hold, { once: true });
  window.addEventListener("submit", stop, { once: true });
  happen(find("form"), "submit", { Kind: SubmitEvent, submitter: find(`button[name=${name}]`) });
};

check("a form that was sent is kept until it has arrived, with its key", async () => {
  await aForm();
  typeIn("title", "Neu");
  submit("_preview");
  same(ownKey(), undefined);
  submit("_save", true);
  same(ownKey(), undefined);
  submit("_save");
  same([read(ownKey()).sent, read(ownKey()).fields.title.is], ["new", ["Neu"]]);
});

check("a page that goes on from another keeps under the same name", async () => {
  keep(OTHER, { at: 5, version: "5", files: [], sent: "", fields: { title: { is: ["Neu"], was: ["Vorher"] } } });
  const { tick } = await aForm('data-continued="0f" data-came-back');
  same([field("kept_form").value, "sent" in read(OTHER), state(), offers().length], ["0f", false, "aufgehoben …", 0]);
  typeIn("teaser", "Mehr");
  tick();
  same(read(OTHER).fields, { title: { is: ["Alt"], was: ["Vorher"] }, teaser: { is: ["Mehr"], was: [""] } });
});

const left = (fields, more) => keep(OTHER, { at: Date.now(), version: "5", files: [], fields, ...more });
const part = (name) => find(`[data-part=${name}]`);

check("what an earlier page left is offered, and used with its key", async () => {
  left({ title: { is: ["Von vorhin"], was: ["Alt"] } }, { sent: "old" });
  await aForm();
  same([offers().length, texts("tr td")], [1, ["Alt", "Von vorhin"]]);
  let told = 0;
  find("form").addEventListener("change", ({ target }) => (told += target === find("form")));
  part("use").click();
  same([field("title").value, field("form_key").value, read(OTHER), part("heading").textContent, read(ownKey()).fields.title.is, told], ["Von vorhin", "old", null, "Eingesetzt", ["Von vorhin"], 1]);
});

check("what has no place stays kept, and is told", async () => {
  left({ title: { is: ["Von vorhin"], was: ["Alt"] }, gone: { is: ["Weg"], was: [] } });
  await aForm();
  part("use").click();
  same([part("heading").textContent, texts("tr td"), read(OTHER) === null, field("form_key").value], ["Teils", ["fehlt", "Weg"], false, "new"]);
  part("discard").click();
  same([read(OTHER), part("heading").textContent], [null, "Verworfen"]);
});

check("what is discarded goes, and the next is offered", async () => {
  left({ title: { is: ["Neuer"], was: ["Alt"] } });
  keep(keyOf("aa", "news/1", "0e"), { at: 5, version: "5", files: [], fields: { title: { is: ["Älter"], was: ["Alt"] } } });
  await aForm();
  same(texts("tr td"), ["Alt", "Neuer"]);
  part("discard").click();
  same([read(OTHER), texts("tr td"), offers().length, document.activeElement === find(".offer")], [null, ["Alt", "Älter"], 1, true]);
  part("discard").click();
  same([part("heading").textContent, Object.keys(localStorage)], ["Verworfen", []]);
});

check("what the form says already is let go; what the browser filled in again is taken over", async () => {
  left({ title: { is: ["Alt"], was: ["Vorher"] } });
  await aForm();
  same([offers().length, read(OTHER)], [0, null]);
  left({ title: { is: ["Gefüllt"], was: ["Alt"] } });
  const html = KEPT.replace('name="title" value="Alt"', 'name="title" value="Alt" data-filled');
  const own = HTMLElement.prototype.closest;
  HTMLElement.prototype.closest = function (selector) {
    const found = own.call(this, selector);
    if (this.localName === "kept-form" && selector === "form") found.elements.namedItem("title").value = "Gefüllt";
    return found;
  };
  await aForm("", html);
  HTMLElement.prototype.closest = own;
  same([offers().length, read(OTHER), read(ownKey())?.fields.title.is], [0, null, ["Gefüllt"]]);
});

check("topics of a long form that what was typed belongs to are opened before it is offered", async () => {
  const opened = [];
  const openAll = async (names) => {
    opened.push(...names);
    find("form").insertAdjacentHTML("afterbegin", '<input name="area" value="4">');
  };
  customElements.define("form-topics", class extends HTMLElement { openAll = openAll; });
  const html = KEPT.replace("<kept-form", "<form-topics></form-topics><kept-form");
  await aForm("", html);
  same(opened, []);
  left({ area: { is: ["5"], was: ["4"] }, "offers#17/price": { is: ["9"], was: ["8"] }, "rails+0/name": { is: ["x"], was: [""] } });
  await aForm("", html);
  same([opened, texts("tr").at(-1)], [["area", "offers", "rails"], "area45"]);
});

check("a form that came back with faults offers nothing more", async () => {
  left({ title: { is: ["Neu"], was: ["Alt"] } });
  await aForm("data-came-back");
  same(offers().length, 0);
});

check("an offer goes when another page has answered it", async () => {
  left({ title: { is: ["Neu"], was: ["Alt"] } });
  await aForm();
  window.dispatchEvent(new StorageEvent("storage"));
  same(offers().length, 1);
  localStorage.clear();
  window.dispatchEvent(new StorageEvent("storage"));
  same(offers().length, 0);
});

check("a page that comes back no longer offers what was answered elsewhere; one that is gone reads nothing more", async () => {
  left({ title: { is: ["Neu"], was: ["Alt"] } });
  const cleared = [];
  const { clearInterval } = window;
  window.clearInterval = (timer) => cleared.push(timer);
  await aForm();
  same(offers().length, 1);
  localStorage.clear();
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  same(offers().length, 0);
  window.clearInterval = (timer) => cleared.push(timer);
  find("kept-form").remove();
  window.clearInterval = clearInterval;
  same(cleared, [1]);
});

check("Back to a page that was saved meanwhile keeps nothing of before", async () => {
  const { tick } = await aForm();
  typeIn("title", "Neu");
  tick();
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  same([state(), read(ownKey()).fields.title.is], ["aufgehoben …", ["Neu"]]);
  localStorage.clear();
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: false }));
  same(state(), "aufgehoben …");
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  typeIn("teaser", "Mehr");
  tick();
  same(Object.keys(read(ownKey()).fields), ["teaser"]);
  localStorage.clear();
  window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  typeIn("teaser", "");
  typeIn("title", "Neu");
  type(field("teaser"), "Mehr");
  tick();
  same(ownKey(), undefined);
});
