/** Photos of a form: their focal point, their order, and many at once. */
import { all, check, find, happen, press, same, settled, show, texts, type, until } from "./checking.js";
import "/static/js/elements/admin-focal-point.js";
import "/static/js/elements/photo-order.js";
import "/static/js/elements/photo-upload.js";

const DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const point = (event, target, clientX, clientY, more) => happen(target, event, { Kind: PointerEvent, clientX, clientY, pointerId: 1, pointerType: "mouse", ...more });

// --- The focal point

function aFocalPoint({ x = "50", y = "50", image = `<img src="${DOT}">` } = {}) {
  show(`<form><div class="inline-related"><input type="file" name="a-upload"><input name="a-focal_x" value="${x}"><input name="a-focal_y" value="${y}">
    <admin-focal-point data-name="Punkt" data-hint="Ziehen" data-place="{x} von links, {y} von oben"><div class="admin-focal-point__frame">${image}</div><p data-width-hint></p>
    <div class="admin-crops"><div class="admin-crop__frame"><img></div></div></admin-focal-point></div></form>`);
  const picture = find(".admin-focal-point__frame img");
  if (picture) {
    picture.style.cssText = "position: fixed; left: 100px; top: 100px; width: 200px; height: 100px; max-width: none";
    HTMLElement.prototype.setPointerCapture = function (pointer) { this.captured = pointer; };
  }
  const fields = all("input:not([type=file])");
  return { picture, fields, dot: find(".admin-focal-point__dot"), set: () => fields.map(({ value }) => Number(value)) };
}

check("the focal point is a slider that says where it stands, and crops follow it in fourths", () => {
  const { dot } = aFocalPoint({ x: "30", y: "" });
  const attributes = ["role", "tabindex", "aria-label", "aria-valuemin", "aria-valuemax", "aria-valuenow", "aria-valuetext"];
  same(attributes.map((name) => dot.getAttribute(name)), ["slider", "0", "Punkt", "0", "100", "30", "30 von links, 50 von oben"]);
  same([find(".admin-crops img").style.objectPosition, find(".admin-focal-point__frame").style.getPropertyValue("--focal-x"), find(".admin-focal-point__hint").textContent], ["25% 50%", "30%", "Ziehen"]);
  type(all("input")[1], "38", "input");
  same([find(".admin-crops img").style.objectPosition, dot.getAttribute("aria-valuenow")], ["50% 50%", "38"]);
  type(all("input")[1], "140", "input");
  same(dot.getAttribute("aria-valuenow"), "100");
});

check("arrows move the point by five, with Shift by one, not beyond the picture", () => {
  const { dot, set } = aFocalPoint({ x: "95", y: "3" });
  const pressed = (key, options) => [press(dot, key, options), ...set()];
  same([pressed("ArrowRight"), pressed("ArrowRight"), pressed("ArrowUp"), pressed("ArrowDown"), pressed("ArrowLeft")], [[true, 100, 3], [true, 100, 3], [true, 100, 0], [true, 100, 5], [true, 95, 5]]);
  same([pressed("ArrowLeft", { shiftKey: true }), pressed("ArrowDown", { shiftKey: true })], [[true, 94, 5], [true, 94, 6]]);
  same([pressed("Enter"), pressed("ArrowLeft", { altKey: true }), pressed("ArrowLeft", { ctrlKey: true }), pressed("ArrowLeft", { metaKey: true })], Array(4).fill([false, 94, 6]));
});

check("a click sets the point, dragging with the mouse follows it, and each change is told", () => {
  const { picture, dot, set, fields } = aFocalPoint();
  let told = 0;
  find("form").addEventListener("change", () => (told += 1));
  point("click", picture, 150, 175);
  same([set(), told], [[25, 75], 2]);
  point("click", find(".admin-focal-point__frame"), 300, 100);
  same(set(), [25, 75]);
  point("pointerdown", picture, 200, 150);
  same([set(), document.activeElement === dot, dot.captured], [[50, 50], true, 1]);
  point("pointermove", dot, 350, 90);
  same(set(), [100, 0]);
  happen(dot, "lostpointercapture");
  point("pointermove", dot, 200, 150);
  same([set(), fields.length], [[100, 0], 2]);
});

