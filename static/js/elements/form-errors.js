/** What is wrong with a form that came back gets the focus: it is read out, and the next Tab leads to its links. */
document.querySelector("[data-form-errors]")?.focus();
