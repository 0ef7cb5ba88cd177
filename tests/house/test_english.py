"""The crawl of English pages finds what it asks for; our own English is plain."""

import re
from pathlib import Path

from tests.english import WORDS, german_on
from tests.house.test_structure import ROOMS

ROOT = Path(__file__).parents[2]


def test_some_700_words_are_looked_for_and_found_but_where_they_say_that_they_are_german():
    assert len(WORDS) > 600
    page = '<p>Area of the Fläche</p><p lang="de">Die <b>ist</b></p><img alt="eine Halle"><p>MIT in Halle (Saale)'
    assert german_on(page) == ["Fläche", "eine"]


# --- Plain English in code, templates and docs

FOLDERS = [*ROOMS, "benchmarks", "deploy", "docs", "scripts", "static", "templates", "tests"]
GERMAN = [ROOT / "docs" / "handbuch", ROOT / "tests" / "approved" / "outputs", Path(__file__)]
"""And this file, which names the words."""
OUT_OF_USE = r"\b(whoever|anew|nought|for want of|state of then|he|his|him|himself)\b"
"""There are plainer words; and of “him” whom nobody knows nobody can say that he is a man."""


def written():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.*")):
            is_ours = path.suffix in {".py", ".html", ".js", ".css", ".md", ".txt", ".sh"}
            if is_ours and not any(path.is_relative_to(place) for place in GERMAN):
                yield path


def test_what_we_write_is_plain_english():
    found, count = [], 0
    for path in written():
        count += 1
        text = path.read_text(encoding="utf-8")
        found += [
            f"{path.relative_to(ROOT)}: {word[0]}" for word in re.finditer(OUT_OF_USE, text, re.IGNORECASE)
        ]
    assert count > 1000
    assert found == []
