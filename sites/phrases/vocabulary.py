"""The words of the trade, read once from plain files, one for each language (sites/phrases/words/), and what they mean.

Case and umlauts do not matter.
"""

from pathlib import Path

from sites.phrases.tokens import Lexicon, words

FOLDER = Path(__file__).parent / "words"
NOTHING = "nothing"
TWOFOLD = "*"
"""Behind a spelling that means two things: "Strom*" is the utility, and the power with a figure."""


def read_words():
    """Spellings of all languages by what they stand for: a figure, filters with their values, or small words."""
    found = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                meaning, _colon, spellings = line.partition(": ")
                spellings = [spelling.removesuffix(TWOFOLD) for spelling in spellings.split(" | ")]
                found.setdefault(meaning, []).extend(spellings)
    return {meaning: "|".join(spellings) for meaning, spellings in found.items()}


def is_filter(meaning):
    return "=" in meaning.split()[0] or meaning == NOTHING


def filters_of(meaning):
    """[(name, value)] of “kind=hall disposal=sale,lease”; None for what is known to have no filter."""
    if meaning == NOTHING:
        return None
    asked = [pair.split("=") for pair in meaning.split()]
    return [(name, value) for name, values in asked for value in values.split(",")]


WORDS = read_words()


def group(name, of=str, also=()):
    """A lexicon of all lines “name value: …”: the value, as `of` reads it, by its spellings."""
    head = f"{name} "
    values = {
        spellings: of(meaning.removeprefix(head))
        for meaning, spellings in WORDS.items()
        if meaning.startswith(head)
    }
    return Lexicon({**values, **dict(also)})


TODAY = "today"
"""As a value of `available_by`."""
VOCABULARY = Lexicon(
    {spellings: filters_of(meaning) for meaning, spellings in WORDS.items() if is_filter(meaning)}
)

CAPITALS = {"so", "mi", "mu", "mk"}
"""Everyday words when small ("so", "mi"): they mean the zone only in capitals."""

NEGATIONS = words(WORDS["negation"])
WITHOUT = words(WORDS["negation_of_what_follows"])
"""Negations that deny what follows them, if anything does."""
NO_MUST = words(WORDS["no_must"])
"""But "kein Muss" denies what stands before it."""
FURTHER = words(WORDS["joint"])
"""Joins a second thing to what is denied: "ohne Gas und Wasser"."""
EITHER = words(WORDS["either"])
BETWEEN = words(WORDS["between"])
BESIDE = words(WORDS["beside"])
"""Between two kinds: the second goes with the first, which is what is sought."""
TURNS = words(WORDS["turn"])
"""Ends what is denied."""

WISH_BEFORE, WISH_BEHIND = words(WORDS["wish_before"]), words(WORDS["wish_behind"])
"""Make what follows, or what stands before, a wish: "gerne mit Gleis", "rail preferred"."""

FILLERS = words(WORDS["filler"])
"""Words that carry no question of their own: they are dropped from the text search."""