check("another button or a finger beside the point drags nothing; a finger on the point does", () => {
  const { picture, dot, set } = aFocalPoint();
  point("pointerdown", picture, 100, 100, { button: 2 });
  point("pointerdown", picture, 100, 100, { pointerType: "touch" });
  point("pointermove", dot, 100, 100);
  same(set(), [50, 50]);
  point("pointerdown", dot, 100, 100, { pointerType: "touch" });
  same(set(), [50, 50]);
  point("pointermove", dot, 100, 100, { pointerType: "touch" });
  same(set(), [0, 0]);
});

check("a chosen picture is shown before it is sent; another file is not", async () => {
  const { dot } = aFocalPoint({ image: "" });
  same([dot.hidden, find(".admin-crops").hidden, find(".admin-focal-point__hint").hidden], [true, true, true]);
  const choose = async (file) => {
    const chosen = new DataTransfer();
    chosen.items.add(file);
    find("[type=file]").files = chosen.files;
    happen(find("[type=file]"), "change");
    if (file.type.startsWith("image/")) await until(() => find(".admin-focal-point__image"));
    else await settled();
  };
  await choose(new File(["x"], "a.txt", { type: "text/plain" }));
  same(dot.hidden, true);
  let shown = 0;
  document.body.addEventListener("preview:shown", () => (shown += 1), { once: true });
  await choose(new File([Uint8Array.from(atob(DOT.split(",")[1]), (sign) => sign.charCodeAt(0))], "a.gif", { type: "image/gif" }));
  const image = find(".admin-focal-point__image");
  same([image.src === DOT, image.alt, find(".admin-crop__image").src === DOT, dot.hidden, find(".admin-crops").hidden, shown, find("[data-width-hint]")], [true, "", true, false, false, 1, null]);
});

check("the row that new ones are copied from has no point, and a row has one", () => {
  show('<div class="empty-form"><admin-focal-point><div class="admin-focal-point__frame"></div></admin-focal-point></div>');
  same(all(".admin-focal-point__dot").length, 0);
  const element = (aFocalPoint(), find("admin-focal-point"));
  find("form").append(element);
  same(all(".admin-focal-point__dot").length, 1);
});

// --- The order

const row = (at, order, alt, image = true) => `<div class="inline-related" id="row-${at}"><input name="p-${at}-order" value="${order}"><input name="p-${at}-alt_de" value="${alt}">${image ? `<img class="admin-focal-point__image" src="${DOT}">` : ""}</div>`;
function anOrder(...rows) {
  show(`<photo-order data-hint="Ziehen" data-heading="Reihenfolge" data-photo="Foto {number}" data-status="{photo}: {place} von {count}" data-earlier="{photo} nach vorn" data-later="{photo} nach hinten">
    <h2 class="inline-heading">Fotos</h2>${rows.join("")}<div class="inline-related empty-form"><input name="p-__prefix__-order" value="0"><img class="admin-focal-point__image"></div></photo-order>`);
  HTMLElement.prototype.setPointerCapture = () => {};
  return { names: () => texts(".photo-order__item a"), orders: () => all(".inline-related:not(.empty-form) [name$=order]").map(({ value }) => value), tools: () => all(".photo-order__button") };
}

