/** What a marker of the map opens, and where it stands. */
import { all, answering, check, drawn, find, press, same, settled, show, texts } from "./checking.js";
import { ObjectPopup } from "/static/js/lib/object-popup.js";
import { PopupRoom } from "/static/js/lib/popup-room.js";

const piece = (url) => `<div class="popup" data-point="12.5,51.5"><h3><a href="/o/">Objekt ${new URLSearchParams(url.split("?")[1]).getAll("number")}</a></h3></div>`;

/** Those that do not fade away. */
const openPopups = () => all(".leaflet-popup").filter((popup) => popup.style.opacity !== "0");

function aPopup() {
  show('<section style="position: relative; width: 800px"><div id="m" class="map"></div></section><div id="panel" hidden><button>Zu</button><div data-content></div></div>');
  find("#m").style.cssText = "width: 800px; height: 600px";
  const map = L.map(find("#m"), { center: [51.5, 12.5], zoom: 10, zoomAnimation: false });
  const told = [];
  const popup = new ObjectPopup(map, { address: "/objekte", section: find("section"), panel: find("#panel"), closeName: "Zu", onOpen: (numbers) => told.push(["open", ...numbers]), onClose: (numbers, hadFocus) => told.push(["close", ...numbers, Boolean(hadFocus)]) });
  return { map, popup, told };
}

check("twenty objects are asked for at most, and opened in place of what was open", async () => {
  const asked = answering((url) => piece(url));
  const { popup, told, map } = aPopup();
  same(await popup.open(["7"]), L.latLng(51.5, 12.5));
  const at = await popup.open(Array.from({ length: 25 }, (_, number) => String(number)), { latlng: L.latLng(51.4, 12.4), takeFocus: true, more: [document.createElement("hr")] });
  same([new URLSearchParams(asked[1].url.split("?")[1]).getAll("number").length, at.lat, openPopups().length, all(".popup hr").length, document.activeElement.localName], [20, 51.4, 1, 1, "a"]);
  same([told[0], told[1], told[2].length], [["open", "7"], ["close", "7", false], 26]);
  map.closePopup();
  same([told[3].at(-1), popup.numbers], [true, []]);
});

check("what is gone or overtaken opens nothing", async () => {
  answering(() => new Response("", { status: 404 }));
  const { popup, told } = aPopup();
  same([await popup.open(["7"]), told], [null, []]);
  answering(() => { throw new Error("offline"); });
  same([await popup.open(["7"]), told], [null, []]);
  answering((url) => piece(url));
  same([(await Promise.all([popup.open(["7"]), popup.open(["8"])])).map(Boolean), texts(".popup h3")], [[false, true], ["Objekt 8"]]);
});

check("popup and panels make way for each other; a popup out of sight stays there when the map zooms", async () => {
  answering((url) => piece(url));
  const { popup, map } = aPopup();
  find("section").insertAdjacentHTML("beforeend", '<details class="map-panel"><summary>P</summary></details><details id="about" open></details>');
  const panel = find("details");
  panel.open = true;
  await settled(6);
  await popup.open(["7"]);
  same([panel.open, find("#about").open], [false, true]); // what lies in no corner of the map is in nobody's way
  await settled(6);
  same(openPopups().length, 1);
  panel.open = true;
  await drawn();
  await settled(6);
  same(openPopups().length, 0);
  await popup.open(["7"], { latlng: L.latLng(51.5, 12.5) });
  let moves = 0;
  popup.room.clear = () => (moves += 1);
  map.setView([53, 14], 11, { animate: false });
  same(moves, 0);
  map.setView([51.5, 12.5], 12, { animate: false });
  same(moves, 1);
  map.fire("said");
  same(moves, 2);
});

check("the popup has the room that nothing covers, and its place within it", () => {
  const section = show(`<section style="position: absolute; left: 0; top: 0; width: 800px; height: 600px"><div id="m"></div></section>`);
  const map = { getContainer: () => section, stop() {}, panBy: (offset, options) => map.moved.push([offset, options.animate]), moved: [] };
  const put = (className, style) => (section.insertAdjacentHTML("beforeend", `<i class="${className}"></i>`), Object.assign(section.lastChild.style, { position: "absolute", display: "block", ...style }));
  const room = new PopupRoom(map, section);
  same(room.free(), { left: 8, top: 8, right: 792, bottom: 592 });
  put("map__ctl", { left: "0", top: "0", width: "100px", height: "50px" });
  put("map-status", { left: "0", top: "500px", width: "100px", height: "50px" });
  put("map__ctl", { left: "0", top: "0", width: "100px", height: "400px", display: "none" });
  section.insertAdjacentHTML("beforeend", '<div class="leaflet-top leaflet-right" style=""><i class="leaflet-control"></i></div>');
  Object.assign(section.querySelector(".leaflet-control").style, { position: "fixed", display: "block", left: "700px", top: "0", width: "50px", height: "50px", margin: "0" });
  same(room.free(), { left: 8, top: 58, right: 692, bottom: 492 });
  room.limitHeight();
  same(section.style.getPropertyValue("--popup-room"), "378px");
  const popup = (left, top, right, bottom) => room.clear({ getBoundingClientRect: () => ({ left, top, right, bottom }) }, { animate: false });
  popup(8, 58, 692, 472);
  same(map.moved, []);
  popup(0, 58, 100, 100);
  popup(100, 50, 200, 473);
  popup(600, 100, 700, 473);
  popup(100, 0, 1000, 100);
  same(map.moved, [[[-8, 0], false], [[0, -8], false], [[8, 1], false], [[92, -58], false]]);
  Object.assign(all(".map-status")[0].style, { top: "100px" });
  room.limitHeight();
  same(section.style.getPropertyValue("--popup-room"), "96px");
});

check("the place of what is opened below the map stays in view, 48 pixels from its edge", async () => {
  answering((url) => piece(url));
  const { popup, map } = aPopup();
  popup.show = popup.openBelow;
  const at = map.containerPointToLatLng([790, 300]);
  map.fire("said");
  await popup.open(["7"], { latlng: at });
  map.fire("said");
  same(Object.values(map.latLngToContainerPoint(at)).map(Math.round), [752, 300]);
  popup.close();
  map.panBy([-48, 0], { animate: false });
  map.fire("said");
  same(Math.round(map.latLngToContainerPoint(at).x), 800);
});

check("below the map on narrow screens stands what is opened, and its button closes it with the focus", async () => {
  answering((url) => piece(url));
  const { popup, told } = aPopup();
  popup.show = popup.openBelow;
  await popup.open(["7"], { takeFocus: true });
  same([find("#panel").hidden, texts("#panel h3"), openPopups().length, document.activeElement.localName], [false, ["Objekt 7"], 0, "a"]);
  press(find("#panel h3"), "a");
  same(find("#panel").hidden, false);
  find("#panel button").click();
  same([find("#panel").hidden, find("[data-content]").childElementCount, told], [true, 0, [["open", "7"], ["close", "7", true]]]);
  await popup.open(["8"]);
  press(find("#panel h3"), "Escape");
  same([find("#panel").hidden, told.at(-1)], [true, ["close", "8", false]]);
  await popup.open(["9"]);
  delete popup.show;
  popup.content.querySelector("a").focus();
  popup.changePlace();
  same([find("#panel").hidden, openPopups().length, document.activeElement.localName, popup.numbers], [true, 1, "a", ["9"]]);
  popup.map.closePopup();
});
