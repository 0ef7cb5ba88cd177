"""The vocabulary of phrases, from a file for each language (sites/search/phrases/words/); case is ignored."""

from pathlib import Path

from sites.search.phrases.tokens import Lexicon, word_lexicon

FOLDER = Path(__file__).parent / "words"
NO_FILTER = "nothing"
AMBIGUOUS_MARK = "*"
"""Marks an ambiguous spelling: "Strom*" is the utility, or with a figure the power."""


def load_words():
    """{meaning: spellings of all languages, separated by |}; a meaning is a figure, filters, or a function word."""
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
    """[(name, value)] for “kind=hall disposal=sale,lease”; None for what has no filter."""
    if meaning == NO_FILTER:
        return None
    pairs = [pair.split("=") for pair in meaning.split()]
    return [(name, value) for name, values in pairs for value in values.split(",")]


WORDS = load_words()


def load_group(name, of=str, also=()):
    """A lexicon of all lines “name value: …”, with the value converted by `of`."""
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
"""Everyday words in lower case ("so", "mi"), which are zones only in capitals."""


class _LexiconsByName(dict):
    def __missing__(self, name):
        return self.setdefault(name, word_lexicon(WORDS[name]))


LEXICONS = _LexiconsByName()
"""Lexicons of function words by the name of their line, built on first use."""
