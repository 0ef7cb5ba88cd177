/** A boundary out of a file: what is asked, told and offered on the way. */
import { answering, check, find, happen, heard, same, settled, show, texts } from "./checking.js";
import "/static/js/elements/boundary-file.js";

const SQUARE = { type: "Polygon", coordinates: [] };
const part = (name, field) => `<p data-part="${name}" hidden>${field}</p>`;
const FIELDS = `<input type="file" name="file">${part("srid", '<select name="srid"><option value=""><option value="25833">33</select>')}
  ${part("object", '<input name="object" id="id_object">')}<p role="status"></p>
  <p class="boundary-file__buttons" hidden><button type="button" data-do="take"></button><button type="button" data-do="drop"></button></p>`;

/** The field beside its form's token; `answer` is what the server says to a file. */
function aField(answer, around = (field) => `<form><input name="csrfmiddlewaretoken" value="Marke">${field}</form>`) {
  show(around(`<boundary-file data-src="/umriss/" data-reading="Liest" data-failed="Misslungen" data-choose="Wählen" data-taken="Übernommen" data-dropped="Verworfen">${FIELDS}</boundary-file>`));
  return answering(answer);
}

/** A file is chosen, or none. */
async function choose(name = "umriss.geojson") {
  const files = new DataTransfer();
  if (name) files.items.add(new File(["{}"], name));
  find("[type=file]").files = files.files;
  happen(find("[type=file]"), "change");
  await settled();
}

async function pick(field, value) {
  field.value = value;
  happen(field, "change");
  await settled();
}

const status = () => find("[role=status]").textContent;
const isHidden = (name) => find(`[data-part=${name}]`).hidden;
const sent = ({ body }) => [body.get("file").name, body.get("srid"), body.get("object")];

check("a file is sent with the form's token, and its boundary offered", async () => {
  const asked = aField(() => ({ geometry: SQUARE, text: "3 ha.", warning: "Weit weg." }));
  const offered = heard("boundary:offered");
  await choose();
  same([asked.length, asked[0].url, asked[0].method, asked[0].headers["X-CSRFToken"], sent(asked[0])], [1, "/umriss/", "POST", "Marke", ["umriss.geojson", "", ""]]);
  same([offered, status(), find(".boundary-file__buttons").hidden], [[null, SQUARE], "3 ha. Weit weg.", false]);
});

check("nothing of it is part of the form, nor a change of it", async () => {
  aField(() => ({}));
  const form = find("form");
  const told = [];
  for (const name of ["input", "change"]) form.addEventListener(name, () => told.push(name));
  for (const field of [find("[type=file]"), ...document.querySelectorAll("boundary-file select")]) {
    happen(field, "input");
    happen(field, "change");
  }
  await settled();
  same([[...new FormData(form).keys()], told], [["csrfmiddlewaretoken"], []]);
});

check("where the file does not say its coordinates they are asked for, and it is sent again with them", async () => {
  const asked = aField((_url, { body }) => (body.get("srid") ? { geometry: SQUARE } : { silent: "Welche Koordinaten?" }));
  await choose();
  same([isHidden("srid"), isHidden("object"), status(), find(".boundary-file__buttons").hidden], [false, true, "Welche Koordinaten?", true]);
  const srid = find("boundary-file select");
  await pick(srid, "25833");
  same([sent(asked[1]), find(".boundary-file__buttons").hidden], [["umriss.geojson", "25833", ""], false]);
  await pick(srid, "");
  same([asked.length, find(".boundary-file__buttons").hidden], [2, true]);
  await choose("anderes.geojson");
  same([asked.length, srid.value, sent(asked[2])[1]], [3, "", ""]);
});

