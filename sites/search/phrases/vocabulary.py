"""The words of the trade and what they mean, read from a plain file of each language (sites/search/phrases/words/).

Case and umlauts do not matter.
"""

from pathlib import Path

from sites.search.phrases.tokens import Lexicon, word_lexicon

FOLDER = Path(__file__).parent / "words"
NO_FILTER = "nothing"
AMBIGUOUS_MARK = "*"
"""Behind a spelling that means two things: "Strom*" is the utility, and the power with a figure."""


def load_words():
    """Spellings of all languages by what they stand for: a figure, filters with their values, or small words."""
    found = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                meaning, _colon, spellings = line.partition(": ")
                spellings = [spelling.removesuffix(AMBIGUOUS_MARK) for spelling in spellings.split(" | ")]
                found.setdefault(meaning, []).extend(spellings)
    return {meaning: "|".join(spellings) for meaning, spellings in found.items()}


def is_filter(meaning):
    return "=" in meaning.split()[0] or meaning == NO_FILTER


def parse_filters(meaning):
    """[(name, value)] of “kind=hall disposal=sale,lease”; None for what is known to have no filter."""
    if meaning == NO_FILTER:
        return None
    asked = [pair.split("=") for pair in meaning.split()]
    return [(name, value) for name, values in asked for value in values.split(",")]


WORDS = load_words()


def load_group(name, of=str, also=()):
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
    {spellings: parse_filters(meaning) for meaning, spellings in WORDS.items() if is_filter(meaning)}
)

UPPERCASE_ONLY = {"so", "mi", "mu", "mk"}
"""Everyday words when small ("so", "mi"): they mean the zone only in capitals."""


class _LexiconsByName(dict):
    def __missing__(self, name):
        return self.setdefault(name, word_lexicon(WORDS[name]))


LEXICONS = _LexiconsByName()
"""Lexicons of small words by the name of their line; what they do stands where they are asked for, and there."""
