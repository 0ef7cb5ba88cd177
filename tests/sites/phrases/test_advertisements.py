"""Two hundred phrases of advertisements and enquiries (advertisements.txt): how many are read, told, and misread."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

from formats.folding import fold
from sites.search.phrases import parse_phrase
from sites.search.spelling import corrections, is_inflected

TODAY = date(2026, 11, 25)
TOWNS = {
    "Leipzig": "14713000",
    "Halle": "15002000",
    "Dresden": "14612000",
    "Chemnitz": "14511000",
    "Zwickau": "14524330",
    "Gera": "16052000",
    "Jena": "16053000",
    "Erfurt": "16051000",
    "Magdeburg": "15003000",
    "Altenburg": "16077001",
    "Merseburg": "15088220",
    "Schkeuditz": "14730250",
    "Delitzsch": "14730070",
    "Bitterfeld-Wolfen": "15082015",
    "Dessau": "15001000",
    "Landkreis Leipzig": "14729",
    "Nordsachsen": "14730",
    "Sachsen": "14",
    "Sachsen-Anhalt": "15",
    "Thüringen": "16",
}
TOKENS = {name: f"area:{key}" for name, key in TOWNS.items()} | {"LEJ": "landmark:7"}
CALLED = {re.sub("-", " ", name.lower().replace("ü", "ue")): [token] for name, token in TOKENS.items()} | {
    "leipzig": ["area:14713000", "area:14729"],
    "halle saale": ["area:15002000"],
    "bitterfeld": ["area:15082015"],
    "flughafen leipzig": ["landmark:7"],
}
SHORT = {
    "RAIL": "rail_siding=at_plot,in_area",
    "WAREHOUSE": "kind=hall; hall_type=warehouse,logistics",
    "LOGISTICS": "kind=hall; hall_type=logistics",
    "PRODUCTION": "kind=hall; hall_type=production",
}
AREA_LISTS = ("state", "district", "municipality")
SAID = ("text", "unread", "meant")


def table():
    lines = (Path(__file__).parent / "advertisements.txt").read_text().splitlines()
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    return {phrase: parts_of(expected) for phrase, expected in zip(lines[::2], lines[1::2], strict=True)}


def parts_of(expected):
    """{(name, value), …} of one line of the table."""
    found = set()
    for part in expected.strip().split("; "):
        if part.partition(":")[0] in SAID:
            found.add(tuple(part.split(": ", 1)))
            continue
        for pair in SHORT.get(part, part).split("; "):
            name, _equals, value = pair.partition("=")
            values = [tokens_of(value)] if name == "place" else value.split(",")
            found |= {(name, TOWNS[v.strip()] if name in AREA_LISTS else v) for v in values}
    return found


def tokens_of(place):
    """The token of "Leipzig", or of "between Halle, Leipzig"."""
    how, _blank, names = place.partition(" ")
    if how in ("between", "either"):
        return f"{how}:{','.join(TOKENS[name] for name in names.split(', '))}"
    return TOKENS[place]


def find_places(names):
    return {name: CALLED[name] for name in names if name in CALLED}


def correct(words):
    names = {word.lower().replace("ü", "ue"): word for name in TOWNS for word in re.findall(r"\w{5,}", name)}
    return corrections(words, names)


def read(phrase):
    language = "en" if phrase.startswith("en: ") else "de"
    return parse_phrase(phrase.removeprefix("en: "), language, find_places, TODAY, correct)


def said(reading):
    found = {*reading.filters, *(("unread", piece) for piece in reading.unread)}
    found |= {
        ("meant", f"{right} for {typed}")
        for typed, right in reading.corrections
        if not is_inflected(*map(fold, (typed, right)))
    }
    return found | ({("text", reading.rest)} if reading.rest else set())


def class_of(expected, got):
    """Whether a phrase is read, told to be not wholly read, or misread without a word about it."""
    wrong = {pair for pair in got - expected if pair[0] not in SAID}
    is_missing = bool({pair for pair in expected - got if pair[0] not in SAID})
    tells = {pair for pair in got if pair[0] in ("text", "unread")}
    if wrong or (is_missing and not tells):
        return "misread"
    return "told" if tells or is_missing else "read"


def test_the_table_holds_two_hundred_phrases():
    assert len(table()) >= 200


def test_most_are_read_and_few_misread_silently():
    counts = Counter(class_of(expected, said(read(phrase))) for phrase, expected in table().items())
    assert counts["misread"] <= 4
    assert counts["read"] >= 150
