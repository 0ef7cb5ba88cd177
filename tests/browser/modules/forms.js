/** Forms of the administration: the preview, topics that come when opened, passkeys, links, boundaries. */
import { all, answering, check, find, happen, heard, heldClock, press, same, settled, show, texts, type, until } from "./checking.js";
import { readAddress, editLink } from "/static/js/admin/text-links.js";
import { CONFIG } from "./a-map.js";
import "/static/js/elements/boundary-change.js";
import "/static/js/elements/form-topics.js";
import "/static/js/elements/passkey-button.js";
import "/static/js/elements/preview-panel.js";

// --- The preview

const named = (name) => find(`[name=${name}]`);

const PANEL = `<form action="/form/?x=1#y"><input name="title" value="Neu"><input name="upload" type="file"><input name="other" type="file"><div class="workflow-row__bar"><button name="_preview">Vorschau</button></div>
  <preview-panel hidden data-title="{language}, {width}" data-current="Stand {time}" data-failed="Misslungen"><p role="status"></p>
  <button type="button" data-language="de" aria-pressed="false">Deutsch</button><button type="button" data-language="en" aria-pressed="true">Englisch</button>
  <button type="button" data-width="wide" aria-pressed="false">Breit</button><button type="button" data-width="narrow" aria-pressed="false">Schmal</button>
  <button type="button" data-refresh>Neu</button><button type="button" data-close>Zu</button><button type="button" data-tab>Fenster</button><div data-page></div></preview-panel></form>`;

async function framed() {
  await until(() => !find("iframe[data-comes]"));
}

function aPreview(answer = () => "<html><head><script>1</script><link rel=modulepreload></head><body><p>Seite</p></body></html>") {
  const asked = answering(answer);
  show(PANEL);
  const clock = heldClock();
  return { asked, clock, panel: find("preview-panel"), button: named("_preview"), said: () => find("preview-panel [role=status]").textContent.replace(/\d+:\d+/, "…") };
}

check("the page is shown beside the form as it is typed, without scripts and files", async () => {
  const { asked, panel, button, said } = aPreview();
  const chosen = new DataTransfer();
  chosen.items.add(new File(["x"], "a.jpg"));
  named("upload").files = chosen.files;
  same([happen(button, "click", { Kind: MouseEvent }), panel.hidden, button.getAttribute("aria-expanded"), panel.getAttribute("aria-busy")], [true, false, "true", "true"]);
  await settled();
  await framed();
  const { url, method, body } = asked[0];
  same([new URL(url).pathname + new URL(url).search + new URL(url).hash, method, [...body]], ["/form/?x=1&language=en", "POST", [["title", "Neu"], ["_chosen", "upload"], ["_preview", ""]]]);
  const frame = find("iframe");
  same([frame.title, frame.getAttribute("sandbox"), frame.srcdoc.includes("script"), frame.srcdoc.includes("modulepreload"), frame.srcdoc.startsWith("<!doctype html>"), said(), panel.hasAttribute("aria-busy")], ["Englisch, Breit", "allow-same-origin allow-popups allow-popups-to-escape-sandbox", false, false, true, "Stand …", false]);
});

check("it follows the typing after a pause, as long as it is open", async () => {
  const { asked, clock, button, panel } = aPreview();
  type(named("title"), "a", "input");
  clock.pass(5000);
  same(asked.length, 0);
  button.click();
  await settled();
  for (const name of ["input", "change", "formset:added", "formset:removed"]) {
    const before = asked.length;
    happen(named("title"), name);
    clock.pass(1000);
    happen(named("title"), name);
    clock.pass(1499);
    same([name, asked.length], [name, before]);
    clock.pass(1);
    same([name, asked.length], [name, before + 1]);
  }
  happen(named("title"), "input");
  find("[data-close]").click();
  clock.pass(5000);
  same([asked.length, asked.at(-1).signal.aborted, panel.hidden, button.getAttribute("aria-expanded")], [5, true, true, "false"]);
  await settled();
  button.click();
  happen(named("title"), "input");
  panel.remove();
  clock.pass(5000);
  same(asked.length, 6);
  await settled();
});

