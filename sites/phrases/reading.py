"""A phrase read: what it asks for as filters, and the rest as text. Order, wording and limits: docs/phrases.md."""

from dataclasses import dataclass
from datetime import date

from sites.phrases.deciding import Decision
from sites.phrases.finding import Finder
from sites.phrases.places import Places
from sites.phrases.tokens import clean, tokenise
from sites.phrases.vocabulary import FILLERS

MAXIMUM_LENGTH = 200
"""Characters read of a phrase, as many as the text search takes."""


@dataclass(frozen=True)
class Span:
    """What was understood: characters `start` to `end` of the reading's text, and the filters they became."""

    start: int
    end: int
    filters: tuple


@dataclass(frozen=True)
class Reading:
    text: str
    """The phrase as it was read: one line, without control characters, cut at MAXIMUM_LENGTH."""
    filters: list
    """Pairs (name, value) as in an address."""
    understood: list
    rest: str
    """What was not understood, for the text search."""
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
    filters, understood = Decision(finder.items, today or date.today()).filters(finder)
    spans = [Span(tokens[item.start].start, tokens[item.end - 1].end, became) for item, became in understood]
    return Reading(text, filters, spans, _rest(text, tokens, finder), is_cut)


def _rest(text, tokens, finder):
    """The words that nothing was made of, as typed; those without a question of their own only where denied."""
    read = {index for item in finder.items for index in range(item.start, item.end)} - finder.verbatim
    left = [
        index
        for index, token in enumerate(tokens)
        if index in finder.verbatim
        or not (index in read or token.kind == "mark" or FILLERS.match(tokens[index : index + 1], 0))
    ]
    parts, previous = [], None
    for index in left:
        token = tokens[index]
        if previous is not None and index == previous + 1:
            parts[-1] = (parts[-1][0], token.end)
        else:
            parts.append((token.start, token.end))
        previous = index
    return " ".join(text[start:end] for start, end in parts).strip(' "„“”»«')
