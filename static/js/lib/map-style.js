/** Reads the rows of the style table (map-table.js). */

/** The figure of a row at a zoom: steps are [zoom, figure], and between two of them it grows evenly. */
export function atZoom(steps, zoom) {
  let [begin, smaller] = steps[0];
  if (zoom <= begin) return smaller;
  for (const [end, larger] of steps) {
    if (zoom <= end) return smaller + ((larger - smaller) * (zoom - begin)) / (end - begin || 1);
    [begin, smaller] = [end, larger];
  }
  return smaller;
}

export function isShownAt(row, zoom) {
  return zoom >= row.from && zoom < (row.to ?? Infinity);
}

const TOKENS = ["fill", "line", "case", "color", "plate", "edge"];

/** The colours that the rows name, by token, as a canvas understands them: light-dark() is worked out by the browser. */
export function coloursOn(element, rows) {
  const tokens = [...new Set(rows.flatMap((row) => TOKENS.map((key) => row[key]).filter(Boolean)))];
  const probes = tokens.map((token) => {
    const probe = document.createElement("span");
    probe.style.color = `var(${token})`;
    return probe;
  });
  const all = element.appendChild(document.createElement("span"));
  all.style.forcedColorAdjust = "none"; // else high contrast makes all of them the colour of text
  all.append(...probes); // all before the first is asked: the browser works styles out once
  const colours = Object.fromEntries(tokens.map((token, at) => [token, getComputedStyle(probes[at]).color]));
  all.remove();
  return colours;
}