check("the strip shows the pictures in their order, by name or number, and leads to their rows", () => {
  const { names, tools } = anOrder(row(0, 2, "Zwei"), row(1, 1, " "), row(2, 3, "Ohne Bild", false), row(3, 2, "Gleich"));
  same([names(), all(".photo-order__item a").map((link) => link.getAttribute("href"))], [["Foto 1", "Zwei", "Gleich"], ["#row-1", "#row-0", "#row-3"]]);
  same([find("photo-order").dataset.ready, find(".photo-order__list").getAttribute("aria-label"), find(".photo-order__status").getAttribute("role"), find(".photo-order__hint").textContent, find(".photo-order__panel").hidden], ["", "Reihenfolge", "status", "Ziehen", false]);
  same(tools().map((button) => [button.textContent, button.title, button.disabled]), [["←", "Foto 1 nach vorn", true], ["→", "Foto 1 nach hinten", false], ["←", "Zwei nach vorn", false], ["→", "Zwei nach hinten", false], ["←", "Gleich nach vorn", false], ["→", "Gleich nach hinten", true]]);
  same([tools()[3].getAttribute("aria-label"), find(".photo-order__grip").getAttribute("aria-hidden"), all(".photo-order__item img").every((image) => image.alt === "" && !image.draggable && image.src === DOT)], ["Zwei nach hinten", "true", true]);
});

check("where pictures are put in order by hand nobody has to type numbers", async () => {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/static/css/admin-form.css" });
  await new Promise((resolve) => {
    sheet.addEventListener("load", resolve);
    document.head.append(sheet);
  });
  show('<photo-order data-hint=""><h2 class="inline-heading"></h2><p class="form-row field-order">Platz</p></photo-order>');
  const display = (element) => getComputedStyle(element.querySelector(".field-order")).display;
  const without = Object.assign(document.createElement("photo-order"), { innerHTML: '<p class="form-row field-order">Platz</p>' });
  document.body.append(without);
  same([display(find("photo-order")), display(without)], ["none", "block"]);
  sheet.remove();
});

check("a single picture has no order", () => {
  anOrder(row(0, 1, "Eins"));
  same(find(".photo-order__panel").hidden, true);
  anOrder(row(0, 1, "Eins"), row(1, 2, "Zwei"));
  same(find(".photo-order__panel").hidden, false);
});

check("buttons move a picture, say so, number the rows and keep the focus", () => {
  const { names, orders, tools } = anOrder(row(0, 1, "A"), row(1, 2, "B"), row(2, 3, "C"));
  let told = 0;
  find("photo-order").addEventListener("change", () => (told += 1));
  tools()[1].click();
  same([names(), orders(), find(".photo-order__status").textContent, document.activeElement === tools()[3], told], [["B", "A", "C"], ["2", "1", "3"], "A: 2 von 3", true, 3]);
  tools()[3].click();
  same([names(), document.activeElement === tools()[4], find(".photo-order__status").textContent], [["B", "C", "A"], true, "A: 3 von 3"]);
  tools()[2].click();
  same([names(), document.activeElement === tools()[1]], [["C", "B", "A"], true]);
});

check("what is typed or removed shows in the strip", () => {
  const { names } = anOrder(row(0, 1, "A"), row(1, 2, "B"));
  type(find("[name=p-0-alt_de]"), "Neu", "input");
  same(names(), ["Neu", "B"]);
  type(find("[name=p-0-order]"), "9", "input");
  same(names(), ["B", "Neu"]);
  find("#row-1").remove();
  happen(document, "formset:removed");
  same(names(), ["Neu"]);
});

check("a picture that is new goes behind the others, unless it has a place", () => {
  const { names, orders } = anOrder(row(0, 4, "A"), row(1, 0, "Neu", false), row(2, 1, "Fest", false));
  const picture = (at) => (find(`#row-${at}`).insertAdjacentHTML("beforeend", `<img class="admin-focal-point__image" src="${DOT}">`), happen(find(`#row-${at}`).lastChild, "preview:shown"));
  picture(1);
  same([names(), orders()], [["A", "Neu"], ["4", "5", "1"]]);
  picture(2);
  same([names(), orders()], [["Fest", "A", "Neu"], ["4", "5", "1"]]);
  find("[name=p-1-order]").value = "0";
  picture(1);
  same(orders(), ["4", "0", "1"]);
  const { orders: first } = anOrder(row(0, 0, "A", false));
  picture(0);
  same(first(), ["0"]);
});

