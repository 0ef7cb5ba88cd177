"""Dates of availability: "ab 2027", "by March 2027", "bis 31.12.2027", "Q2 2027", "Ende 2027".

A space that is needed from a day on must be available by that day: "ab" and "from" use the first day of the period,
"bis" and "by" the last.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from sites.search.phrases.vocabulary import LEXICONS, load_group

LEADS = load_group("date")
MONTHS = load_group("month", int)
YEAR, SHORT_YEAR = r"20[2-9]\d", r"(?:20)?[2-9]\d"
YEAR_PARTS = load_group("months", lambda ends: tuple(map(int, ends.split("-"))))


def date_at(tokens, at):
    """(day of availability, index after the date) of a date at `at`, or None."""
    lead = LEADS.match(tokens, at)
    start = LEXICONS["article"].skip(tokens, lead[1]) if lead else at
    found = _period(tokens, start)
    if not found:
        return None
    first, last, end, is_bare_year = found
    if is_bare_year and not lead:
        return None
    how = lead[0] if lead else "last"
    return {"first": first, "last": last, "before": first - timedelta(days=1)}[how], end


def _period(tokens, at):
    """(first day, last day, index after it, whether it is only a year) of a period at `at`, or None."""
    if at < len(tokens) and tokens[at].kind == "date":
        days = _parse_date(tokens[at].text)
        return days and (*days, at + 1, False)
    if part := YEAR_PARTS.match(tokens, at):
        end = part[1] + (part[1] < len(tokens) and tokens[part[1]].text == "/")
        year = _year(tokens, end, SHORT_YEAR)
        return year and (*_months(year, *part[0]), end + 1, False)
    if month := MONTHS.match(tokens, at):
        year = _year(tokens, month[1], SHORT_YEAR)
        return year and (*_months(year, month[0], month[0]), month[1] + 1, False)
    if month := MONTHS.match(tokens, at + 1):
        year = _year(tokens, month[1], SHORT_YEAR)
        day = year and tokens[at].kind == "number" and _day(year, month[0], tokens[at].raw)
        return day and (day, day, month[1] + 1, False)
    year = _year(tokens, at)
    return year and (*_months(year, 1, 12), at + 1, True)


def _year(tokens, at, digits=YEAR):
    """A year from 2020 on: four ungrouped digits, or two with `SHORT_YEAR`; else None."""
    is_year = at < len(tokens) and re.fullmatch(digits, tokens[at].raw)
    return 2000 + int(tokens[at].raw[-2:]) if is_year else None


def _months(year, first, last):
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(year, month, day):
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _parse_date(text):
    """First and last day of 2027-03-31, 31.3.2027, 31.03.27, 31/03/2027, 03/2027 or 03/27."""
    parts = re.findall(r"\d+", text)
    if len(parts) == 2:
        return _months(2000 + int(parts[1][-2:]), int(parts[0]), int(parts[0]))
    if len(parts[0]) == 4:
        parts.reverse()
    day, month, year = parts
    day = _day(f"20{year}" if len(year) == 2 else year, month, day)
    return day and (day, day)
