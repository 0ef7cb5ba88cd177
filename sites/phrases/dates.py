"""By when: "ab 2027", "by March 2027", "bis 31.12.2027", "Q2 2027", "Ende 2027".

Who needs a space from a day on needs it available by that day: "ab" and "from" take the first day of what is named,
"bis" and "by" the last.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from sites.phrases.tokens import Lexicon, words

FIRST, LAST, BEFORE = "first", "last", "before"

LEADS = Lexicon(
    {
        "ab|von|from|frühestens|frühestens ab|verfügbar ab|frei ab|bezugsfertig ab|bezugsfrei ab|Bezug ab|beziehbar ab"
        "|available from|free from|ready from|as of|as from|available as of|starting|starting in": FIRST,
        "bis|bis zum|bis spätestens|spätestens|spätestens bis|spätestens zum|spätestens im|by|by the|until|till"
        "|no later than|not later than|latest by|available by|ready by|verfügbar bis|verfügbar bis zum|in|im|am|zum"
        "|verfügbar|verfügbar im|Bezug|Bezug im|Fertigstellung|Fertigstellung im"
        "|completion|completion in|Einzug|Übergabe|available|available in|ready in": LAST,
        "vor|before|vor dem": BEFORE,
    }
)
_ARTICLES = words("dem|den|the|of")
MONTHS = Lexicon(
    {
        "Januar|January|Jan|Jänner": 1,
        "Februar|February|Feb": 2,
        "März|March|Mar|Mrz": 3,
        "April|Apr": 4,
        "Mai|May": 5,
        "Juni|June|Jun": 6,
        "Juli|July|Jul": 7,
        "August|Aug": 8,
        "September|Sep|Sept": 9,
        "Oktober|October|Okt|Oct": 10,
        "November|Nov": 11,
        "Dezember|December|Dez|Dec": 12,
    }
)
PARTS = Lexicon(
    {
        "Anfang|early|beginning of": (1, 3),
        "Mitte|mid|middle of": (4, 9),
        "Ende|late|end|end of|Jahresende": (10, 12),
        "Q1|1 Quartal|I Quartal": (1, 3),
        "Q2|2 Quartal|II Quartal": (4, 6),
        "Q3|3 Quartal|III Quartal": (7, 9),
        "Q4|4 Quartal|IV Quartal": (10, 12),
    }
)


def date_at(tokens, at):
    """(day by which it must be available, index after it) when a date stands here, or None."""
    lead = LEADS.match(tokens, at)
    start = _ARTICLES.skip(tokens, lead[1]) if lead else at
    found = _period(tokens, start)
    if not found:
        return None
    first, last, end, is_bare_year = found
    if is_bare_year and not lead:
        return None
    how = lead[0] if lead else LAST
    return {FIRST: first, LAST: last, BEFORE: first - timedelta(days=1)}[how], end


def _period(tokens, at):
    """(first day, last day, index after it, whether it is but a year) named here, or None."""
    if at < len(tokens) and tokens[at].kind == "date":
        days = _written(tokens[at].text)
        return days and (*days, at + 1, False)
    if part := PARTS.match(tokens, at):
        end = part[1] + (part[1] < len(tokens) and tokens[part[1]].text == "/")
        year = _year(tokens, end)
        return year and (*_months(year, *part[0]), end + 1, False)
    if month := MONTHS.match(tokens, at):
        year = _year(tokens, month[1])
        return year and (*_months(year, month[0], month[0]), month[1] + 1, False)
    if month := MONTHS.match(tokens, at + 1):
        year = _year(tokens, month[1])
        day = year and tokens[at].kind == "number" and _day(year, month[0], tokens[at].raw)
        return day and (day, day, month[1] + 1, False)
    year = _year(tokens, at)
    return year and (*_months(year, 1, 12), at + 1, True)


def _year(tokens, at):
    """A year to come: four digits from 2020 on, ungrouped."""
    is_year = at < len(tokens) and re.fullmatch(r"20[2-9]\d", tokens[at].raw)
    return int(tokens[at].raw) if is_year else None


def _months(year, first, last):
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(year, month, day):
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _written(text):
    """First and last day of 2027-03-31, 31.3.2027, 31.03.27, 31/03/2027 or 03/2027."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 2:
        return _months(int(parts[1]), int(parts[0]), int(parts[0]))
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    day = _day(f"20{year}" if len(year) == 2 else year, month, day)
    return day and (day, day)
