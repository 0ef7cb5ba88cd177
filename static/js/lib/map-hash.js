/**
 * What of the map page stands behind the "#" of its address, so that it survives reload, Back and changed filters:
 * map=zoom/latitude/longitude, object=number, show=list, layers=airport,port.
 */

/** @returns {Map<string, string>} */
export function readHash() {
  const parts = location.hash.slice(1).split("&").filter(Boolean);
  return new Map(parts.map((part) => part.split("=", 2)).map(([name, value = ""]) => [name, value]));
}

/** Sets or (undefined, "") removes parts; makes no new step in the history. */
export function writeHash(changes) {
  const parts = readHash();
  for (const [name, value] of Object.entries(changes)) {
    if (value) parts.set(name, String(value));
    else parts.delete(name);
  }
  const hash = [...parts].map(([name, value]) => `${name}=${value}`).join("&");
  history.replaceState(history.state, "", location.pathname + location.search + (hash && `#${hash}`));
}

/** The view as { zoom, center: [latitude, longitude] }; null when the address names none. */
export function readView() {
  const match = readHash().get("map")?.match(/^([\d.]+)\/(-?[\d.]+)\/(-?[\d.]+)$/);
  const [zoom, latitude, longitude] = match?.slice(1).map(Number) ?? [];
  if (!match || [zoom, latitude, longitude].some(Number.isNaN) || Math.abs(latitude) > 85) return null;
  return { zoom: Math.round(zoom), center: [latitude, longitude] };
}

export function writeView(map) {
  const { lat, lng } = map.getCenter();
  writeHash({ map: `${map.getZoom()}/${lat.toFixed(5)}/${lng.toFixed(5)}` });
}
