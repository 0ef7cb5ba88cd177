"""Words and the filters they stand for, and the small words around them. Case and umlauts do not matter."""

from sites.phrases.tokens import Lexicon, words
from sites.phrases.word_lists import FILTER_WORDS, WORDS

TODAY = "today"
"""As a value of `available_by`."""
VOCABULARY = Lexicon(FILTER_WORDS)

CAPITALS = {"so", "mi", "mu", "mk"}
"""Everyday words when small ("so", "mi"): they mean the zone only in capitals."""

NEGATIONS = words(WORDS["negation"])
WITHOUT = words(WORDS["negation_of_what_follows"])
"""Negations that deny what follows them, if anything does."""
NO_MUST = words(WORDS["no_must"])
"""But "kein Muss" denies what stands before it."""
FURTHER = words(WORDS["joint"])
"""Joins a second thing to what is denied: "ohne Gas und Wasser"."""
BESIDE = words(WORDS["beside"])
"""Between two kinds: the second goes with the first, which is what is sought."""
TURNS = words(WORDS["turn"])
"""Ends what is denied."""

FILLERS = words(WORDS["filler"])
"""Words that carry no question of their own: they are dropped from the text search."""
