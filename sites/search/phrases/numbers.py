"""Figures with their bounds and units: "ab 5.000 m²", "5-10 ha", "between 5 and 10 ha", "≥ 12.2 m"."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from django.core.exceptions import ValidationError

from sites.search.filters.fields import MAX_FIGURE, FigureField
from sites.search.phrases.tokens import word_lexicon
from sites.search.phrases.vocabulary import LEXICONS, WORDS, load_group

LOW, HIGH, BETWEEN = "low", "high", "between"

BOUNDS = load_group("bound", lambda bound: None if bound == "about" else bound)
_SUFFIXES = load_group("suffix")
_BARE_SUFFIXES = load_group("end")
"""After a figure, unless they belong to the next one: "5 ha max, 35 €", not "5 ha max 35 €"."""
_CURRENCY = word_lexicon("€|EUR|Euro")
SCALES = load_group("scale", int)
MILLION = 1_000_000
_MONEY_SCALES = {"t": 1_000, "m": MILLION}
"""Only next to a currency, a million also before an area: 500 T€, €1.5m, 1m sqm. Elsewhere tonnes and metres."""
_PER = ("/", " pro ", " je ", " per ", " a ")
_SQUARE_METRE = WORDS["unit m2"].split("|")


def _per_square_metre(*tops):
    return "|".join(f"{top}{per}{metre}" for top in tops for per in _PER for metre in _SQUARE_METRE)


UNITS = load_group(
    "unit",
    also={
        _per_square_metre("t", "to", "Tonnen", "tonnes"): "t/m2",
        _per_square_metre("kN"): "kN/m2",
        f"{_per_square_metre('€', 'EUR', 'Euro', 'Euros')}|€ psm|EUR psm|Euro psm": "eur/m2",
    },
)
AREAS = {"m2", "ha", "acre", "ft2"}
LARGE_AREA_UNITS = {"ha", "acre"}
"""Units that are never in thousands: the 5 of "5-10.125 ha" is not 5,000."""
MAX_TONNES = 1_000
"""From here on "to" is no unit: "units 5,000 to sell"."""
_AFTER_CURRENCY = word_lexicon(f"{_per_square_metre('')}|psm")
_CENT = Decimal("0.01")
_SHARED_SCALE_WORDS = {"hunderttausend": 100_000, "tausend": 1000, "hundert": 100}
"""Ends of number words that apply to both ends of a range: "drei- bis vierhundert"."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[., '’]\d{3})+\Z")


@dataclass(frozen=True)
class ParsedFigure:
    """`low` to `high`, None where open. `bare` is a figure without a bound, which its quantity interprets."""

    low: Decimal | None = None
    high: Decimal | None = None
    bare: Decimal | None = None
    unit: str | None = None
    is_monthly: bool = False
    is_marked: bool = False
    """With a bound or grouped thousands: without a unit, only such a number can be a size."""
    is_in_millions: bool = False
    """Without a unit, a sum of money: "bis 2 Mio"."""
    is_product: bool = False
    """12 x 24: the figure is the smaller number."""
    each: Decimal | None = None
    """The 20 of 2 x 20 t, which has the unit."""

    def with_bound(self, bound):
        """The same figure with a separate bound, unless it has one of its own."""
        if self.bare is None or bound not in (LOW, HIGH):
            return self
        return replace(self, bare=None, **{bound: self.bare})

    def multiplied(self, factor):
        """The figure times `factor`, rounded to whole numbers."""
        ends = {end: getattr(self, end) for end in ("low", "high", "bare")}
        return replace(
            self, **{end: number and (number * factor).quantize(Decimal(1)) for end, number in ends.items()}
        )

    @property
    def numbers(self):
        return [number for number in (self.low, self.high, self.bare) if number is not None]


def parse_number(raw):
    """The number as filters parse it, or None for 1.2.3."""
    raw = raw.rstrip(",.-–—").replace("'", "").replace("’", "")
    try:
        return FigureField().parse_number(f"0{raw}" if raw.startswith(".") else raw)
    except ValidationError:
        return None