check("language and width are chosen by buttons, and the new page takes the place of the old", async () => {
  const { asked, panel, button } = aPreview();
  button.click();
  await settled();
  await framed();
  find("[data-language=de]").click();
  find("[data-width=narrow]").click();
  await settled();
  await framed();
  same([all("iframe").length, find("iframe").title, panel.getAttribute("shown-width"), asked.at(-1).url.includes("language=de")], [1, "Deutsch, Schmal", "narrow", true]);
  same(all("[data-language], [data-width]").map((one) => one.getAttribute("aria-pressed")), ["true", "false", "false", "true"]);
  const before = asked.length;
  find("[data-refresh]").click();
  same(asked.length, before + 1);
  await settled();
});

check("a user who reads in the page keeps place and focus when it comes again; Escape closes it from there as well", async () => {
  const { panel, button } = aPreview(() => '<!doctype html><p style="height: 3000px">Seite</p><a href="#">Verweis</a>');
  find("[data-page]").style.height = "300px";
  button.click();
  await settled();
  await framed();
  const [before] = all("iframe");
  before.contentWindow.scrollTo(0, 400);
  before.focus();
  find("[data-refresh]").click();
  find("[data-refresh]").click();
  await settled();
  await framed();
  const [frame, ...others] = all("iframe");
  same([frame === before, others.length, document.activeElement === frame, frame.contentWindow.scrollY], [false, 0, true, 400]);
  press(frame.contentDocument.body, "Escape");
  same([panel.hidden, document.activeElement === button], [true, true]);
});

check("a failure and the page of the login are told, and the old page stays", async () => {
  let answer = "<p>Seite</p>";
  const { button, said } = aPreview(() => answer);
  button.click();
  await settled();
  await framed();
  answer = new Response("", { status: 500 });
  find("[data-refresh]").click();
  await settled();
  same([said(), all("iframe").length], ["Misslungen", 1]);
  answer = Object.defineProperty(new Response("<p>Login</p>"), "redirected", { value: true });
  find("[data-refresh]").click();
  await settled();
  same([said(), find("iframe").srcdoc.includes("Login")], ["Misslungen", false]);
});

check("Escape closes it, with the focus on its button, unless the key means something else", async () => {
  const { panel, button } = aPreview();
  const closes = (target, key = "Escape") => {
    panel.hidden = false;
    press(target, key);
    return panel.hidden;
  };
  button.click();
  await settled();
  find("[data-refresh]").focus();
  same([closes(find("[data-refresh]")), document.activeElement === button], [true, true]);
  named("title").focus();
  same([closes(named("title")), document.activeElement === named("title"), closes(named("title"), "a")], [true, true, false]);
  find("form").insertAdjacentHTML("beforeend", '<geometry-field><b></b></geometry-field><div class="calendarbox"><i></i></div>');
  same([closes(find("form b")), closes(find("form i"))], [false, false]);
  document.body.insertAdjacentHTML("beforeend", '<span class="select2-container--open"></span>');
  same(closes(named("title")), false);
  find(".select2-container--open").remove();
  find("form").addEventListener("keydown", (event) => event.preventDefault(), { once: true });
  same(closes(named("title")), false);
});

check("another window shows the page with its scripts, in the language that is chosen", () => {
  const { button } = aPreview();
  let sent = null;
  find("form").requestSubmit = (submitter) => (sent = submitter);
  find("[data-tab]").click();
  same([sent === button, new URL(button.formAction).search], [true, "?x=1&language=en"]);
});

// --- Topics

async function someTopics(answer, address = "") {
  history.replaceState(null, "", location.pathname + address);
  const revived = [];
  window.DateTimeShortcuts = { addCalendar: (one) => revived.push(`day ${one.name}`), addClock: (one) => revived.push(`hour ${one.name}`) };
  const asked = answering(answer);
  show(`<a id="to-area" href="#id_area">Fläche</a><a id="to-nothing" href="#id_nothing">Nichts</a><form-topics data-part="/teil/?topic=" data-loading="wird geladen" data-failed="Misslungen"><p class="topics__status"></p><button type="button" class="topics__all" hidden>Alle</button>
    <details class="topic" data-topic="size" data-names="area offers"><summary class="topic__title">Größe</summary><p class="topic__by-saving"></p></details>
    <details class="topic" id="rail-topic" data-topic="rail" data-names="track"><summary class="topic__title">Gleis</summary></details></form-topics>`);
  await settled();
  return { asked, revived, open: () => all("details").map((topic) => topic.open), status: () => find(".topics__status").textContent };
}
const body = (url) => `<div class="topic__body"><input id="id_area" name="area"><input class="vDateField" name="day"><input class="vDateField" name="x-__prefix__-day"><input class="vTimeField" name="hour"><p>${url}</p></div>`;

