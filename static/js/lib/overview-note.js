/** Says, close up, that our own map knows no roads here, and leads to the maps of others that a visitor may ask for. */
import { addControl, make, textButton } from "./map-panel.js";

const FROM = 12; // zoom at which one would look for streets

export function overviewNote(map, { texts, vectorTiles }) {
  const note = make("div", { className: "map-note", hidden: true });
  note.append(make("p", { textContent: texts.overviewNote }));
  addControl(map, "bottomleft", note);
  const panel = map.getContainer().querySelector(".map-tiles");
  if (panel) {
    const open = () => {
      panel.open = true;
      panel.querySelector("button").focus();
    };
    note.append(textButton(texts.tilesLoad, open, "map-note__button"));
  }
  const [west, south, east, north] = vectorTiles.bounds;
  const detailed = !vectorTiles.isSchematic && L.latLngBounds([south, west], [north, east]);
  const knowsRoads = () => detailed && detailed.intersects(map.getBounds());
  const tell = () => (note.hidden = map.getZoom() < FROM || !map.baseLayer.isShown || knowsRoads());
  map.on("moveend base:shown base:hidden", tell);
  tell();
}
