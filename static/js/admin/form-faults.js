/** What a form says that came back gets the focus; when all has loaded, since Django puts it into the first field. */
window.addEventListener("load", () => document.querySelector("[data-told]")?.focus());
