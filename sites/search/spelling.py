"""Corrects misspelt words to similar words of the trade or of place names."""

from collections import ChainMap
from difflib import get_close_matches

from sites.search.phrases.dates import MONTHS
from sites.search.phrases.places import EXONYMS
from sites.search.phrases.quantities import TOPICS
from sites.search.phrases.tokens import tokenise
from sites.search.phrases.vocabulary import VOCABULARY, WORDS

MIN_WORD_LENGTH = 5
"""Letters; shorter words too often resemble unrelated words."""
MIN_SIMILARITY = 0.83
"""difflib's ratio: one wrong letter in six, two in twelve."""
INFLECTIONS = ("e", "en", "er", "es", "em", "n", "s")
"""Endings that are no spelling mistake."""

TRADE_WORDS = {
    token.text: token.raw
    for lexicon in (TOPICS, MONTHS, EXONYMS, VOCABULARY)
    for token in lexicon.words()
    if token.kind == "word" and len(token.text) >= MIN_WORD_LENGTH
}
"""{folded word: word as written}"""
KNOWN_WORDS = {
    token.text for spellings in WORDS.values() for word in spellings.split("|") for token in tokenise(word)
}
"""All folded words of the vocabulary, also small ones that are no correction themselves."""


def corrections(typed, names):
    """{folded word: correction} of the misspelt words; `names` is {folded word: word} of place names."""
    known = ChainMap(TRADE_WORDS, names)
    return {word: right for word in typed if (right := _correct(word, known))}


def is_inflected(word, right):
    """Whether the folded words differ only by an ending: "Grundstücken"."""
    return any(word in (right + ending, right.removesuffix(ending)) for ending in INFLECTIONS)


def _correct(word, known):
    if len(word) < MIN_WORD_LENGTH or word in known or word in KNOWN_WORDS:
        return None
    alike = [name for name in known if name[0] == word[0] and abs(len(name) - len(word)) < 3]
    found = get_close_matches(word, alike, n=1, cutoff=MIN_SIMILARITY)
    return known[found[0]] if found else None
