"""The files of words: each line is one the search field can use, and stands once in its file."""

from collections import Counter

import pytest

from sites.facts import FACTS
from sites.search.filters import CRITERIA, PARAMETERS
from sites.search.phrases.quantities import QUANTITIES, TOPICS
from sites.search.phrases.tokens import tokenise
from sites.search.phrases.vocabulary import AMBIGUOUS_MARK, FOLDER, WORDS, is_filter, parse_filters

TOPIC_NAMES = {quantity.name for quantity in QUANTITIES}
FILES = sorted(FOLDER.glob("*.txt"))


def lines(path):
    return [line for line in path.read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_meaning_stands_once_in_a_file_with_its_spellings(path):
    meanings = Counter(line.partition(": ")[0] for line in lines(path))
    assert [meaning for meaning, count in meanings.items() if count > 1] == []
    assert all(": " in line and not line.endswith((" ", "|")) for line in lines(path))


@pytest.mark.parametrize("meaning", [meaning for meaning in WORDS if is_filter(meaning)])
def test_words_of_filters_stand_for_values_that_can_be_asked_for(meaning):
    for name, value in parse_filters(meaning) or ():
        criterion = CRITERIA[name]
        assert value == "today" or criterion.field().clean([value] if criterion.is_repeatable else value)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_figure_that_visitors_may_limit_has_its_words_in_each_language(path):
    known = {line.partition(": ")[0] for line in lines(path)}
    asked = {fact.asked_as for fact in FACTS.values() if fact.filter and fact.is_figure}
    assert asked - known == set(), "these are in the address; a line of words begins with that name"


def test_no_line_of_words_names_what_nothing_reads():
    """A misspelt name would be passed over."""
    code = "\n".join(path.read_text() for path in FOLDER.parent.glob("*.py"))
    asked = {fact.asked_as for fact in FACTS.values() if fact.filter}
    others = {meaning for meaning in WORDS if not is_filter(meaning)} - asked
    heads = {meaning.partition(" ")[0] for meaning in others}
    assert [head for head in heads if f'"{head}"' not in code and f'"{head} ' not in code] == []


def test_a_spelling_with_two_meanings_is_marked_in_each_of_them():
    """ "Strom*" is a utility and a figure. Small words are apart: they have their places in a phrase."""
    meanings, marked = {}, {}
    for path in FILES:
        for line in lines(path):
            meaning, _colon, spellings = line.partition(": ")
            if is_filter(meaning) or meaning in TOPIC_NAMES:
                for spelling in spellings.split(" | "):
                    key = tuple(token.text for token in tokenise(spelling.removesuffix(AMBIGUOUS_MARK)))
                    meanings.setdefault(key, set()).add(meaning)
                    marked.setdefault(key, set()).add(spelling.endswith(AMBIGUOUS_MARK))
    assert [(key, meanings[key]) for key in meanings if marked[key] != {len(meanings[key]) > 1}] == []


def test_words_of_a_figure_that_visitors_ask_for_are_known():
    """A figure without words can be asked for in the form only."""
    first = {name: WORDS[name].split("|")[0] for name in PARAMETERS if name in WORDS}
    assert {"clear_height", "crane", "grz", "noise_day"} <= set(first)
    assert {name: TOPICS.match(tokenise(word), 0)[0].name for name, word in first.items()} == {
        name: name for name in first
    }
