"""Words that are looked for in a phrase: the longest of them at a place, all of its tokens, one after the other."""

import pytest

from sites.phrases.numbers import Figure
from sites.phrases.tokens import Lexicon, clean, tokenise, words

LEXICON = Lexicon({"Gleis|rail siding": "rail", "Gleis am Hafen": "port", "nahe": "near"})


def found(phrase, at=0):
    return LEXICON.match(tokenise(phrase), at)


def test_the_longest_entry_at_a_place_is_found():
    assert found("Gleis am Hafen") == ("port", 3)
    assert found("Gleis am Bahnhof") == ("rail", 1)
    assert found("Rail Siding nahe") == ("rail", 2)
    assert found("rail") is None
    assert found("Halle Gleis") is None
    assert found("Halle Gleis", 1) == ("rail", 2)
    assert found("", 0) is None


def test_words_that_stand_alone_are_told_with_their_meaning():
    assert LEXICON.single_words() == {"gleis": "rail", "nahe": "near"}


def test_an_entry_is_all_of_some_tokens_or_none():
    assert LEXICON.of(tokenise("Gleis")) == ["rail"]
    assert LEXICON.of(tokenise("Gleis nahe")) == []
    assert words("und").of(tokenise("und")) == [True]


def test_entries_that_follow_each_other_are_passed_over():
    tokens = tokenise("Gleis nahe Gleis Halle Gleis")
    assert [LEXICON.skip(tokens, at) for at in (0, 2, 3, 4)] == [3, 3, 3, 5]


@pytest.mark.parametrize(
    ("phrase", "kinds"),
    [
        ("B-Plan", "word word"),
        ("24-Stunden", "number word"),
        ("5-10", "number mark number"),
        ("5 - 10", "number mark number"),
        ("Lager- und", "word word"),
        ("A 14", "motorway"),
        ("A14, 5 ha", "motorway mark number word"),
        ("B 6", "federal"),
        ("1.10.2027", "date"),
        ("10/2027", "date"),
        ("2027-10-01", "date"),
        ("13/2027", "number mark number"),
        ('"Brücke 7"', "quoted"),
    ],
)
def test_a_phrase_is_cut_into_words_numbers_and_marks(phrase, kinds):
    assert " ".join(token.kind for token in tokenise(phrase)) == kinds


def test_a_phrase_is_one_line_of_so_many_characters():
    assert clean(" a\n\tb\u200b\u202ec ", 200) == ("a bc", False)
    assert clean("x" * 200, 200) == ("x" * 200, False)
    assert clean("x" * 201, 200) == ("x" * 200, True)
    assert clean("abc def", 4) == ("abc", True)


def test_a_bound_that_was_said_apart_counts_for_a_figure_without_one():
    assert Figure(bare=5).bounded("low") == Figure(low=5)
    assert Figure(bare=5).bounded("high") == Figure(high=5)
    assert Figure(bare=5).bounded("between") == Figure(bare=5)
    assert Figure(low=5).bounded("high") == Figure(low=5)
    assert Figure(low=1, high=2).numbers == [1, 2]