check("a topic that was opened before the script came loads its fields too", async () => {
  const { asked } = await someTopics(body);
  const [script, late] = [find("form-topics"), document.createElement("form-topics")];
  late.dataset.part = script.dataset.part;
  late.innerHTML = script.innerHTML;
  late.querySelector("details").open = true;
  await settled(6); // it has been told by now
  script.replaceWith(late);
  await settled(6);
  same([asked.length, all("#id_area").length], [1, 1]);
});
check("a topic that is opened loads its fields once, with their calendars", async () => {
  const { asked, revived, status } = await someTopics(body);
  same([find(".topics__all").hidden, all(".topic__by-saving").length, asked.length], [false, 0, 0]);
  const loaded = heard("topic:loaded");
  find("details").open = true;
  await settled(2);
  await settled(6);
  same([asked[0].url.endsWith("/teil/?topic=size"), asked[0].headers, all("#id_area").length, revived, loaded.length, status(), "loaded" in find("details").dataset], [true, { Accept: "text/html" }, 1, ["day day", "hour hour"], 1, "", true]);
  find("details").open = false;
  await settled(6);
  find("details").open = true;
  await settled(6);
  same(asked.length, 1);
});

check("a topic says by its name that it comes; its rows and search fields work, but for those that new rows are copied from", async () => {
  const names = ["djangoAdminSelect2", "tabularFormset", "stackedFormset"];
  const { fn } = window.django.jQuery;
  const own = names.map((name) => fn[name]);
  const done = [];
  for (const name of names) {
    fn[name] = function (...given) {
      done.push([name, this.toArray().map((one) => one.id), ...given]);
      return this;
    };
  }
  const group = (name, kind, inner) => `<div class="js-inline-admin-formset" id="${name}-group" data-inline-type="${kind}" data-inline-formset='{"name": "#${name}", "options": {"prefix": "${name}"}}'>${inner}</div>`;
  const rows = group("offers", "tabular", '<div class="tabular inline-related"><table><tbody><tr class="form-row" id="offer"></tr></tbody></table></div>') + group("photos", "stacked", '<div class="inline-related" id="photo"></div>');
  const { status } = await someTopics(() => `<div class="topic__body"><select class="admin-autocomplete" id="park" name="park"></select><select class="admin-autocomplete" name="offers-__prefix__-park"></select>${rows}</div>`);
  const loading = find("form-topics").load(find("details"));
  same(status(), "Größe wird geladen");
  await loading;
  names.forEach((name, at) => (fn[name] = own[at]));
  const offers = "#offers-group .tabular.inline-related tbody:first > tr.form-row";
  same(done, [["tabularFormset", ["offer"], offers, { prefix: "offers" }], ["stackedFormset", ["photo"], "#photos-group .inline-related", { prefix: "photos" }], ["djangoAdminSelect2", ["park"]]]);
});

check("what could not be loaded is said, closed, and tried again", async () => {
  let answer = new Response("", { status: 500 });
  const { asked, status, open } = await someTopics(() => answer);
  find("details").open = true;
  await settled(8);
  same([status(), open()], ["Misslungen", [false, false]]);
  answer = Object.defineProperty(new Response(body(""), { headers: { "Content-Type": "text/html" } }), "redirected", { value: true });
  find("details").open = true;
  await settled(8);
  same([status(), open(), asked.length], ["Misslungen", [false, false], 2]);
  answer = body("");
  find("details").open = true;
  await settled(8);
  same([status(), open(), all("#id_area").length], ["", [true, false], 1]);
});

check("all topics are opened by a button, or those of some fields by name", async () => {
  const { asked, open } = await someTopics(body);
  await find("form-topics").openAll(["track", "nothing"]);
  same([open(), asked.length], [[false, true], 1]);
  find(".topics__all").click();
  await settled(8);
  same([open(), asked.length], [[true, true], 2]);
});

check("a link to a field, or the address, opens the topic that has it", async () => {
  const { asked, open } = await someTopics(body);
  same(happen(find("#to-nothing"), "click", { Kind: MouseEvent }), false);
  same(happen(find("#to-area"), "click", { Kind: MouseEvent }), true);
  await settled(8);
  same([open(), asked.length, location.hash], [[true, false], 1, "#id_area"]);
  for (const [address, wanted] of [["#id_track", [false, true]], ["#track", [false, true]], ["#offers-0-price", [true, false]], ["#rail-topic", [false, true]], ["#else", [false, false]], ["", [false, false]]]) {
    same([address, (await someTopics(body, address)).open()], [address, wanted]);
  }
});