check("a picture is dragged by mouse or by its handle, and numbered where it is let go", () => {
  const { names, orders } = anOrder(row(0, 1, "A"), row(1, 2, "B"), row(2, 3, "C"));
  let over;
  const { elementFromPoint } = document;
  document.elementFromPoint = () => over;
  const list = find(".photo-order__list");
  const drag = (target, options, ...places) => {
    const isPrevented = point("pointerdown", target, 0, 0, options);
    const isHeld = all(".photo-order__item--held").length;
    same(isPrevented, isHeld === 1); // else the browser drags the picture itself
    for (const place of places) {
      over = place;
      point("pointermove", list, 1, 1);
    }
    happen(list, "lostpointercapture");
    return isHeld;
  };
  const item = (at) => all(".photo-order__item")[at];
  same([drag(item(0).querySelector("img"), {}, item(2)), names(), orders()], [1, ["B", "C", "A"], ["3", "1", "2"]]);
  same([drag(item(2).querySelector(".photo-order__grip"), { pointerType: "touch" }, item(0)), names()], [1, ["A", "B", "C"]]);
  same(find(".photo-order__status").textContent, "A: 1 von 3");
  same([drag(item(1).querySelector("img"), {}, item(2)), names(), find(".photo-order__status").textContent], [1, ["A", "C", "B"], "B: 3 von 3"]);
  same([drag(item(1).querySelector("img"), {}, item(2)), names(), find(".photo-order__status").textContent], [1, ["A", "B", "C"], "C: 3 von 3"]);
  find(".photo-order__status").textContent = "";
  same([drag(item(0).querySelector("img"), {}, item(0), document.body), find(".photo-order__status").textContent, all(".photo-order__item--held").length], [1, "", 0]);
  same([drag(item(0).querySelector("img"), { pointerType: "touch" }, item(2)), drag(item(0).querySelector("img"), { button: 1 }, item(2)), drag(item(0).querySelector("a"), {}, item(2)), names()], [0, 0, 0, ["A", "B", "C"]]);
  over = item(2);
  point("pointermove", list, 1, 1);
  same(names(), ["A", "B", "C"]);
  document.elementFromPoint = elementFromPoint;
});

// --- Many at once

const uploadRow = (at, more = "") => `<div class="inline-related" id="r${at}"><input type="hidden" name="p-${at}-stored_upload"><select name="p-${at}-picture"></select><input name="p-${at}-upload"><input name="p-${at}-credit"><input name="p-${at}-licence"><input name="p-${at}-rights_until"><input name="p-${at}-focal_x"><input name="p-${at}-focal_y"><input name="p-${at}-alt_de" id="alt-${at}"><input name="p-${at}-caption_de"><admin-focal-point data-place=""><div class="admin-focal-point__frame"></div><div class="admin-crops"></div></admin-focal-point>${more}</div>`;
const picture = (id, words = "") => `<p data-picture="${id}" data-name="Bild ${id}" data-address="${DOT}" data-credit="Muster" data-licence="cc" data-rights_until="" data-focal_x="40" data-focal_y="60">${words}</p>`;

