/** What we add to the text editor of the administration: named in publishing/richtext.py, loaded by the editor itself. */
export { Marks } from "./text-marks.js";
export { Paste } from "./text-paste.js";
export { Toolbar } from "./text-toolbar.js";
