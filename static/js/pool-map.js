/** The space pool as a map. */
import "./pool.js";
import "./elements/space-map.js";
import "./elements/list-sheet.js";
