"""What the search field makes of phrases that say two things at once: those of tests/sites/phrases, joined."""

from tests.sites.phrases.test_phrases import as_written, read, table

JOINTS = (" ", ", ", " und ", " ohne ", " oder ", " mit ")
STEP = 29
"""Lines between the two that are joined, so that neighbours, which are alike, do not meet."""


def phrases(_world):
    """Each phrase before another one."""
    asked = [phrase for phrase, _expected in table() if not phrase.startswith("en: ") and len(phrase) < 60]
    joined = [
        f"{one}{JOINTS[number % len(JOINTS)]}{asked[(number * 7 + STEP) % len(asked)]}"
        for number, one in enumerate(asked)
    ]
    return {"joined": told(joined)}


def told(asked):
    return "\n".join(f"{phrase}\n  {as_written(read(phrase))}" for phrase in asked)
