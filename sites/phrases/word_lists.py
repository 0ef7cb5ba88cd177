"""The words of the trade, read once from plain files, one for each language: sites/phrases/words/."""

from pathlib import Path

FOLDER = Path(__file__).parent / "words"
NOTHING = "nothing"


def read_words():
    """Spellings of all languages by what they stand for: a figure, filters with their values, or small words."""
    found = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                meaning, _colon, spellings = line.partition(": ")
                found.setdefault(meaning, []).extend(spellings.split(" | "))
    return {meaning: "|".join(spellings) for meaning, spellings in found.items()}


def is_filter(meaning):
    return "=" in meaning or meaning == NOTHING


def filters_of(meaning):
    """[(name, value)] of “kind=hall disposal=sale,lease”; None for what is known to have no filter."""
    if meaning == NOTHING:
        return None
    asked = [pair.split("=") for pair in meaning.split()]
    return [(name, value) for name, values in asked for value in values.split(",")]


WORDS = read_words()
FILTER_WORDS = {spellings: filters_of(meaning) for meaning, spellings in WORDS.items() if is_filter(meaning)}
