/** What the search of the space pool does, as list and as map. */
import "./elements/compare-bar.js";
import "./elements/filter-form.js";
import "./elements/phrase-field.js";
import "./elements/place-suggest.js";