/** A form to which files are sent; `answer(name)` is what the server says to each. */
function anUpload(answer, rows = uploadRow(0)) {
  const sent = [];
  const bars = [];
  const own = window.XMLHttpRequest;
  window.XMLHttpRequest = class extends EventTarget {
    upload = new EventTarget();
    headers = {};
    open(...parts) { this.parts = parts; }
    setRequestHeader(name, value) { this.headers[name] = value; }
    send(data) {
      sent.push({ parts: this.parts, headers: this.headers, data: [...data].map(([name, value]) => [name, value.name ?? value]) });
      this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded: 1, total: 4 }));
      bars.push(find("progress").value);
      this.upload.dispatchEvent(Object.assign(new Event("progress"), { loaded: 0, total: 0 }));
      bars.push(find("progress").value);
      Promise.resolve(answer(data.get("upload").name)).then((text) => {
        this.responseText = text;
        this.dispatchEvent(new Event(text === null ? "error" : "load"));
      });
    }
  };
  show(`<form><input name="csrfmiddlewaretoken" value="token"><div><div class="inline-group"><h2 class="inline-heading">Fotos</h2>${rows}<div class="inline-related empty-form"></div><p class="add-row"><a href="#">Noch eins</a></p></div>
    <photo-upload data-address="/hoch/" data-waiting="wartet" data-sending="wird gesendet" data-too-many="Zu viele" data-done="{good} von {count}" data-lost="Verloren" data-again="Noch einmal" data-describe="Beschreiben" data-take-known="Nimm das" data-taken-known="Genommen">
    <template><div id="panel"><input type="file" multiple><input data-field="credit" value="Ich"><progress hidden></progress><p role="status"></p><ul></ul></div></template></photo-upload></div></form>`);
  document.body.append(find("form")); // the rows stand before the element
  const files = (...names) => {
    const chosen = new DataTransfer();
    for (const name of names) chosen.items.add(new File(["x"], name));
    return chosen;
  };
  return {
    sent,
    bars,
    files,
    async choose(...names) {
      find("[type=file]").files = files(...names).files;
      happen(find("[type=file]"), "change");
      await settled(10 + names.length * 3);
    },
    lines: () => texts("#panel li"),
    status: () => find("#panel [role=status]").textContent,
    end: () => (window.XMLHttpRequest = own),
  };
}

check("each file is sent with what is said of all, fills a row, and asks for its words", async () => {
  let rows = 1;
  const { sent, bars, choose, lines, status, end } = anUpload((name) => picture(name === "a.jpg" ? 7 : 8, name === "a.jpg" ? "Gesendet." : ""));
  find(".add-row a").addEventListener("click", (event) => (event.preventDefault(), find(".empty-form").insertAdjacentHTML("beforebegin", uploadRow(rows++))));
  same([find("#r0").hidden, find(".inline-heading").nextElementSibling.id, all("#panel").length], [true, "panel", 1]); // though it was moved
  await choose("a.jpg", "b.jpg");
  same(sent[0], { parts: ["POST", "/hoch/"], headers: { "X-CSRFToken": "token" }, data: [["upload", "a.jpg"], ["credit", "Ich"]] });
  same([sent.length, lines(), status(), find("progress").hidden, find("[type=file]").disabled, find("progress").max, find("progress").value], [2, ["a.jpg: Gesendet. Beschreiben", "b.jpg: Beschreiben"], "2 von 2", true, false, 2, 2]);
  same(bars, [0.25, 0, 1.25, 1]); // a file whose size nobody knows stands at its beginning
  same(["picture", "stored_upload", "credit", "licence", "focal_x", "focal_y", "alt_de"].map((name) => find(`#r0 [name$=${name}]`).value), ["7", "7", "Muster", "cc", "40", "60", ""]);
  same([find("#r0").hidden, find("#r1 [name$=picture]").value, find("#r0 select").selectedOptions[0].label, find("#r0 .admin-focal-point__image").src === DOT], [false, "8", "Bild 7", true]);
  same(happen(all("#panel li a")[1], "click", { Kind: MouseEvent }), true);
  same([find("[type=file]").files.length, document.activeElement.id, find("#panel li a").getAttribute("href")], [0, "alt-1", "#alt-0"]);
  end();
});

check("what is wrong with a file is said beside its name; what was lost can be sent again", async () => {
  let isLost = true;
  const answers = { "a.jpg": () => '<ul class="errorlist"><li>Zu groß.</li><li>Kein Bild.</li></ul>', "b.jpg": () => (isLost ? null : picture(7)), "c.jpg": () => "Zu viel los.", "d.jpg": () => "<p>Fehler</p>" };
  const { sent, choose, lines, status, end } = anUpload((name) => answers[name]());
  await choose(...Object.keys(answers));
  same([lines(), status()], [["a.jpg: Zu groß. Kein Bild.", "b.jpg: Verloren Noch einmal", "c.jpg: Zu viel los. Noch einmal", "d.jpg: Verloren Noch einmal"], "0 von 4"]);
  same([all("#panel li span").map(({ className }) => className), find("#panel li button").getAttribute("aria-label")], [Array(4).fill("photo-upload__error"), "Noch einmal: b.jpg"]);
  isLost = false;
  find("#panel li button").click();
  same(find("[type=file]").disabled, true);
  await settled(10);
  same([find("[type=file]").disabled, lines()[1], status(), sent.length, document.activeElement.textContent, all("#panel li span")[1].className], [false, "b.jpg: Beschreiben", "1 von 4", 5, "Beschreiben", ""]);
  find("[type=file]").disabled = true;
  find("#panel li button").click();
  await settled(10);
  same(sent.length, 5);
  end();
});

