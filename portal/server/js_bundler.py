"""Joins an ES module with those it imports, so that a page asks for one file instead of a chain of many.

Each imported module becomes a function that runs once and gives what it exports, in the order in which a browser would
run them. So names of one never meet those of another, and nothing of the code is looked at but its imports and exports.
"""

import posixpath
import re

IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]+)\} from )?"(?P<path>\.[^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?P<name>\w+))", re.MULTILINE)
UNSUPPORTED = re.compile(r"^(?:import|export|await)\b.*|.*\bimport[.(].*", re.MULTILINE)


def bundle_module(name, read):
    """The text of module `name` with its imports in place; `read(name)` gives the text of one file.

    Names are paths below the static root. Raises ValueError for what cannot be joined: modules that need each other,
    imports and exports of other forms than `import { a, b as c } from "./x.js";`, `import "./x.js";` and
    `export function|class|const`.
    """
    pieces = {}
    text = inline_imports(name, read, pieces, open_ones=(name,))
    return "".join([*pieces.values(), text])


def inline_imports(name, read, pieces, open_ones):
    """The text of a module that finds its imports in variables; adds to `pieces` what these hold, by module."""

    def replace_import(match):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"]))
        if path in open_ones:
            raise ValueError(f"{name} and {path} import each other.")
        if path not in pieces:
            text = inline_imports(path, read, pieces, (*open_ones, path))
            pieces[path] = wrap_in_function(path, text, variable_name(len(pieces)))
        if not match["names"]:
            return ""
        names = match["names"].replace(" as ", ": ")
        return f"const {{{names}}} = {variable_name(list(pieces).index(path))};"

    text = IMPORT.sub(replace_import, read(name))
    if left := UNSUPPORTED.search(EXPORT.sub("", text)):
        raise ValueError(f"{name} cannot be joined: {left[0].strip()}")
    return text


def wrap_in_function(name, text, its_variable):
    exports = ", ".join(match["name"] for match in EXPORT.finditer(text))
    return f"/* {name} */\nconst {its_variable} = (() => {{\n{EXPORT.sub('', text)}\nreturn {{ {exports} }};\n}})();\n"


def variable_name(number):
    return f"module{number}"
