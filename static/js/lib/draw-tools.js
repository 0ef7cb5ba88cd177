/**
 * Leaflet.draw's tools in our words. Classic scripts have loaded it (global L) before.
 */

/** Gives the tools their texts, which regions/widgets.py names, and keeps the hint at the pointer inside the map. */
export function nameTools(texts) {
  L.Draw.Tooltip.include({ updatePosition: besideThePointer });
  const { draw, edit } = L.drawLocal;
  draw.toolbar.actions = { title: texts.cancelTitle, text: texts.cancel };
  draw.toolbar.finish = { title: texts.finishTitle, text: texts.finish };
  draw.toolbar.undo = { title: texts.undo, text: texts.undo };
  draw.toolbar.buttons.polygon = texts.drawPolygon;
  draw.toolbar.buttons.marker = texts.drawPoint;
  draw.handlers.marker.tooltip.start = texts.pointHint;
  draw.handlers.polygon.tooltip = { start: texts.polygonStart, cont: texts.polygonNext, end: texts.polygonEnd };
  draw.handlers.polyline.error = texts.crossing;
  edit.toolbar.actions.save = { title: texts.saveTitle, text: texts.save };
  edit.toolbar.actions.cancel = { title: texts.cancelTitle, text: texts.cancel };
  edit.toolbar.actions.clearAll = { title: texts.clear, text: texts.clear };
  edit.toolbar.buttons = {
    edit: texts.edit,
    editDisabled: texts.editDisabled,
    remove: texts.remove,
    removeDisabled: texts.removeDisabled,
  };
  edit.handlers.edit.tooltip = { text: texts.editHint, subtext: "" };
  edit.handlers.remove.tooltip.text = texts.removeHint;
}

const { updatePosition } = L.Draw.Tooltip.prototype;

/** On that side of the pointer which has more room. */
function besideThePointer(latlng) {
  updatePosition.call(this, latlng);
  const { x } = this._map.latLngToContainerPoint(latlng);
  this._container?.classList.toggle("is-left", x > this._map.getSize().x / 2);
  return this;
}
