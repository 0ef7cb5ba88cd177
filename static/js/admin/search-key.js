/** The key "/" leads to the search over everything, unless somebody types or has switched it off in this browser. */
const STORED = "admin-search-key";
const field = document.querySelector("[data-search-field]");

function isOn() {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true; // a browser that stores nothing
  }
}

function switchTo(on) {
  try {
    localStorage.setItem(STORED, on ? "on" : "off");
  } catch {
    return;
  }
}

function announce() {
  if (isOn()) field.setAttribute("aria-keyshortcuts", "/");
  else field.removeAttribute("aria-keyshortcuts");
}

function isTyping(target) {
  return target.isContentEditable || target.closest("input, textarea, select, [role=textbox], [role=combobox]");
}

if (field) {
  announce();
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.defaultPrevented || !isOn() || isTyping(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  for (const choice of document.querySelectorAll("[data-search-key]")) {
    const box = choice.querySelector("input");
    box.checked = isOn();
    box.addEventListener("change", () => {
      switchTo(box.checked);
      announce();
    });
    choice.hidden = false;
  }
}
