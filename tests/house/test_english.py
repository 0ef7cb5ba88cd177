"""What readers get in English holds no German: the approved outputs, mails and papers among them."""

from pathlib import Path

import pytest

from tests.english import WORDS, german_in, german_on

OUTPUTS = Path(__file__).parents[1] / "approved" / "outputs"
ENGLISH = sorted(
    path
    for folder in ("for_readers", "for_investors", "mails")
    for path in (OUTPUTS / folder).rglob("*.txt")
    if path.stem.endswith(".en") or "_en_" in path.stem or path.stem.endswith("_en")
)
OF_GERMAN_THINGS = {"article_untranslated.en", "search_of_german_things.en", "project_bare.en"}
"""Their point is what has no English yet."""


def words_of(path):
    """The German words of an output, without what only machines read above and below its page."""
    text = path.read_text()
    start = text.find("<!doctype html>")
    return german_on(text[start:]) if start >= 0 else german_in(text)


def test_there_are_english_outputs_and_some_500_words_to_look_for():
    assert len(ENGLISH) > 50
    assert len(WORDS) > 500


@pytest.mark.parametrize(
    "path", [path for path in ENGLISH if path.stem not in OF_GERMAN_THINGS], ids=lambda p: p.stem
)
def test_no_german_stands_in_an_english_output(path):
    assert words_of(path) == []


def test_german_is_found_but_where_it_says_so():
    page = '<p>Area of the Fläche</p><p lang="de">Die <b>ist</b></p><img alt="eine Halle"><p>MIT in Halle (Saale)'
    assert german_on(page) == ["Fläche", "eine"]
