/** Ctrl+S, or Cmd+S, presses the button that saves, from wherever somebody types. */
const OPEN = "dialog[open], .select2-container--open";
const POPUPS = ".calendarbox, .clockbox";

/** Whether something lies over the form that wants an answer first. */
function isCovered() {
  const popups = [...document.querySelectorAll(POPUPS)];
  return document.querySelector(OPEN) !== null || popups.some((popup) => popup.checkVisibility());
}

const named = (name) => document.querySelector(`#content-main form[method="post"] input[type="submit"][name="${name}"]`);
// What saves without asking anybody goes before what hands in, and what stays in the form before what leaves it.
const button = named("_keep") ?? named("_continue") ?? named("_save");

if (button) {
  button.setAttribute("aria-keyshortcuts", "Control+S Meta+S");
  document.addEventListener(
    "keydown",
    (event) => {
      const isShortcut = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
      // Fields that the browser fills by itself tell of keys without a name.
      if (event.key?.toLowerCase() !== "s" || !isShortcut) return;
      event.preventDefault(); // else the browser would offer to store the page
      event.stopPropagation();
      if (!event.repeat && !isCovered()) button.form.requestSubmit(button);
    },
    { capture: true },
  );
}