check("a link to a field that its topic does not have opens the topic, and no more", async () => {
  const { asked, open } = await someTopics(body);
  const link = document.createElement("a");
  link.href = "#id_offers-5-price";
  document.body.append(link);
  let clicks = 0;
  link.addEventListener("click", () => (clicks += 1) > 5 && link.remove());
  link.click();
  await settled(12);
  same([open(), asked.length, clicks], [[true, false], 1, 1]);
});

// --- Passkeys

const PASSKEY = '<input name="csrfmiddlewaretoken" value="token"><passkey-button data-begin="/an/" data-complete="/ab/" data-cancelled="Abgebrochen" data-failed="Misslungen"><button hidden>Mit Passkey</button><p role="status"></p></passkey-button>';

check("a refused or cancelled passkey is told, and the button is there again", async () => {
  const html = () => (show(`<div>${PASSKEY}</div>`), find("passkey-button"));
  const element = html();
  let runs = 0;
  element.run = () => (runs += 1);
  if (element.button) find("passkey-button button").click();
  same([Boolean(element.button), find("passkey-button button").hidden, runs], element.button ? [true, false, 1] : [false, true, 0]);
  delete element.run;
  element.button ??= find("passkey-button button");
  const outcome = async (answer, ceremony) => {
    const asked = answering(answer);
    navigator.credentials.get = ceremony ?? navigator.credentials.get;
    await element.run();
    return [find("[role=status]").textContent, element.button.disabled, asked[0].url, asked[0].method, asked[0].headers["X-CSRFToken"], asked[0].body];
  };
  same(await outcome(() => new Response('{"detail": "Zu oft."}', { status: 429, headers: { "Content-Type": "application/json" } })), ["Zu oft.", false, "/an/", "POST", "token", "{}"]);
  same((await outcome(() => new Response("<p>", { status: 500, headers: { "Content-Type": "text/html" } })))[0], "Misslungen");
  PublicKeyCredential.parseRequestOptionsFromJSON = (options) => options;
  same((await outcome(() => ({ challenge: "x" }), async () => { throw new DOMException("no", "NotAllowedError"); }))[0], "Abgebrochen");
  const gone = [];
  element.goOn = (answer) => gone.push(answer);
  const asked = answering((url) => (url === "/an/" ? { challenge: "x" } : { redirect_url: "/weiter/" }));
  navigator.credentials.get = async ({ publicKey }) => ({ toJSON: () => ({ got: publicKey }) });
  await element.run();
  same([gone, asked[1].url, asked[1].body, element.button.disabled], [[{ redirect_url: "/weiter/" }], "/ab/", '{"got":{"challenge":"x"}}', true]);
  PublicKeyCredential.parseCreationOptionsFromJSON = (options) => options;
  navigator.credentials.create = async ({ publicKey }) => ({ toJSON: () => ({ made: publicKey.pubKeyCredParams }) });
  const making = answering((url) => (url === "/an/" ? { pubKeyCredParams: [1] } : {}));
  await element.run();
  same(making[1].body, '{"made":[1]}');
});

check("a form with what was typed before the login is sent with the new token", async () => {
  const element = (show(`<div>${PASSKEY}<form><input name="csrfmiddlewaretoken" value="old"><input name="typed_before" value="x"></form></div>`), find("passkey-button"));
  let sent = 0;
  find("form").submit = () => (sent += 1);
  element.goOn({ csrf: "fresh" });
  same([sent, find("form [name=csrfmiddlewaretoken]").value], [1, "fresh"]);
});

// --- Addresses in a text

check("an address of a link is read as it is meant", () => {
  const good = { "https://example.org/a": 0, "http://example.org": 0, "mailto:a@b.de": 0, "tel:+49 (341) 1-2": 0, "/seite/": 0, "#anker": 0, " www.example.org ": "https://www.example.org", "example.org:8000/a?b=c": "https://example.org:8000/a?b=c", "name@example.org": "mailto:name@example.org", "EXAMPLE.ORG": "https://EXAMPLE.ORG" };
  same(Object.keys(good).map(readAddress), Object.entries(good).map(([typed, meant]) => meant || typed));
  same(["", "wort", "javascript:alert(1)", "//example.org", "https:///a", "a b.de", "name@ort", "tel:abc", "#", "zwei worte.de"].map(readAddress), Array(10).fill(""));
});

