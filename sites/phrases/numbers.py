"""Figures with their bounds and units: "ab 5.000 m²", "5-10 ha", "between 5 and 10 ha", "≥ 12.2 m"."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError

from sites.filters.fields import LARGEST_FIGURE, FigureField
from sites.phrases.tokens import Lexicon, words

LOW, HIGH, BETWEEN = "low", "high", "between"

BOUNDS = Lexicon(
    {
        "ab|mindestens|mind|min|minimum|minimal|minimale|minimaler|minimales|minimalen|wenigstens|nicht unter"
        "|nicht weniger als|nicht kleiner als|über"
        "|mehr als|größer als|größer|höher als|höher|nicht kleiner|nicht weniger"
        "|at least|no less than|not less than|not under|over|above|more than|larger than|bigger than"
        "|greater than|higher than|taller than|exceeding|starting at|>=|≥|>|=>": LOW,
        "bis|bis zu|höchstens|maximal|maximale|maximaler|maximales|maximalen|max|maximum|nicht über"
        "|nicht mehr als|nicht größer als|nicht höher als|nicht weiter als"
        "|not larger than|no further than|not further than|no larger than|unter|weniger als|kleiner als|kleiner"
        "|niedriger als|nicht größer"
        "|nicht höher|innerhalb von"
        "|up to|at most|no more than|not more than|not over|below|under|less than|smaller than|fewer than"
        "|lower than|within|until|<=|≤|<|=<": HIGH,
        "von|from|zwischen|zw|between": BETWEEN,
        "ca|circa|zirka|etwa|rund|ungefähr|about|approx|approximately|roughly": None,
    }
)
_SUFFIXES = Lexicon(
    {
        "+|oder mehr|und mehr|aufwärts|oder größer|or more|and more|or larger|and above|plus": LOW,
        "oder weniger|oder kleiner|or less|or smaller|maximal": HIGH,
    }
)
_BARE_SUFFIXES = Lexicon({"min|mind|mindestens|minimum": LOW, "max|maximum|höchstens|tops": HIGH})
"""Behind a figure, unless they begin another: "5 ha max, 35 €", not "5 ha max 35 €"."""
_TO = words("-|bis|bis zu|to|up to")
_AND = words("und|and|bis|to|-")
_TIMES = words("x|×|mal|by")
_CURRENCY = words("€|EUR|Euro")
_SCALES = Lexicon(
    {
        "k|Tsd|Tausend|thousand": 1_000,
        "Mio|Million|Millionen|million|millions|mn|mio": 1_000_000,
        "Mrd|Milliarde|Milliarden|billion|bn": 1_000_000_000,
    }
)
_MONEY_SCALES = {"t": 1_000, "m": 1_000_000}
"""Read only beside a currency: 500 T€, €1.5m. Elsewhere these are tonnes and metres."""
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
        "ft|feet|foot|Fuß": "ft",
        "mile|miles|mi": "mile",
        "kN": "kN",
        "m|Meter|Metern|metre|metres|meter|meters": "m",
        "km|Kilometer|Kilometern|kilometre|kilometres|kilometers": "km",
        "t|Tonne|Tonnen|tonne|tonnes|ton|tons": "t",
        _per_square_metre("t", "to", "Tonnen", "tonnes"): "t/m2",
        _per_square_metre("kN"): "kN/m2",
        "kVA": "kVA",
        "MVA": "MVA",
        "kW": "kW",
        "TEUR": "teur",
        "MW|Megawatt": "MW",
        "kV": "kV",
        "€|EUR|Euro|Euros": "eur",
        f"{_per_square_metre('€', 'EUR', 'Euro', 'Euros')}|€ psm|EUR psm|Euro psm": "eur/m2",
        "%|Prozent|percent|per cent": "%",
        "dB|dB(A)|dBA|dB(A)/m²|dB/m²": "dB",
        "m³/h|m3/h|cbm/h|Nm³/h|m³ pro Stunde|m³ per hour|cubic metres per hour": "m3/h",
        "m³/d|m3/d|m³/Tag|m³ pro Tag|m³ per day|cubic metres per day": "m3/d",
        "Mbit/s|Mbit|Mbps": "Mbit/s",
        "Gbit/s|Gbit|Gbps": "Gbit/s",
        "Monat|Monate|Monaten|month|months": "month",
        "Jahr|Jahre|Jahren|year|years": "year",
    }
)
_GOES_ON_IN_ENGLISH = words(
    "let|rent|lease|buy|purchase|sell|own|suit|use|occupy|build|expand|store|house|be|the|a|any|docks|dock|Autobahn"
    "|motorway"
)
"""Behind an English "to": "5,000 to let"."""
MOST_TONNES = 1_000
"""From here on nothing is lifted or borne: "units 5,000 to sell"."""
_AFTER_CURRENCY = words(f"{_per_square_metre('')}|psm")
_MONTHLY = words(
    "Monat|month|p m|pm|/Monat|und Monat|pro Monat|im Monat|je Monat|monatlich|mtl"
    "|/month|per month|a month|and month|monthly"
)
_YEARLY = words(
    "/Jahr|und Jahr|pro Jahr|im Jahr|je Jahr|jährlich|p a|pa|/year|per year|a year|per annum|annually|yearly"
)
_CENT = Decimal("0.01")
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
    is_product: bool = False
    """12 x 24: the smaller number stands here."""
    each: Decimal | None = None
    """The 20 of 2 x 20 t, which bears the unit."""

    def bounded(self, bound):
        """The same with a bound that was said apart from it, unless it has one of its own."""
        if self.bare is None or bound not in (LOW, HIGH):
            return self
        return replace(self, bare=None, **{bound: self.bare})

    @property
    def numbers(self):
        return [number for number in (self.low, self.high, self.bare) if number is not None]


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


def figure_at(tokens, at, topics=None):
    """(Figure, index after it) for bounds, number and unit standing here, or None.

    topics: a lexicon of words that a bound behind the figure may belong to: "5 ha max. Kaufpreis 35 €".
    """
    bound, start = None, at
    while found := BOUNDS.match(tokens, start):
        bound, start = found[0] or bound, found[1]
    has_currency = _CURRENCY.match(tokens, start)
    if has_currency:
        start = has_currency[1]
    first = _number(tokens, start)
    if first is None:
        return None
    scale, end = _scale(tokens, _after_dash_for_cents(tokens, start + 1), has_currency)
    unit, end = _unit(tokens, end, has_currency)
    second, unit, end, scale_of_both = _second(tokens, end, bound, unit, has_currency)
    first *= scale_of_both if scale == 1 else scale
    times, each = _TIMES.match(tokens, end), None
    if times:
        other = _number(tokens, times[1])
        each = other if unit is None else None
        if other is not None:
            first = min(first, other)
            unit, end = _unit(tokens, times[1] + 1, has_currency)
    if second is None and (suffix := _suffix(tokens, end, topics)):
        bound, end = suffix
        unit, end = (unit, end) if unit else _unit(tokens, end, has_currency)
    if unit == "teur":
        unit, first, second = "eur", first * 1000, second and second * 1000
    if max(first, second or 0) >= LARGEST_FIGURE:
        return None
    is_monthly = unit in ("eur", "eur/m2") and (monthly := _MONTHLY.match(tokens, end)) is not None
    if is_monthly:
        end = monthly[1]
    if unit == "eur/m2" and (yearly := _YEARLY.match(tokens, end)):
        is_monthly, end = True, yearly[1]
        first, second = (number and (number / 12).quantize(_CENT) for number in (first, second))
    is_marked = bound is not None or second is not None or bool(_GROUPED.match(tokens[start].raw))
    return Figure(
        **_limits(first, second, bound),
        unit=unit,
        is_monthly=is_monthly,
        is_marked=is_marked,
        is_product=bool(times),
        each=each,
    ), end


def _suffix(tokens, at, topics):
    """(bound said behind a figure, index after it), or None."""
    if suffix := _SUFFIXES.match(tokens, at):
        return suffix
    bare = _BARE_SUFFIXES.match(tokens, at)
    if bare and (figure_at(tokens, at) or _begins_topic(tokens, bare[1], topics)):
        return None
    return bare


def _begins_topic(tokens, at, topics):
    """Whether a word that is measured stands here with its figure."""
    topic = topics and topics.match(tokens, at)
    return bool(topic) and figure_at(tokens, topic[1]) is not None


def _limits(first, second, bound):
    if second is not None:
        return {"low": min(first, second), "high": max(first, second)}
    if bound == HIGH:
        return {"high": first}
    return {"low": first} if bound else {"bare": first}


def _second(tokens, end, bound, unit, has_currency):
    """The upper end of a range: (number or None, unit of both, index after it, its scale). Both units must agree."""
    joint = (_AND if bound == BETWEEN else _TO).match(tokens, end)
    if joint:
        second = _number(tokens, joint[1], is_after_dash=True)
        if second is not None:
            scale, after = _scale(tokens, joint[1] + 1, has_currency)
            second_unit, after = _unit(tokens, after, has_currency)
            if unit in (None, second_unit):
                return second * scale, second_unit, after, scale
    return None, unit, end, 1


def _number(tokens, at, is_after_dash=False):
    """The number here, unless it is negative, or one of two about a slash (24/7, 1/2)."""
    if at >= len(tokens) or tokens[at].kind != "number":
        return None
    if _is_halved(tokens, at) or (is_negative(tokens, at) and not is_after_dash):
        return None
    return figure_of(tokens[at].raw)


def _is_halved(tokens, at):
    """Whether a slash parts it from another number."""
    return any(
        0 <= slash < len(tokens)
        and tokens[slash].text == "/"
        and 0 <= other < len(tokens)
        and tokens[other].kind == "number"
        for slash, other in ((at - 1, at - 2), (at + 1, at + 2))
    )


def is_negative(tokens, at):
    """Whether a minus clings to the number that stands apart from what is before: -5, not 3-5 or B-5."""
    if not at or tokens[at - 1].text != "-":
        return at > 0 and tokens[at - 1].text == "minus"
    dash = tokens[at - 1]
    is_apart = at == 1 or tokens[at - 2].end < dash.start or tokens[at - 2].kind == "mark"
    return dash.end == tokens[at].start and is_apart


def _is_tonne(tokens, at):
    """Whether the tradesman's "to" stands here, not the English one: "5 to Kran", but "5 to 10", "5 to let"."""
    if at >= len(tokens) or tokens[at].text != "to" or UNITS.match(tokens, at):
        return False
    if (figure_of(tokens[at - 1].raw) or 0) >= MOST_TONNES:
        return False
    goes_on = at + 1 < len(tokens) and (
        tokens[at + 1].kind == "number"
        or figure_at(tokens, at + 1)
        or _GOES_ON_IN_ENGLISH.match(tokens, at + 1)
    )
    return not goes_on


def _after_dash_for_cents(tokens, at):
    """The index of the currency in "35,- €" and "35.- €", else `at`."""
    end = at
    while end < len(tokens) and end < at + 2 and tokens[end].text in (",", "-"):
        end += 1
    has_dash = end > at and tokens[end - 1].text == "-" and tokens[at].start <= tokens[at - 1].end + 1
    return end if has_dash and _CURRENCY.match(tokens, end) else at


def _scale(tokens, at, has_currency):
    """(what the number is multiplied by, index after it)."""
    if at >= len(tokens):
        return 1, at
    if scale := _MONEY_SCALES.get(tokens[at].text):
        if has_currency or _CURRENCY.match(tokens, at + 1):
            return scale, at + 1
        return 1, at
    return _SCALES.match(tokens, at) or (1, at)


def _unit(tokens, at, has_currency):
    if has_currency:
        found = _AFTER_CURRENCY.match(tokens, at)
        return ("eur/m2", found[1]) if found else ("eur", at)
    if _is_tonne(tokens, at):
        return "t", at + 1
    return UNITS.match(tokens, at) or (None, at)
