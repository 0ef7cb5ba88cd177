"""Tokeniser for phrases, and lexicons to match in them.

One regular expression without nested repetition, so that the time is linear in the text's limited length.
"""

import re
import unicodedata
from dataclasses import dataclass

from formats.folding import fold

_TOKEN = re.compile(
    r"""
    (?P<quoted> "[^"]*" | „[^“”"]*[“”"] | “[^”]*” | »[^«]*« )
  | (?P<date> \d{4}-\d{1,2}-\d{1,2}(?!\d)
            | \d{1,2}\.[ ]?\d{1,2}\.[ ]?(?:\d{4}|\d{2})(?![\d.]|,\d)
            | \d{1,2}/\d{1,2}/\d{4}(?!\d)
            | (?:0?[1-9]|1[0-2])(?:[./]20\d\d|/2[5-9])(?![\d.,/]) )
  | (?P<motorway> a[ ]\d{1,3}(?=[ ]?(?:$|[,;)]))
            | (?:A[ ]?|a|(?:BAB|bab)[ ]?)\d{1,3}(?!\w|[.,]\d|[ ]?(?:acres?|ha|hectares?|m²|m2|qm|sqm|t|km|m)\b) )
  | (?P<federal> [Bb][ ]?\d{1,3}(?!\w|[.,]\d) )
  | (?P<inches> \d+['’′][ ]?\d{1,2}(?!\d)(?:["”″]|['’′]{2})? )
  | (?P<product> \d+(?:[.,]\d+)*(?:[xX]\d+(?:[.,]\d+)*)+ )
  | (?P<number> [1-9]\d{0,2}(?:[ ]\d{3})+(?![\d]) | [1-9]\d{0,2}(?:['’]\d{3})+(?!\d)
            | (?<![\w.,])\.\d+(?![\d.,]\d) | \d+(?:[.,]\d+)*(?:[.,]?[-–—](?=[ ]?(?:€|EUR)(?!\d)))? )
  | (?P<word> [^\W\d_]+(?:['’][^\W\d_]+)*\d* )
  | (?P<mark> (?<=\d)['’′](?!\w) | [,;:/+%€£$<>≤≥=()–—×#&-] )
    """,
    re.VERBOSE,
)
_SIGNS = {"–": "-", "—": "-"} | dict.fromkeys("'’′", "ft")
"""Normalised signs: feet are 40' as well."""


@dataclass(frozen=True)
class Token:
    kind: str
    """quoted, date, motorway, federal (road), inches, product, number, word or mark."""
    text: str
    """Folded: lower case, umlauts spelt out, m² as m2."""
    start: int
    end: int
    raw: str
    is_tied: bool = False
    """Joined to the previous word by a hyphen: the Halle of Leipzig-Halle."""


def clean_text(text, max_length):
    """One line without control and direction characters, at most `longest` characters; and whether it was cut."""
    text = unicodedata.normalize("NFC", text[: max_length * 4])
    text = "".join(_visible(char) for char in text)
    text = " ".join(text.split())
    return text[:max_length].rstrip(), len(text) > max_length


def _visible(char):
    category = unicodedata.category(char)
    if category in ("Cf", "Cs", "Co", "Cn"):
        return ""
    return " " if category[0] in "CZ" else char


def tokenise(text):
    tokens, is_tied = [], False
    for match in _TOKEN.finditer(text):
        raw = match.group()
        if raw == "-" and _joins_words(text, match.start()):
            is_tied = text[match.end() : match.end() + 1].isalpha()
            continue
        folded = _SIGNS.get(raw) or fold(raw)
        tokens.append(Token(match.lastgroup, folded, match.start(), match.end(), raw, is_tied))
        is_tied = False
    return tokens


def _joins_words(text, at):
    """The hyphen of B-Plan or 24-Stunden, not the dash of 5-10."""
    return text[at + 1 : at + 2].isalpha() or (text[at - 1 : at].isalpha() and text[at + 1 : at + 2] == " ")


class Lexicon:
    """Matches the longest of its entries at an index. Keys of entries list spellings: "Gleis|rail siding"."""

    def __init__(self, entries):
        self._spellings = "|".join(entries)
        self._entries = {
            tuple(token.text for token in tokenise(spelling)): value
            for spellings, value in entries.items()
            for spelling in spellings.split("|")
        }
        self._longest = max(map(len, self._entries))

    def words(self):
        return (token for spelling in self._spellings.split("|") for token in tokenise(spelling))

    def match(self, tokens, at):
        """(value, index after it), or None."""
        words = tuple(token.text for token in tokens[at : at + self._longest])
        for length in range(len(words), 0, -1):
            if words[:length] in self._entries:
                return self._entries[words[:length]], at + length
        return None

    def single_words(self):
        return {words[0]: value for words, value in self._entries.items() if len(words) == 1}

    def exact(self, tokens):
        """[value] of the entry that matches all of these tokens, else []."""
        found = self._entries.get(tuple(token.text for token in tokens))
        return [] if found is None else [found]

    def skip(self, tokens, at):
        """The index after all consecutive entries at `at`."""
        while found := self.match(tokens, at):
            at = found[1]
        return at


def word_lexicon(spellings):
    """A lexicon of words without a meaning."""
    return Lexicon({spellings: True})
