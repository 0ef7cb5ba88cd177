"""Folding of text for search, in Python because SQLite and PostgreSQL fold differently."""

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
    if not text.isascii():  # most text is by now, and the rest would not change it
        text = unicodedata.normalize("NFKD", text).lower()  # "™" has become "TM"
        text = "".join(char for char in text if not unicodedata.combining(char))
    return " ".join(text.split())


def sort_key(text):
    """Folded letters and digits only, which every collation sorts alike."""
    return re.sub("[^a-z0-9]", "", fold(text))


@lru_cache(2_000)
def url_slug(text, max_length):
    """The last part of a URL: folded letters and digits with hyphens. Cached: a page links an object repeatedly."""
    return slugify(fold(text))[:max_length].strip("-")


def plain_text(markup):
    """The text of an HTML fragment."""
    return " ".join(html.unescape(_TAGS.sub(" ", markup or "")).split())
