"""How much of an unchanged passage stays beside a change."""

import pytest

from editing.comparing.pieces import SHOWN_AROUND, joined, pieces, shortened, tokens

LONG = "wort " * 100


def words(count):
    """So many tokens: words and the gaps between them."""
    return "".join(tokens(LONG)[:count])


@pytest.mark.parametrize(
    ("place", "count", "left_out"),
    [
        ("first", 2 * SHOWN_AROUND, 0),
        ("first", 2 * SHOWN_AROUND + 1, SHOWN_AROUND + 1),
        ("last", 2 * SHOWN_AROUND, 0),
        ("last", 2 * SHOWN_AROUND + 1, SHOWN_AROUND + 1),
        ("between", 3 * SHOWN_AROUND, 0),
        ("between", 3 * SHOWN_AROUND + 1, SHOWN_AROUND + 1),
    ],
)
def test_more_than_twelve_words_and_gaps_are_left_out_where_nothing_changes(place, count, left_out):
    same, change = ("same", words(count)), ("added", "neu")
    found = {"first": [same, change], "last": [change, same], "between": [change, same, change]}[place]
    told = shortened(found)
    assert "".join(text for _mark, text in told) == "".join(text for _mark, text in found)
    assert [len(tokens(text)) for mark, text in told if mark == "left out"] == (
        [left_out] if left_out else []
    )
    around = [len(tokens(text)) for mark, text in told if mark == "same"]
    assert around == ([SHOWN_AROUND] * (2 if place == "between" else 1) if left_out else [count])


def test_what_stays_the_same_stands_at_the_side_of_the_change():
    marks = [mark for mark, _text in shortened([("same", LONG), ("added", "neu")])]
    assert marks == ["left out", "same", "added"]
    marks = [mark for mark, _text in shortened([("added", "neu"), ("same", LONG)])]
    assert marks == ["added", "same", "left out"]


def test_a_change_is_told_whole_however_long_it_is():
    assert shortened([("removed", LONG), ("added", LONG)]) == [("removed", LONG), ("added", LONG)]


def test_changes_that_a_gap_parts_read_as_one():
    assert joined([("same", "a"), ("same", "b"), ("added", ""), ("same", "c"), ("added", "d")]) == [
        ("same", "abc"),
        ("added", "d"),
    ]


@pytest.mark.parametrize(("more", "is_compared"), [(0, True), (1, False)])
def test_words_of_a_passage_are_compared_up_to_a_length(monkeypatch, more, is_compared):
    monkeypatch.setattr("editing.comparing.pieces.WORDS_AT_MOST", 40)
    old = words(38 + more)
    assert (("added", "neu") in pieces(f"alt {old}", f"neu {old}")) is is_compared


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.250,5 m²", ["1.250,5", " ", "m²"]),
        ("am 3. Mai", ["am", " ", "3", ".", " ", "Mai"]),
        ("A-B\n\nC", ["A", "-", "B", "\n\n", "C"]),
    ],
)
def test_numbers_keep_their_points(text, parts):
    assert tokens(text) == parts
