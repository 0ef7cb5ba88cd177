"""Sanitising of text from uploaded files."""

from pathlib import Path


def storable_text(value):
    """Return the value as text without NUL and lone surrogates, which databases reject."""
    text = "" if value is None else str(value)
    return text.replace("\0", "").encode(errors="ignore").decode().strip()


def display_file_name(path, max_length=100):
    """Return the file's base name, cut to `max_length`, without its folder on the server."""
    return storable_text(Path(path).name)[:max_length] or "?"
