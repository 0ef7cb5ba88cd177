"""One spelling for searching: what SQLite and PostgreSQL fold differently is folded here, before it is stored."""

import html
import re
import unicodedata
from functools import lru_cache

from django.utils.text import slugify

_TAGS = re.compile(r"<[^>]*>")
_SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "ł": "l"})


def fold(text):
    """Lower case, umlauts spelt out, accents dropped, spaces single: "Größe  Café" is "groesse cafe"."""
    text = unicodedata.normalize("NFC", str(text)).lower().translate(_SPELT_OUT)
    if not text.isascii():  # most is by now, and all the rest changes nothing of it
        text = unicodedata.normalize("NFKD", text).lower()  # "™" has become "TM"
        text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(text.split())


def sort_key(text):
    """What decides the order: folded letters and digits only, so that every collation sorts it alike."""
    return re.sub("[^a-z0-9]", "", fold(text))


@lru_cache(2_000)
def url_slug(text, most):
    """The tail of an address: folded letters and digits, at most so many, and hyphens between words. A page names its
    thing half a dozen times.
    """
    return slugify(fold(text))[:most].strip("-")


def plain_text(markup):
    """The words of an HTML fragment without its tags."""
    return " ".join(html.unescape(_TAGS.sub(" ", markup or "")).split())