def format_number(number):
    """Format for a filter. Three decimals would be parsed as thousands, so a zero is added."""
    text = f"{number.normalize():f}"
    return f"{text}0" if re.search(r"\.\d{3}\Z", text) else text


def figure_at(tokens, at, topics=None):
    """(ParsedFigure, index after it) of bounds, number and unit at `at`, or None.

    topics: a lexicon of topics, to which a bound after the figure may belong: "5 ha max. Kaufpreis 35 €".
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
    scale, end = _scale(tokens, start + 1, has_currency)
    unit, end = _unit(tokens, end, has_currency)
    own_unit, joint = unit, end
    second, unit, end, scale_of_both = _upper_end(tokens, end, bound, unit, has_currency, first * scale)
    if second is not None and own_unit is None and unit not in LARGE_AREA_UNITS:
        first *= _shared_thousands(tokens[start:joint], tokens[joint:end])
    is_in_millions = max(scale, scale_of_both) >= MILLION
    first *= scale_of_both if scale == 1 and first * scale_of_both <= (second or first) else scale
    times, each = LEXICONS["times"].match(tokens, end), None
    if times:
        other = _number(tokens, times[1])
        end = times[1] if unit is None and tokens[end].text == "x" else end  # 10x Rampe
        each = other if unit is None else None
        if other is not None:
            first = min(first, other)
            unit, end = _unit(tokens, times[1] + 1, has_currency)
    if second is None and (suffix := _suffix(tokens, end, topics)):
        bound, end = suffix
        unit, end = (unit, end) if unit else _unit(tokens, end, has_currency)
    if unit == "teur":
        unit, first, second = "eur", first * 1000, second and second * 1000
    if max(first, second or 0) >= MAX_FIGURE:
        return None
    is_monthly = unit in ("eur", "eur/m2") and (monthly := LEXICONS["monthly"].match(tokens, end)) is not None
    if is_monthly:
        end = monthly[1]
    if unit in ("eur", "eur/m2") and (yearly := LEXICONS["yearly"].match(tokens, end)):
        is_monthly, end = True, yearly[1]
        first, second = (number and (number / 12).quantize(_CENT) for number in (first, second))
    is_marked = bound is not None or second is not None or bool(_GROUPED.match(tokens[start].raw))
    return ParsedFigure(
        **_limits(first, second, bound),
        unit=unit,
        is_monthly=is_monthly,
        is_marked=is_marked,
        is_in_millions=is_in_millions,
        is_product=bool(times) and other is not None,
        each=each,
    ), end


def product_at(tokens, at):
    """The index after a product written as one word, "4x4,5 m" or "2x20 to", or None."""
    is_product = at < len(tokens) and tokens[at].kind == "product"
    return _unit(tokens, at + 1, None)[1] if is_product else None


def _suffix(tokens, at, topics):
    """(bound after a figure, index after it), or None."""
    if suffix := _SUFFIXES.match(tokens, at):
        return suffix
    bare = _BARE_SUFFIXES.match(tokens, at)
    if bare and (figure_at(tokens, at) or _begins_topic(tokens, bare[1], topics)):
        return None
    return bare


def _begins_topic(tokens, at, topics):
    """Whether a topic with its figure is at `at`."""
    topic = topics and topics.match(tokens, at)
    return bool(topic) and figure_at(tokens, topic[1]) is not None


def _limits(first, second, bound):
    if second is not None:
        return {"low": min(first, second), "high": max(first, second)}
    if bound == HIGH:
        return {"high": first}
    return {"low": first} if bound else {"bare": first}


def _upper_end(tokens, end, bound, unit, has_currency, first):
    """The upper end of a range: (number or None, unit of both, index after it, its scale). Both units must match, but
    "per m²" after the second applies to both: "€30-45 per sqm".
    """
    joint = (LEXICONS["and"] if bound == BETWEEN else LEXICONS["to"]).match(tokens, end)
    if joint:
        own_currency = _CURRENCY.match(tokens, joint[1])
        start = own_currency[1] if own_currency else joint[1]
        second = _number(tokens, start, is_after_dash=True)
        if second is not None:
            scale, after = _scale(tokens, start + 1, own_currency or has_currency)
            is_led = own_currency or (has_currency and not UNITS.match(tokens, after))
            second_unit, after = _unit(tokens, after, is_led)
            is_price = (unit, second_unit) == ("eur", "eur/m2") and first < second * scale
            if unit in (None, second_unit) or is_price:
                return second * scale, second_unit, after, scale
    return None, unit, end, 1


def _shared_thousands(before, behind):
    """1000 for "20-30.000 m²" and "zwei bis dreitausend", as it applies to both ends; 1 for "800-1.000 m²"."""
    other = next(token for token in behind if token.kind == "number")
    factor = next((size for word, size in _SHARED_SCALE_WORDS.items() if other.text.endswith(word)), 1)
    if _GROUPED.match(other.raw):
        factor = 1000 ** len(re.findall(r"\D", other.raw))
    is_whole = len(before) == 1 and before[0].raw.isdecimal()
    return factor if is_whole and parse_number(before[0].raw) * factor < parse_number(other.raw) else 1


def _number(tokens, at, is_after_dash=False):
    """The number at `at`, unless it is negative or next to a slash and another number (24/7, 1/2)."""
    if at >= len(tokens) or tokens[at].kind != "number":
        return None
    if _is_fraction(tokens, at) or (is_negative(tokens, at) and not is_after_dash):
        return None
    return parse_number(tokens[at].raw)


def _is_fraction(tokens, at):
    """Whether a slash separates it from another number."""
    return any(
        0 <= slash < len(tokens)
        and tokens[slash].text == "/"
        and 0 <= other < len(tokens)
        and tokens[other].kind == "number"
        for slash, other in ((at - 1, at - 2), (at + 1, at + 2))
    )


def is_negative(tokens, at):
    """Whether a minus belongs to the number: -5, not 3-5 or B-5."""
    if not at or tokens[at - 1].text != "-":
        return at > 0 and tokens[at - 1].text == "minus"
    dash = tokens[at - 1]
    is_apart = at == 1 or tokens[at - 2].end < dash.start or tokens[at - 2].kind == "mark"
    return dash.end == tokens[at].start and is_apart


def _is_tonne(tokens, at):
    """Whether "to" means tonnes: in "5 to Kran", but not in "5 to 10", "5 to let"."""
    if at >= len(tokens) or tokens[at].text != "to" or UNITS.match(tokens, at):
        return False
    if (parse_number(tokens[at - 1].raw) or 0) >= MAX_TONNES:
        return False
    goes_on = at + 1 < len(tokens) and (
        tokens[at + 1].kind == "number"
        or figure_at(tokens, at + 1)
        or LEXICONS["goes_on"].match(tokens, at + 1)
    )
    return not goes_on


def _scale(tokens, at, has_currency):
    """(factor of the number, index after it)."""
    if at >= len(tokens):
        return 1, at
    if scale := _MONEY_SCALES.get(tokens[at].text):
        unit = tokens[at].text == "m" and UNITS.match(tokens, at + 1)
        if has_currency or _CURRENCY.match(tokens, at + 1) or (unit and unit[0] in AREAS):
            return scale, at + 1
        return 1, at
    scale = 1
    while found := SCALES.match(tokens, at):
        scale, at = scale * found[0], found[1]
    return scale, at


def _unit(tokens, at, has_currency):
    if has_currency:
        found = _AFTER_CURRENCY.match(tokens, at)
        return ("eur/m2", found[1]) if found else ("eur", at)
    if _is_tonne(tokens, at):
        return "t", at + 1
    return UNITS.match(tokens, at) or (None, at)
