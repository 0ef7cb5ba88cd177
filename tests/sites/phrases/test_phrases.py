"""What the one field makes of a phrase: the table in phrases.txt, and what no phrase may do."""

import re
import time
from datetime import date
from pathlib import Path

import pytest

from sites.search.filters import CRITERIA
from sites.search.phrases import MAX_PHRASE_LENGTH, parse_phrase

TODAY = date(2026, 11, 25)
PLACES = {
    "leipzig": ["area:14713000", "area:14729"],
    "halle": ["area:15002000"],
    "halle saale": ["area:15002000"],
    "nordsachsen": ["area:14730"],
    "sachsen": ["area:14"],
    "sachsen anhalt": ["area:15"],
    "04103": ["postcode:04103"],
    "lej": ["landmark:7"],
    **dict.fromkeys(
        ("flughafen leipzig halle", "flughafen leipzig", "flughafens leipzig", "leipzig airport"),
        ["landmark:7"],
    ),
    **dict.fromkeys(("leipzig hauptbahnhof", "bahnhof leipzig"), ["landmark:8"]),
    **dict.fromkeys(("hafen riesa", "port of riesa"), ["landmark:9"]),
    "star park": ["park:star-park"],
}


def find_places(names):
    return {name: PLACES[name] for name in names if name in PLACES}


def read(phrase, has_roads=False):
    language = "en" if phrase.startswith("en: ") else "de"
    return parse_phrase(phrase.removeprefix("en: "), language, find_places, today=TODAY, has_roads=has_roads)


def table(name="phrases.txt"):
    lines = (Path(__file__).parent / name).read_text().splitlines()
    lines = [line for line in lines if line.strip() and not line.startswith("# ")]
    return list(zip(lines[::2], (line.strip() for line in lines[1::2]), strict=True))


def table_of_the_docs():
    text = (Path(__file__).parents[3] / "docs" / "phrases.md").read_text()
    return re.findall(r"^\| `([^`]+)` \| `+([^`]*)`+ \|", text, re.MULTILINE)


def as_written(reading):
    text = [f"text: {reading.rest}"] if reading.rest else []
    unread = [f"unread: {' | '.join(reading.unread)}"] if reading.unread else []
    return "; ".join([*(f"{name}={value}" for name, value in reading.filters), *text, *unread])


@pytest.mark.parametrize(("phrase", "expected"), table(), ids=[phrase for phrase, _expected in table()])
def test_phrase_becomes_its_filters(phrase, expected):
    assert as_written(read(phrase)) == expected


@pytest.mark.parametrize(("phrase", "expected"), table("limits.txt"))
def test_a_limit_is_where_it_is_said_to_be(phrase, expected):
    assert as_written(read(phrase)) == expected


@pytest.mark.parametrize(("phrase", "expected"), table("alike.txt"))
def test_what_looks_alike_is_told_apart(phrase, expected):
    assert as_written(read(phrase)) == expected


@pytest.mark.parametrize(("phrase", "expected"), table("minutes.txt"))
def test_minutes_are_read_where_roads_are_known(phrase, expected):
    assert as_written(read(phrase, has_roads=True)) == expected


@pytest.mark.parametrize(("phrase", "expected"), table_of_the_docs())
def test_the_documentation_tells_the_truth(phrase, expected):
    assert as_written(read(phrase, has_roads=True)) == expected


def test_the_table_holds_at_least_eighty_phrases_and_each_once():
    phrases = [
        phrase for name in ("phrases.txt", "limits.txt", "alike.txt") for phrase, _expected in table(name)
    ]
    assert len(table()) >= 80
    assert len(set(phrases)) == len(phrases)


def test_every_filter_of_the_table_is_one_the_pool_knows_and_reads():
    for phrase, _expected in (*table(), *table("minutes.txt"), *table("alike.txt")):
        for name, value in read(phrase, has_roads=True).filters:
            criterion = CRITERIA[name]
            if name not in ("place", "state", "district", "municipality"):
                criterion.field().clean([value] if criterion.is_repeatable else value)


def test_places_are_asked_for_once_and_only_when_there_is_a_word():
    asked = []
    parse_phrase("Halle bei Leipzig in Sachsen", "de", lambda names: asked.append(names) or {})
    assert len(asked) == 1
    parse_phrase("., ;", "de", lambda names: asked.append(names) or {})
    assert len(asked) == 1


HOSTILE = {
    "a long phrase": "Halle ab 5.000 m² " * 300,
    "nothing": "",
    "blanks": " \t\n ",
    "control characters": "Halle\x00 ab\x07 5\x1b ha\r\n",
    "direction marks": "\u202eHalle\u202c \u200f20 ha",
    "emoji": "🏭 Halle 🚂 5 ha",
    "Arabic": "قاعة ٥٠٠ متر",
    "Arabic digits": "Halle ٥٠٠ m²",
    "digits": "1" * 5000,
    "marks": "1.2.3,4.5,6" * 400,
    "quotes": '„“"' * 1500,
    "brackets": "(" * 5000,
    "negations": "nicht " * 1000,
    "negation and more": "ohne Gas und " * 400,
    "numbers": "1 000 " * 900,
    "bounds": "ab bis zwischen und " * 300,
    "places": "bei Leipzig um Leipzig / Halle ( Saale ) " * 120,
    "dates": "31.12.2027 " * 450,
    "years": "ab 2027 bis 2027 zu 2027 " * 200,
    "kilometres": "km 5 km zur von um " * 250,
    "SQL": "'; DROP TABLE sites_space; --",
    "template": "{{ 7*7 }}{% url %}",
    "lone surrogate": "Halle \ud800",
    "combining": "Hä́́́́" + "́" * 4000,
    "full width": "５０００ m²",
    "superscript": "²" * 200,
}


@pytest.mark.parametrize("phrase", HOSTILE.values(), ids=HOSTILE)
def test_no_phrase_breaks_or_takes_long(phrase):
    start = time.process_time()
    reading = read(phrase, has_roads=True)
    # Of this process alone, and far above what it takes: a pattern that runs away takes minutes.
    assert time.process_time() - start < 1
    assert len(reading.text) <= MAX_PHRASE_LENGTH
    assert len(reading.rest) <= MAX_PHRASE_LENGTH
    assert reading.is_cut == (len(phrase) > MAX_PHRASE_LENGTH)


def test_nothing_is_lost_from_a_phrase_nobody_understands():
    assert read("Xylophon Quarz – Blau").rest == "Xylophon Quarz Blau"
    assert read("Xylophon Quarz").filters == []


def test_without_a_road_graph_minutes_are_told_and_never_another_figure():
    reading = parse_phrase("Halle 30 Minuten um Leipzig, 20 min zur A 14", "de", find_places, today=TODAY)
    asked = dict(reading.filters)
    assert asked == {"kind": "hall", "place": "area:14713000", "radius": "20", "motorway": "A 14"}
    assert reading.unread == ["30 Minuten", "20 min"]
