"""A hash of the running release: code, templates, catalogues, look and settings."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings

IMAGE_SUFFIXES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp", ".avif"}
FONT_SUFFIXES = {".woff2", ".woff", ".ttf", ".otf"}
DATA_SUFFIXES = {".txt", ".xml", ".json", ".toml", ".csv", ".gz"}
HASHED_SUFFIXES = {".py", ".html", ".mo", ".css", ".js"} | IMAGE_SUFFIXES | FONT_SUFFIXES | DATA_SUFFIXES
"""Suffixes of files that pages are made of, or whose content hash they link."""
EXCLUDED_FOLDERS = {"tests", "var", "docs", "benchmarks", "node_modules"}


@cache
def release_id():
    """The same in all processes and on all machines with the same release. Computed at start-up."""
    digest = hashlib.sha256()
    for folder in (settings.BASE_DIR, Path(settings.LOOK_DIR)):
        for path in sorted(product_files(folder)):
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    values = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    digest.update(json.dumps(values, sort_keys=True, skipkeys=True, default=serialise_setting).encode())
    return digest.hexdigest()[:16]


def serialise_setting(value):
    """For json.dumps. Lazy strings and objects become None: they come from the code, which is hashed anyway."""
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    return str(value) if isinstance(value, Path) else None


def product_files(folder):
    """Hashed files below the folder, without hidden ones."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name.startswith(".") or path.name in EXCLUDED_FOLDERS:
            continue
        if path.is_dir():
            yield from product_files(path)
        elif path.suffix.lower() in HASHED_SUFFIXES:
            yield path
