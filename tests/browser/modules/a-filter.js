/** A form of filters with its results, for trials. */
import { all, find, happen, show } from "./checking.js";
import "/static/js/elements/filter-form.js";

export const STATE = { counts: {}, histograms: {}, unknown: {}, sections: {}, nice: [], errors: {}, links: {}, tabs: null, withheld: [], active: 0 };
export const results = (state = {}, { title = "3 Flächen", extra = "" } = {}) =>
  `<div data-results data-title="${title}"><h1 tabindex="-1"><span data-said> ${title} </span></h1>${extra}<script type="application/json" id="filter-state">${JSON.stringify({ ...STATE, ...state })}</script></div>`;
export const FIELDS = `<input name="area_min" value=""><input name="bbox" type="hidden" value=""><input name="status" type="checkbox" value="free"><input name="status" type="checkbox" value="let">
  <input name="tenure" type="radio" value="" checked><input name="tenure" type="radio" value="rent">
  <select name="sort"><option value="newest">Neu</option><option value="relevance">Passend</option><option value="area">Größe</option></select><span data-nice></span><button>Suchen</button>`;

export function aFilter(fields = FIELDS, extra = "") {
  document.title = "3 Flächen – Pool";
  const html = `<p data-announce></p><filter-form data-failed="Misslungen"><form>${fields}</form>${extra}${results()}</filter-form>`;
  show(html);
  return find("filter-form");
}

export const submit = (form) => happen(form, "submit", { Kind: SubmitEvent });
export const shown = (selector) => all(selector).map((one) => [one.textContent, one.hidden]);