check("a link is set with its words, or refused beside the field", () => {
  const tools = '<template data-text-tools><dialog data-dialog="link"><form method="dialog"><h2>Verweis</h2><p data-words><input data-field="words"></p><input data-field="address"><p data-fault hidden></p><button value="">Abbruch</button><button value="set">Gut</button></form></dialog></template>';
  show(`<div><div class="prose-editor"><div id="dom" tabindex="0"></div></div>${tools}</div>`);
  const done = [];
  const chain = new Proxy({}, { get: (_, name) => (...args) => (done.push([name, ...args]), chain) });
  const editor = { view: { dom: find("#dom"), focus: () => done.push(["focused"]) }, state: { selection: { empty: true } }, isActive: () => false, getAttributes: () => ({}), chain: () => chain };
  editLink(editor);
  const dialog = find("dialog");
  same([dialog.open, dialog.getAttribute("aria-labelledby"), find("h2").id, find("[data-words]").hidden], [true, "text-dialog-link", "text-dialog-link", false]);
  const answer = (button) => happen(find("form"), "submit", { Kind: SubmitEvent, submitter: button });
  find("[data-field=address]").value = "wort";
  same([answer(all("dialog button")[1]), find("[data-fault]").hidden, find("[data-field=address]").getAttribute("aria-invalid"), document.activeElement === find("[data-field=address]"), done.length], [true, false, "true", true, 0]);
  same([answer(all("dialog button")[0]), done.length], [false, 0]);
  find("[data-field=address]").value = "example.org";
  same([answer(all("dialog button")[1]), find("[data-fault]").hidden, find("[data-field=address]").getAttribute("aria-invalid")], [false, true, "false"]);
  same(done.splice(0), [["focus"], ["insertContent", { type: "text", text: "https://example.org", marks: [{ type: "link", attrs: { href: "https://example.org" } }] }], ["run"]]);
  happen(dialog, "close");
  same([all("dialog").length, done.splice(0)], [0, [["focused"]]]);
  Object.assign(editor, { isActive: () => true, getAttributes: () => ({ href: "/alt/" }) });
  editLink(editor);
  same([find("[data-words]").hidden, find("[data-field=address]").value], [true, "/alt/"]);
  answer(all("dialog button")[1]);
  same(done, [["focus"], ["extendMarkRange", "link"], ["setLink", { href: "/alt/" }], ["run"]]);
  find("dialog").remove();
});

// --- Boundaries of a change

check("a change of a boundary shows before and after, points as points", async () => {
  answering(() => ({ features: [], attribution: "" }));
  const ring = [[12.4, 51.4], [12.6, 51.4], [12.6, 51.6], [12.4, 51.4]];
  const features = [["Polygon", [ring], "before"], ["MultiPolygon", [[ring]], "after"], ["Point", [12.5, 51.5], "after"]].map(([kind, coordinates, its]) => ({ type: "Feature", properties: { state: its }, geometry: { type: kind, coordinates } }));
  const config = { ...CONFIG, texts: { map: "Karte" } };
  const holder = document.createElement("div");
  holder.innerHTML = `<script type="application/json" id="map-config">${JSON.stringify(config)}</script><script type="application/json" id="boundary-change-features">${JSON.stringify(features)}</script><boundary-change data-label="Umriss"><p data-no-script></p></boundary-change>`;
  holder.lastElementChild.style.cssText = "display: block; width: 600px; height: 400px";
  document.body.replaceChildren(...holder.childNodes);
  await settled();
  const classes = all("boundary-change path").map((path) => path.getAttribute("class").trim());
  same(classes, ["boundary-change__shape boundary-change__shape--before", "boundary-change__shape boundary-change__shape--after", "boundary-change__point boundary-change__point--after"]);
  const element = find("boundary-change");
  same([element.getAttribute("aria-label"), element.map.scrollWheelZoom.enabled(), element.map.getBounds().contains([[51.4, 12.4], [51.6, 12.6]]), element.map.getZoom(), all("[data-no-script]").length], ["Umriss", false, true, 10, 0]);
  element.remove();
  same(all(".leaflet-container").length, 0);
});
