/**
 * A link to a field (`data-field` names it) or to an element (`data-target` is its id) opens the group it lies in, and
 * puts the cursor there; a field that an editor stands in for is hidden, so the editor is found instead. Of a whole row
 * it is the first field.
 */
const STAND_INS = ['[contenteditable="true"]', ".select2-selection", "button", "input"];
const FIELDS = "input, select, textarea";

function candidates(element) {
  if (!element.matches(FIELDS)) return [...element.querySelectorAll(`${FIELDS}, a[href]`)];
  const box = element.closest(".form-row") ?? element;
  return [element, ...STAND_INS.flatMap((selector) => [...box.querySelectorAll(selector)])];
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-field], a[data-target]");
  const element = link && document.getElementById(link.dataset.target ?? `id_${link.dataset.field}`);
  if (!element) return;
  const inner = element.querySelector(":scope > fieldset > details");
  for (let group = inner ?? element.closest("details"); group; group = group.parentElement.closest("details")) {
    group.open = true;
  }
  const target = candidates(element).find((each) => each.checkVisibility({ visibilityProperty: true }));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
});
