"""Words typed amiss: which word of the trade, or of a place's name, each must mean. What is close to none stays."""

from collections import ChainMap
from difflib import get_close_matches

from sites.search.phrases.dates import MONTHS
from sites.search.phrases.places import EXONYMS
from sites.search.phrases.quantities import TOPICS
from sites.search.phrases.tokens import tokenise
from sites.search.phrases.vocabulary import VOCABULARY, WORDS

MIN_WORD_LENGTH = 5
"""Letters; shorter words are too often right words of another kind."""
MIN_SIMILARITY = 0.83
"""difflib's ratio: one letter amiss in six, two in twelve."""
INFLECTIONS = ("e", "en", "er", "es", "em", "n", "s")
"""An inflected word is no mistake that needs to be told."""

TRADE_WORDS = {
    token.text: token.raw
    for lexicon in (TOPICS, MONTHS, EXONYMS, VOCABULARY)
    for token in lexicon.words()
    if token.kind == "word" and len(token.text) >= MIN_WORD_LENGTH
}
"""The words of the trade as they are written, by their folded form."""
KNOWN_WORDS = {
    token.text for spellings in WORDS.values() for word in spellings.split("|") for token in tokenise(word)
}
"""Small words too, which nothing is corrected to, and which need no correction."""


def corrections(typed, names):
    """{folded word: word meant} for the misspelt ones; `names` are the words of places likewise, by folded form."""
    known = ChainMap(TRADE_WORDS, names)
    return {word: right for word in typed if (right := _correct(word, known))}


def is_inflected(word, right):
    """Whether only an ending tells the folded words apart: "Grundstücken"."""
    return any(word in (right + ending, right.removesuffix(ending)) for ending in INFLECTIONS)


def _correct(word, known):
    if len(word) < MIN_WORD_LENGTH or word in known or word in KNOWN_WORDS:
        return None
    alike = [name for name in known if name[0] == word[0] and abs(len(name) - len(word)) < 3]
    found = get_close_matches(word, alike, n=1, cutoff=MIN_SIMILARITY)
    return known[found[0]] if found else None
