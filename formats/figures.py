"""Numbers as people type them, in German or English spelling, and as a form shows them again."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.formats import number_format

_PLAIN = re.compile(r"\d+([.,]\d+)?\Z")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d+)?\Z")

MIN_GROUPED, MIN_GROUPED_INTEGER = 1_000, 10_000
"""A whole number may be a year, which is written without a mark."""


def parse_figure(text, decimal_mark=None):
    """The number from 0 upwards that is meant, as a Decimal: 12,5 = 12.5 and 20.000 = 20,000 = 20 000 = 20000.

    A mark followed by exactly three digits groups thousands, unless a zero stands before it (0.125), or it stands
    alone and is the `decimal_mark`: where commas are, 1,500 is one and a half. Raises ValueError for all else (1.2.3).
    """
    text = "".join(text.split())
    match = _GROUPED.match(text)
    if match and not (match["mark"] == decimal_mark and len(re.findall("[.,]", text)) == 1):
        text = text.replace(match["mark"], "")
    if not text.isascii() or not _PLAIN.match(text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


def round_half_up(number, places):
    """What a unit was turned into, with no more places than are kept: 2 acres are 8093.71 m². Half goes up.

    Never to nothing, and no number of more digits than Decimal can compute with: those are for the field to refuse.
    """
    try:
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) or number
    except InvalidOperation:
        return number


def format_figure(value):
    """Without needless zeros, in the active language: 46200.00 → 46.200, 12.50 → 12,5 (German)."""
    grouped_from = MIN_GROUPED_INTEGER if isinstance(value, int) else MIN_GROUPED
    value = Decimal(value).normalize()
    places = max(0, -value.as_tuple().exponent)
    return number_format(value, places, use_l10n=True, force_grouping=abs(value) >= grouped_from)