check("of several objects in a file one is chosen, by a list in place of the number", async () => {
  const objects = [{ label: "Flurstück 7", number: 1 }, { label: "Flurstück 8", number: 2 }];
  const asked = aField((_url, { body }) => (body.get("object") ? { geometry: SQUARE } : { objects, text: "Welches?" }));
  await choose();
  const object = find("#id_object");
  same([object.localName, texts("#id_object option"), [...object.options].map(({ value }) => value), isHidden("object"), isHidden("srid")], ["select", ["Wählen", "Flurstück 7", "Flurstück 8"], ["", "1", "2"], false, true]);
  await pick(object, "2");
  same([sent(asked[1]), object.options.length], [["umriss.geojson", "", "2"], 3]);
  await pick(find("[data-part=srid] select"), "25833");
  same(sent(asked[2]), ["umriss.geojson", "25833", ""]);
  await choose("anderes.geojson");
  same(sent(asked[3])[2], "");
  await pick(object, "1");
  await choose("drittes.geojson");
  same([sent(asked[4]), sent(asked[5])], [["anderes.geojson", "", "1"], ["drittes.geojson", "", ""]]);
});

check("coordinates that were asked for stay while the object is chosen", async () => {
  aField((_url, { body }) => (body.get("srid") ? { objects: [{ label: "A", number: 1 }] } : { silent: "Welche Koordinaten?" }));
  await choose();
  await pick(find("[data-part=srid] select"), "25833");
  same([isHidden("srid"), isHidden("object")], [false, false]);
});

check("a fault is told, and nothing offered", async () => {
  let answer = { fault: "Kein Umriss." };
  aField(() => answer);
  const offered = heard("boundary:offered");
  await choose();
  same([status(), offered, find(".boundary-file__buttons").hidden], ["Kein Umriss.", [null], true]);
  answer = new Response("{}", { status: 500 });
  await choose();
  same(status(), "Misslungen");
});

check("it says that it reads; without a file it says nothing", async () => {
  let go;
  const asked = aField(() => new Promise((resolve) => (go = resolve)));
  await choose();
  same(status(), "Liest");
  go({ text: "3 ha." });
  await settled();
  same(status(), "3 ha.");
  await choose("");
  same([status(), asked.length], ["", 1]);
});

check("of two files chosen one after the other the second counts, the first is given up in silence", async () => {
  const waiting = [];
  const asked = aField(() => new Promise((resolve) => waiting.push(resolve)));
  await choose("erste.geojson");
  await choose("zweite.geojson");
  same([asked[0].signal.aborted, asked[1].signal.aborted], [true, false]);
  waiting[1]({ text: "zweite" });
  await settled();
  waiting[0]({ text: "erste", geometry: SQUARE });
  await settled();
  same([status(), find(".boundary-file__buttons").hidden], ["zweite", true]);
});

check("a boundary is taken over or dropped, and the field is as before", async () => {
  for (const [button, name, words, taken] of [["take", "taken", "Übernommen", [SQUARE]], ["drop", "dropped", "Verworfen", []]]) {
    aField(() => ({ geometry: SQUARE, silent: "Welche?" }));
    const [offered, heardOf] = [heard("boundary:offered"), heard("boundary:taken")];
    await choose();
    find(`[data-do=${button}]`).click();
    same([name, offered.at(-1), heardOf, status()], [name, null, taken, words]);
    same([find("[type=file]").value, isHidden("srid"), find(".boundary-file__buttons").hidden, document.activeElement.type], ["", true, true, "file"]);
  }
});

check("without a form there is no token; the row to copy from does nothing", async () => {
  const asked = aField(() => ({}), (field) => `<div>${field}</div>`);
  await choose();
  same(asked[0].headers["X-CSRFToken"], "");
  const none = aField(() => ({}), (field) => `<form class="empty-form">${field}</form>`);
  await choose();
  same([none.length, find("[type=file]").name, find("#id_object").localName], [0, "file", "input"]);
});

check("a field that is moved about asks once", async () => {
  const asked = aField(() => ({}));
  find("form").append(find("boundary-file"));
  await choose();
  same(asked.length, 1);
});
