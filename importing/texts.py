"""Words from files of strangers."""

from pathlib import Path


def storable(value):
    """The value as a text without NUL and halves of characters, which databases refuse."""
    text = "" if value is None else str(value)
    return text.replace("\0", "").encode(errors="ignore").decode().strip()


def file_name_of(path, most=100):
    """What people call the file, in at most so many characters; not where it lies on the server."""
    return storable(Path(path).name)[:most] or "?"
