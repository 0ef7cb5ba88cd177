"""Figures with their bounds and units: "ab 5.000 m²", "5-10 ha", "between 5 and 10 ha", "≥ 12.2 m"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from sites.filters.fields import FigureField
from sites.phrases.tokens import Lexicon, words

LOW, HIGH, BETWEEN = "low", "high", "between"

BOUNDS = Lexicon(
    {
        "ab|mindestens|mind|min|minimum|minimal|wenigstens|nicht unter|nicht weniger als|nicht kleiner als|über"
        "|mehr als|größer als|größer"
        "|at least|no less than|not less than|not under|over|above|more than|larger than|starting at|>=|≥|>|=>": LOW,
        "bis|bis zu|höchstens|maximal|max|maximum|nicht über|nicht mehr als|nicht größer als|nicht höher als"
        "|not larger than|no larger than|unter|weniger als|kleiner als|innerhalb von"
        "|up to|at most|no more than|not more than|not over|below|under|less than|within|until|<=|≤|<|=<": HIGH,
        "von|from|zwischen|between": BETWEEN,
        "ca|circa|zirka|etwa|rund|ungefähr|about|approx|approximately|roughly": None,
    }
)
_SUFFIXES = Lexicon(
    {
        "+|oder mehr|und mehr|aufwärts|oder größer|or more|and more|or larger|and above|plus": LOW,
        "oder weniger|oder kleiner|or less|or smaller|maximal": HIGH,
    }
)
_TO = words("-|bis|bis zu|to|up to")
_AND = words("und|and|bis|to|-")
_TIMES = words("x|×|mal|by")
_CURRENCY = words("€|EUR|Euro")
_PER = ("/", " pro ", " je ", " per ", " a ")
_SQUARE_METRE = ("m²", "m2", "qm", "sqm", "sq m", "Quadratmeter", "square metre", "square meter")


def _per_square_metre(*tops):
    return "|".join(f"{top}{per}{metre}" for top in tops for per in _PER for metre in _SQUARE_METRE)


UNITS = Lexicon(
    {
        "m²|m2|qm|sqm|sq m|sqms|sq metres|sq meters|square metres|square meters|square metre|square meter"
        "|Quadratmeter|Quadratmetern": "m2",
        "ha|Hektar|hectare|hectares": "ha",
        "acre|acres": "acre",
        "sqft|sq ft|square feet|square foot|ft2|ft²": "ft2",
        "m|Meter|Metern|metre|metres|meter|meters": "m",
        "km|Kilometer|Kilometern|kilometre|kilometres|kilometers": "km",
        "t|Tonne|Tonnen|tonne|tonnes|ton|tons": "t",
        _per_square_metre("t", "Tonnen", "tonnes"): "t/m2",
        _per_square_metre("kN"): "kN/m2",
        "kVA": "kVA",
        "MVA": "MVA",
        "kW": "kW",
        "MW|Megawatt": "MW",
        "kV": "kV",
        "€|EUR|Euro|Euros": "eur",
        _per_square_metre("€", "EUR", "Euro", "Euros"): "eur/m2",
        "%|Prozent|percent|per cent": "%",
        "dB|dB(A)|dBA|dB(A)/m²|dB/m²": "dB",
        "m³/h|m3/h|cbm/h|m³ pro Stunde|m³ per hour|cubic metres per hour": "m3/h",
        "m³/d|m3/d|m³/Tag|m³ pro Tag|m³ per day|cubic metres per day": "m3/d",
        "Mbit/s|Mbit|Mbps": "Mbit/s",
        "Gbit/s|Gbit|Gbps": "Gbit/s",
        "Monat|Monate|Monaten|month|months": "month",
        "Jahr|Jahre|Jahren|year|years": "year",
    }
)
_AFTER_CURRENCY = words(_per_square_metre(""))
_MONTHLY = words(
    "/Monat|und Monat|pro Monat|im Monat|je Monat|monatlich|mtl|/month|per month|a month|and month|monthly"
)
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[., ]\d{3})+\Z")


@dataclass(frozen=True)
class Figure:
    """`low` to `high`, None where open. `bare` is a figure without a bound: what it means its quantity decides."""

    low: Decimal | None = None
    high: Decimal | None = None
    bare: Decimal | None = None
    unit: str | None = None
    is_monthly: bool = False
    is_marked: bool = False
    """It had a bound or grouped thousands: without a unit, only such a number can be a size."""


def figure_of(raw):
    """The number as the filters read it, or None for 1.2.3."""
    try:
        return FigureField().read(raw)
    except ValidationError:
        return None


def spelt(number):
    """As the filters read it back. Three decimals would be read as thousands: a zero more tells them apart."""
    text = f"{number.normalize():f}"
    return f"{text}0" if re.search(r"\.\d{3}\Z", text) else text


def figure_at(tokens, at):
    """(Figure, index after it) for bounds, number and unit standing here, or None."""
    bound, start = None, at
    while found := BOUNDS.match(tokens, start):
        bound, start = found[0] or bound, found[1]
    has_currency = _CURRENCY.match(tokens, start)
    if has_currency:
        start = has_currency[1]
    first = _number(tokens, start)
    if first is None:
        return None
    end = start + 1
    unit, end = _unit(tokens, end, has_currency)
    second, unit, end = _second(tokens, end, bound, unit, has_currency)
    if times := _TIMES.match(tokens, end):
        other = _number(tokens, times[1])
        if other is not None:
            first = min(first, other)
            unit, end = _unit(tokens, times[1] + 1, has_currency)
    if second is None and (suffix := _SUFFIXES.match(tokens, end)):
        bound, end = suffix
        unit, end = (unit, end) if unit else _unit(tokens, end, has_currency)
    is_monthly = unit in ("eur", "eur/m2") and (monthly := _MONTHLY.match(tokens, end)) is not None
    if is_monthly:
        end = monthly[1]
    is_marked = bound is not None or second is not None or bool(_GROUPED.match(tokens[start].raw))
    return Figure(**_limits(first, second, bound), unit=unit, is_monthly=is_monthly, is_marked=is_marked), end


def _limits(first, second, bound):
    if second is not None:
        return {"low": min(first, second), "high": max(first, second)}
    if bound == HIGH:
        return {"high": first}
    return {"low": first} if bound else {"bare": first}


def _second(tokens, end, bound, unit, has_currency):
    """The upper end of a range. Only after "between" may the first figure have a unit of its own."""
    joint = (_AND if bound == BETWEEN else _TO).match(tokens, end)
    if joint and (unit is None or bound == BETWEEN):
        second = _number(tokens, joint[1])
        if second is not None:
            second_unit, after = _unit(tokens, joint[1] + 1, has_currency)
            if unit in (None, second_unit):
                return second, second_unit, after
    return None, unit, end


def _number(tokens, at):
    if at < len(tokens) and tokens[at].kind == "number":
        return figure_of(tokens[at].raw)
    return None


def _unit(tokens, at, has_currency):
    if has_currency:
        found = _AFTER_CURRENCY.match(tokens, at)
        return ("eur/m2", found[1]) if found else ("eur", at)
    return UNITS.match(tokens, at) or (None, at)
