"""What runs here: a word that is another one for other code, templates, catalogues, looks or settings."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings

PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".avif"}
FONTS = {".woff2", ".woff", ".ttf", ".otf"}
DATA = {".txt", ".xml", ".json", ".toml", ".csv", ".gz"}
KINDS = {".py", ".html", ".mo", ".css", ".js"} | PICTURES | FONTS | DATA
"""Of files that pages are made of, or name by what is in them."""
LEFT_OUT = {"tests", "var", "docs", "benchmarks", "node_modules"}


@cache
def release():
    """The same in all processes, and on all machines that serve the same. Worked out when a process begins."""
    found = hashlib.sha256()
    for folder in (settings.BASE_DIR, Path(settings.LOOK_DIR)):
        for path in sorted(files(folder)):
            found.update(str(path.relative_to(folder)).encode())
            found.update(path.read_bytes())
    told = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    found.update(json.dumps(told, sort_keys=True, skipkeys=True, default=plain).encode())
    return found.hexdigest()[:16]


def plain(value):
    """Of a setting what is the same everywhere. Words and objects come from the code, which is read anyway."""
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value) if isinstance(value, Path) else None


def files(folder):
    """Those of the product; hidden folders hold none."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith(".") or path.name in LEFT_OUT:
            continue
        if path.is_dir():
            yield from files(path)
        elif path.suffix.lower() in KINDS:
            yield path
