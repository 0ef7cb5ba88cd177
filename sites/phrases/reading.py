"""A phrase read: its filters, its words for the text search, and what is neither. Rules: docs/phrases.md."""

from dataclasses import dataclass
from datetime import date

from sites.phrases.deciding import Decision
from sites.phrases.finding import Finder
from sites.phrases.leftover import leftover
from sites.phrases.places import Places
from sites.phrases.tokens import clean, tokenise

MAXIMUM_LENGTH = 200
"""Characters read of a phrase, as many as the text search takes."""


@dataclass(frozen=True)
class Reading:
    text: str
    """The phrase as it was read: one line, without control characters, cut at MAXIMUM_LENGTH."""
    filters: list
    """Pairs (name, value) as in an address."""
    rest: str
    """The words that were not understood, for the text search."""
    unread: list
    """Figures that were not understood, and what is denied: to be told, not to be searched for."""
    is_cut: bool = False


def read_phrase(text, language, find_places, today=None):
    """Read a German or English phrase.

    `find_places(names)` gives the tokens of the places called so, for a set of folded names:
    {"leipzig": ["area:14713"]}. `language` decides only that "Halle" in an English page is the city. `today` is what
    "sofort" means.
    """
    text, is_cut = clean(text, MAXIMUM_LENGTH)
    tokens = tokenise(text)
    finder = Finder(tokens, language, Places(tokens, find_places))
    finder.find()
    filters = Decision(finder.items, tokens, today or date.today()).filters(finder)
    return Reading(text, filters, *leftover(text, tokens, finder), is_cut)
