"""What runs here: a word that is another one for other code, templates, catalogues, looks or settings."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings

KINDS = {".py", ".html", ".txt", ".xml", ".svg", ".mo", ".json", ".css", ".js"}
LEFT_OUT = {"tests", "var", "docs", "benchmarks", "node_modules"}


@cache
def release():
    """Worked out when a process first needs it. Files are told apart by size and time, settings by what they hold."""
    found = hashlib.sha256()
    for path in sorted({*files(settings.BASE_DIR), *files(Path(settings.LOOK_DIR))}):
        status = path.stat()
        found.update(f"{path}:{status.st_size}:{status.st_mtime_ns}\n".encode())
    for name in sorted(dir(settings)):
        if name.isupper():
            found.update(f"{name}={getattr(settings, name)!r}\n".encode())
    return found.hexdigest()[:16]


def files(folder):
    """Those of the product; hidden folders hold none."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith(".") or path.name in LEFT_OUT:
            continue
        if path.is_dir():
            yield from files(path)
        elif path.suffix in KINDS:
            yield path
