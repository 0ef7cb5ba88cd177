/** What every public page does. */
import "./elements/nav-menu.js";
import "./elements/theme-switch.js";
import "./elements/watch-count.js";
import "./elements/watch-toggle.js";