check("more than thirty are refused in words; none is sent while others are, or of nothing", async () => {
  const { sent, files, choose, status, end } = anUpload(() => picture(7));
  const names = (count) => Array.from({ length: count }, (_, at) => `${at}.jpg`);
  await choose(...names(31));
  same([sent.length, status(), find("[type=file]").files.length], [0, "Zu viele", 0]);
  find(".add-row a").addEventListener("click", (event) => (event.preventDefault(), find(".empty-form").insertAdjacentHTML("beforebegin", uploadRow(sent.length))));
  const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files(...names(2)) });
  find("#panel").dispatchEvent(drop);
  happen(find("#panel"), "drop", { Kind: DragEvent, dataTransfer: files("x.jpg") });
  await settled(20);
  same([sent.length, drop.defaultPrevented, happen(find("#panel"), "dragover", { Kind: DragEvent })], [2, true, true]);
  await choose();
  same([sent.length, status()], [2, "2 von 2"]);
  await choose(...names(30));
  same(sent.length, 32);
  end();
});

check("Return in the fields for all saves no form", () => {
  const { end } = anUpload(() => "");
  same([press(find("[data-field]"), "Enter"), press(find("[data-field]"), "a"), press(find("[type=file]"), "Enter")], [true, false, false]);
  end();
});

check("the empty row is shown by the link that adds one, before another is added", () => {
  const { end } = anUpload(() => "");
  let added = 0;
  find(".add-row a").addEventListener("click", (event) => (event.preventDefault(), (added += 1)));
  find("h2").click();
  same(find("#r0").hidden, true);
  same([happen(find(".add-row a"), "click", { Kind: MouseEvent }), find("#r0").hidden, added, document.activeElement.name], [true, false, 0, "p-0-upload"]);
  find(".add-row a").click();
  same(added, 1);
  anUpload(() => "").end();
  happen(find("#alt-0"), "change");
  same(find("#r0").hidden, false);
  end();
});

check("a row that says something already is not empty", () => {
  for (const name of ["upload", "credit", "alt_de", "caption_de"]) {
    anUpload(() => "", uploadRow(0).replace(`name="p-0-${name}"`, `name="p-0-${name}" value="x"`)).end();
    same([name, find("#r0").hidden], [name, false]);
  }
  anUpload(() => "", uploadRow(0).replace("inline-related", "inline-related has_original")).end();
  same(find("#r0").hidden, false);
});

check("a picture that looks the same as a stored one is offered, and taken on demand", async () => {
  const known = `<p data-lookalike data-address="${DOT}" data-picture="3" data-name="Bekannt" data-credit="Alt" data-licence="by" data-rights_until="" data-focal_x="1" data-focal_y="2"> Sieht gleich aus. </p>`;
  const { choose, lines, end } = anUpload(() => picture(7) + known);
  await choose("a.jpg");
  same([lines(), find(".photo-upload__lookalike img").alt, find(".photo-upload__lookalike img").width], [["a.jpg: BeschreibenSieht gleich aus.Nimm das"], "", 72]);
  find(".photo-upload__lookalike button").click();
  same([find("#r0 [name$=picture]").value, find("#r0 [name$=credit]").value, lines(), document.activeElement.textContent], ["3", "Alt", ["a.jpg: BeschreibenGenommen"], "Beschreiben"]);
  end();
});
