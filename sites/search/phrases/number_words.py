"""Converts number words: "fünfundzwanzig", "zweieinhalb", "twenty-five", "one hundred and fifty"."""

from dataclasses import replace
from decimal import Decimal

from sites.search.phrases.numbers import MILLION, SCALES, UNITS, parse_number
from sites.search.phrases.vocabulary import LEXICONS, load_group

_NUMBERS = load_group("number", Decimal).single_words()
_BEFORE_UNIT = (1, 100, 1000)
_BELOW_TEN = range(1, 10)
_TENS = range(20, 100, 10)
_HALF = Decimal("0.5")
_AND_A_HALF = "einhalb"


def words_to_digits(tokens):
    """The tokens with "zwölftausend" etc. as numbers; "ein", "tausend" etc. only before a unit: "ein Hektar"."""
    found, at = [], 0
    while at < len(tokens):
        token = tokens[at]
        number, end = _number(tokens, at)
        is_counted = _is_counted(tokens, end) and (not found or found[-1].kind != "number")
        if number is not None and (number not in _BEFORE_UNIT or is_counted) and not _is_of_part(found):
            found.append(replace(token, kind="number", raw=str(number), end=tokens[end - 1].end))
            at = end
        else:
            is_article = number == 1 and _is_of_part(found)
            found += [] if is_article else [token]
            at += 1
    return found


def _is_of_part(found):
    """Whether the next token is the article of "half a hectare" or "three quarters of an acre"."""
    words = [token.text for token in found[-2:]]
    return words[-1:] == ["half"] or words == ["quarters", "of"]


def _is_counted(tokens, at):
    """Whether a unit follows, directly or after a scale or the upper end of a range: "ein bis zwei Hektar"."""
    if scale := SCALES.match(tokens, at):
        return scale[0] >= MILLION or bool(UNITS.match(tokens, scale[1]))
    joint = LEXICONS["to"].match(tokens, at) or LEXICONS["joint"].match(tokens, at)
    other, end = _number(tokens, joint[1]) if joint else (None, at)
    return bool(UNITS.match(tokens, at if other is None else end))


def _number(tokens, at):
    """(number or None, index after it) of number words here, or of digits before "and a half"."""
    if at < len(tokens) and tokens[at].kind == "number":
        end = _half_behind(tokens, at + 1)
        whole = parse_number(tokens[at].raw) if end else None
        return (None, at + 1) if whole is None else (whole + _HALF, end)
    total = _word_value(tokens, at)
    if total is None:
        return None, at + 1
    end = at + 1
    while further := _continued(tokens, end, total):
        total, end = further
    if half := _half_behind(tokens, end):
        return total + _HALF, half
    return total, end


def _word_value(tokens, at):
    return _value(tokens[at].text) if at < len(tokens) and tokens[at].kind == "word" else None


def _continued(tokens, at, total):
    """(sum, index after it) if a number continues here: "twenty | five", "two | thousand five hundred"; or None.

    A scale at the end stays a word, as it may apply to both ends of a range: "two to three thousand".
    """
    if not (scale := SCALES.match(tokens, at)):
        added = _addend(tokens, at)
        is_ten = total in _TENS and added in _BELOW_TEN and not _is_of_unit(tokens, at)
        return (total + added, at + 1) if is_ten else None
    size, start = scale
    start = LEXICONS["and"].skip(tokens, start)
    added, end = _addend(tokens, start), start + 1
    while added is not None and (further := _continued(tokens, end, added)):
        added, end = further
    smaller = SCALES.match(tokens, end) if added is not None else None
    if smaller and added * smaller[0] < size:
        added, end = added * smaller[0], smaller[1]
    return None if added is None or added >= size else (total * size + added, end)


def _addend(tokens, at):
    """The value of the word here as a part of a number, but not of an article: "two thousand a month"."""
    number = _word_value(tokens, at)
    return None if number in _BEFORE_UNIT and tokens[at].text != "one" else number


def _is_of_unit(tokens, at):
    """Whether it is the five of "twenty five-acre plots"."""
    return at + 1 < len(tokens) and tokens[at + 1].is_tied and not tokens[at].is_tied


def _half_behind(tokens, at):
    """The index after "and a half" at `at`, else None."""
    words = [token.text for token in tokens[at : at + 3]]
    return at + 3 if words == ["and", "a", "half"] else None


def _value(word):
    """2500 for "zweitausendfuenfhundert", None for other words."""
    if word in _NUMBERS:
        return _NUMBERS[word]
    if word.endswith(_AND_A_HALF):
        whole = _value(word.removesuffix(_AND_A_HALF))
        return None if whole is None else whole + _HALF
    for scale, size in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(scale)
        if found:
            parts = _value(before) if before else 1, _value(after.removeprefix("und")) if after else 0
            return None if None in parts else parts[0] * size + parts[1]
    unit, found, ten = word.partition("und")
    is_sum = found and _NUMBERS.get(unit) in _BELOW_TEN and _NUMBERS.get(ten) in _TENS
    return _NUMBERS[unit] + _NUMBERS[ten] if is_sum else None
