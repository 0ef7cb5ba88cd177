"""Parses a phrase into filters, words for the text search, and what is neither. Rules: docs/phrases.md."""

from dataclasses import dataclass, field, replace

from django.utils.timezone import localdate

from formats.folding import fold
from sites.search.phrases.ambiguity import other_readings
from sites.search.phrases.filter_builder import FilterBuilder
from sites.search.phrases.finder import ItemFinder
from sites.search.phrases.leftover import leftover
from sites.search.phrases.number_words import words_to_digits
from sites.search.phrases.places import PhrasePlaces
from sites.search.phrases.tokens import clean_text, tokenise

MAX_PHRASE_LENGTH = 200
"""Characters, the limit of the text search."""


@dataclass(frozen=True)
class ParsedPhrase:
    text: str
    """The phrase as one line, without control characters, cut at MAX_PHRASE_LENGTH."""
    filters: list
    """Pairs (name, value) as in a query string."""
    rest: str
    """The left-over words, for the text search."""
    unread: list
    """Figures that were not understood, and negated words, to be reported."""
    words: set
    """The left-over words, folded."""
    is_cut: bool = False
    corrections: list = field(default_factory=list)
    """Pairs (as typed, as corrected) of misspelt words."""
    alternatives: list = field(default_factory=list)
    """Unambiguous phrases for other meanings of this one."""


def parse_phrase(text, language, find_places, today=None, correct=None, has_roads=False):
    """Parse a German or English phrase.

    `find_places(names)` returns place tokens for a set of folded names: {"leipzig": ["area:14713"]}. `language`
    only determines that "Halle" on an English page is the city. `today` is the date of "sofort". `correct(words)`
    returns {misspelt word: correction} for a set of folded words. `has_roads`: filters for minutes exist.
    """
    text, is_cut = clean_text(text, MAX_PHRASE_LENGTH)
    tokens = words_to_digits(tokenise(text))
    options = (language, find_places, today or localdate(), has_roads)
    reading = _parse(text, tokens, *options)
    if correct and reading.words and (right := correct(reading.words)):
        better = [_corrected(token, right) for token in tokens]
        second = _parse(text, better, *options)
        gone = {
            word for word in reading.words - second.words if fold(right.get(word, "")) not in second.words
        }
        corrections = [
            (token.raw, right[token.text]) for token in tokens if token.text in right.keys() & gone
        ]
        reading = replace(second, corrections=corrections)
    return replace(reading, is_cut=is_cut)


def _corrected(token, right):
    return replace(token, text=fold(right[token.text])) if token.text in right else token


def _parse(text, tokens, language, find_places, today, has_roads):
    finder = ItemFinder(tokens, language, PhrasePlaces(tokens, find_places), has_roads)
    finder.find()
    filters = FilterBuilder(finder.items, tokens, today).build(finder)
    return ParsedPhrase(
        text, filters, *leftover(text, tokens, finder), alternatives=other_readings(text, tokens, finder)
    )
