/**
 * A link to a field (`data-field` names it) opens the group the field lies in, and puts the cursor into it; a field
 * that an editor stands in for is hidden, so the editor is found instead.
 */
const STAND_INS = ['[contenteditable="true"]', ".select2-selection", "button", "input"];

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-field]");
  const field = link && document.getElementById(`id_${link.dataset.field}`);
  if (!field) return;
  const box = field.closest(".form-row") ?? field;
  for (let group = box.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
  const candidates = [field, ...STAND_INS.flatMap((selector) => [...box.querySelectorAll(selector)])];
  const target = candidates.find((element) => element.checkVisibility({ visibilityProperty: true }));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
});
