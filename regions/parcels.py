"""Parcel numbers of German land registers: “123/4”, “Flur 3 Flurstück 123/4”, “Gemarkung Wiesa, Flst. 12, 13/2”."""

import re

MAX_TEXT_LENGTH = 200
REGISTER_WORDS = {"", "gemarkung", "flur", "flurstück", "flurstücke", "flst.", "flst", "nr."}
"""Prefixes of names and numbers in registers; never names themselves."""

_NUMBERS = re.compile(r"\d{1,5}(?:\s*/\s*\d{1,5})?(?:\s*[,;+]\s*\d{1,5}\s*/\s*\d{1,5})*")


def looks_like_parcel(text):
    """Return whether the text can only be parcel numbers."""
    if len(text) > MAX_TEXT_LENGTH or "{" in text or not re.search(r"\d", text):
        return False
    words = {word.casefold() for word in re.split(r"[\s,;:]+", text)}
    return bool(words & (REGISTER_WORDS - {"", "nr."})) or bool(_NUMBERS.fullmatch(text.strip()))
