/** Lengths and areas on the map, on a sphere of the earth's size: right to half a percent. */
import { drawCorners } from "./drawing.js";
import { textButton } from "./map-panel.js";

const EARTH = 6_371_008.8; // metres
const RADIANS = Math.PI / 180;

/** Lets the visitor measure; the line and its length stay until taken away. */
export async function measure(map, status, texts) {
  map.measured?.remove();
  const tell = (corners) => spell(corners, texts);
  const corners = await drawCorners(map, { shape: "line", status, texts, hint: texts.measureHint, tell });
  if (!corners) return;
  map.measured = L.polyline(corners, { className: "map__drawn", interactive: false }).addTo(map);
  const remove = () => {
    map.measured.remove();
    status.clear();
    map.getContainer().focus({ preventScroll: true });
  };
  status.say(tell(corners), [textButton(texts.measureRemove, remove, "button button--secondary")]);
}

function spell(corners, texts) {
  const length = texts.measureLength.replace("{length}", spellLength(lengthOf(corners)));
  if (corners.length < 3) return length;
  return `${length} · ${texts.measureArea.replace("{area}", spellArea(areaOf(corners)))}`;
}

/** Metres along the corners (L.LatLng). */
export function lengthOf(corners) {
  return corners.slice(1).reduce((sum, corner, index) => sum + corners[index].distanceTo(corner), 0);
}

/** Square metres within the ring of corners (L.LatLng); the spherical polygon rule of Chamberlain and Duquette. */
export function areaOf(corners) {
  const sum = corners.reduce((total, corner, index) => {
    const next = corners[(index + 1) % corners.length];
    const height = 2 + Math.sin(corner.lat * RADIANS) + Math.sin(next.lat * RADIANS);
    return total + (next.lng - corner.lng) * RADIANS * height;
  }, 0);
  return Math.abs((sum * EARTH * EARTH) / 2);
}

/** "820 m", "1,24 km" in the page's language. */
export function spellLength(metres) {
  return metres < 1000 ? `${spellNumber(metres, 0)}\u00a0m` : `${spellNumber(metres / 1000, 2)}\u00a0km`;
}

/** "820 m²", "1,24 ha", "12,4 km²" in the page's language. */
export function spellArea(squareMetres) {
  if (squareMetres < 10_000) return `${spellNumber(squareMetres, 0)}\u00a0m²`;
  if (squareMetres < 10_000_000) return `${spellNumber(squareMetres / 10_000, 2)}\u00a0ha`;
  return `${spellNumber(squareMetres / 1_000_000, 1)}\u00a0km²`;
}

function spellNumber(number, digits) {
  return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: digits }).format(number);
}
