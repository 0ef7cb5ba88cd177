"""Words from files of strangers."""

from pathlib import Path


def storable_text(value):
    """The value as a text without NUL and halves of characters, which databases refuse."""
    text = "" if value is None else str(value)
    return text.replace("\0", "").encode(errors="ignore").decode().strip()


def display_file_name(path, max_length=100):
    """What people call the file, in at max_length so many characters; not where it lies on the server."""
    return storable_text(Path(path).name)[:max_length] or "?"
