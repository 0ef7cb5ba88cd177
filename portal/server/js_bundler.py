"""Bundles an ES module with its imports, so that a page loads one file instead of a chain.

Each imported module becomes a function that runs once and returns its exports, in the order of evaluation in a browser.
Scopes stay separate, and only imports and exports are parsed.
"""

import posixpath
import re

IMPORT = re.compile(r'^import (?:\{(?P<names>[^}]+)\} from )?"(?P<path>\.[^"]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (?P<name>\w+))", re.MULTILINE)
UNSUPPORTED = re.compile(r"^(?:import|export|await)\b.*|.*\bimport[.(].*", re.MULTILINE)


def bundle_module(name, read):
    """The text of module `name` with its imports inlined; `read(name)` returns the text of a file.

    Names are paths below the static root. Raises ValueError for circular imports and for imports and exports of other
    forms than `import { a, b as c } from "./x.js";`, `import "./x.js";` and `export function|class|const`.
    """
    pieces = {}
    text = inline_imports(name, read, pieces, open_ones=(name,))
    return "".join([*pieces.values(), text])


def inline_imports(name, read, pieces, open_ones):
    """The text of a module that takes its imports from variables; adds their definitions to `pieces` by module."""

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
