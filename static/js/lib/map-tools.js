/** What one can do with the big map: draw a search area, measure, find oneself, fill the screen, print. */
import { drawCorners, toPolygon } from "./drawing.js";
import { addPanel, foldPanel, iconBar, make, textButton } from "./map-panel.js";
import { measure } from "./measuring.js";

const NEAR_ME = { zooms: [10, 13], radius: 10, decimals: 2 }; // km; decimals of degrees, about 1 km
const CELLS = 4; // a side of a tile; the map's answer is no finer
const PATIENCE = 15_000; // milliseconds for the device to find itself
const PAPER = { width: 178, height: 150 }; // mm: A4 within the margins of print.css, with room for the legend
const MM = 96 / 25.4; // px

/**
 * @param {L.Map} map
 * @param {object} parts
 * @param {object} parts.config       { icons, texts }
 * @param {StatusLine} parts.status
 * @param {HTMLElement} parts.section  fills the screen: the map with its legend
 * @param {(filters: object) => void} parts.ask  changes filters: { polygon } or { place, radius }
 */
export function mapTools(map, { config: { icons, texts }, status, section, ask }) {
  const draw = async (shape, hint) => {
    foldPanel(panel);
    const corners = await drawCorners(map, { shape, status, texts, hint });
    if (corners) ask({ polygon: toPolygon(corners), bbox: "" });
  };
  const panel = addPanel(map, {
    summary: texts.tools,
    className: "map-tools",
    content: [
      textButton(texts.drawArea, () => draw("polygon", texts.drawAreaHint)),
      textButton(texts.drawRectangle, () => draw("rectangle", texts.drawRectangleHint)),
      textButton(texts.measure, () => {
        foldPanel(panel);
        measure(map, status, texts);
      }),
      textButton(texts.print, () => print()),
      make("p", { textContent: texts.toolsNote }),
    ],
  });
  const entries = [];
  if (navigator.geolocation) entries.push({ name: texts.locate, icon: "target", onClick: () => locate(map, { status, texts, ask }) });
  if (document.fullscreenEnabled) entries.push({ name: texts.fullScreen, icon: "expand", onClick: () => fillScreen(map, section) });
  if (entries.length) iconBar(map, icons, entries);
  fitPaper(map, section);
  explainFingers(map, { status, texts });
}

/**
 * Asks the device, and only now. The exact place stays here, as a marker: what becomes the middle of the view, and with
 * it part of requests and of the address, is rounded to about a kilometre or more.
 */
function locate(map, { status, texts, ask }) {
  status.say(texts.locating);
  const found = ({ coords }) => {
    const at = L.latLng(coords.latitude, coords.longitude);
    map.me?.remove();
    map.me = L.circleMarker(at, { radius: 8, className: "map__me", interactive: false }).addTo(map);
    const [least, most] = NEAR_ME.zooms;
    const zoom = Math.min(Math.max(map.getZoom(), least), most);
    map.setView(rounded(at, zoom), zoom);
    const place = `point:${at.lat.toFixed(NEAR_ME.decimals)},${at.lng.toFixed(NEAR_ME.decimals)}`;
    const search = () => {
      status.clear();
      ask({ place, radius: String(NEAR_ME.radius), polygon: "", bbox: "" });
    };
    status.say(texts.located, [
      textButton(texts.locateSearch, search, "button"),
      textButton(texts.dismiss, () => status.clear(), "button button--secondary"),
    ]);
  };
  const failed = ({ code }) => {
    const text = code === 1 ? texts.locateDenied : texts.locateFailed; // 1: PERMISSION_DENIED
    status.say(text, [textButton(texts.dismiss, () => status.clear(), "button button--secondary")]);
  };
  navigator.geolocation.getCurrentPosition(found, failed, { timeout: PATIENCE, maximumAge: 60_000 });
}

/** The middle of the cell of the map's grid that holds the place. */
function rounded({ lat, lng }, zoom) {
  const cell = 360 / 2 ** zoom / CELLS; // degrees
  const middle = (degrees) => (Math.floor(degrees / cell) + 0.5) * cell;
  return L.latLng(middle(lat), middle(lng));
}

function fillScreen(map, section) {
  if (document.fullscreenElement) {
    document.exitFullscreen();
    return;
  }
  const isMovedByOne = map.dragging.enabled();
  section.onfullscreenchange = () => {
    if (document.fullscreenElement === section || isMovedByOne) map.dragging.enable();
    else map.dragging.disable();
  };
  section.requestFullscreen();
}

/**
 * On paper the map stands as it does on the screen, drawn to the size of the sheet: at another size it would ask for
 * other tiles, for which no browser waits. Its scale stands below it.
 */
function fitPaper(map, section) {
  const element = map.getContainer();
  const zoom = (scale) => {
    const outside = [...section.querySelectorAll(".leaflet-control-scale")].filter((one) => !element.contains(one));
    for (const one of [element, ...outside]) one.style.zoom = scale;
  };
  addEventListener("beforeprint", () => {
    const { offsetWidth: width, offsetHeight: height } = element;
    if (!width) return; // the list is shown instead
    Object.assign(element.style, { inlineSize: `${width}px`, blockSize: `${height}px` });
    zoom(MM * Math.min(PAPER.width / width, PAPER.height / height));
  });
  addEventListener("afterprint", () => {
    Object.assign(element.style, { inlineSize: "", blockSize: "" });
    zoom("");
  });
}

/** One finger scrolls the page; a reader who tries to move the map with it is told how. */
function explainFingers(map, { status, texts }) {
  let hiding;
  map.getContainer().addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length > 1 || map.dragging.enabled() || map.drawing || !status.element.hidden) return;
      status.say(texts.twoFingers);
      clearTimeout(hiding);
      hiding = setTimeout(() => status.text.textContent === texts.twoFingers && status.clear(), 2000);
    },
    { passive: true },
  );
}
