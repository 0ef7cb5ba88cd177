"""Words from files of strangers."""


def storable(value):
    """The value as a text without NUL and halves of characters, which databases refuse."""
    text = "" if value is None else str(value)
    return text.replace("\0", "").encode(errors="ignore").decode().strip()
