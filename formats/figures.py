"""Parsing and formatting of numbers in German or English notation."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.formats import number_format

_PLAIN = re.compile(r"\d+([.,]\d+)?\Z")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*(?:(?!(?P=mark))[.,]\d+)?\Z")

MIN_GROUPED, MIN_GROUPED_INTEGER = 1_000, 10_000
"""An integer may be a year, which has no thousands separator."""


def parse_figure(text, decimal_mark=None):
    """Parse a number ≥ 0 as a Decimal: 12,5 = 12.5 and 20.000 = 20,000 = 20 000 = 20000.

    A separator followed by exactly three digits groups thousands, unless it follows a zero (0.125), or is the only one
    and equals `decimal_mark`. Raises ValueError for everything else (1.2.3).
    """
    text = "".join(text.split())
    match = _GROUPED.match(text)
    if match and not (match["mark"] == decimal_mark and len(re.findall("[.,]", text)) == 1):
        text = text.replace(match["mark"], "")
    if not text.isascii() or not _PLAIN.match(text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


def round_half_up(number, places):
    """Round a converted value, half up: 2 acres are 8093.71 m².

    Never to zero; numbers with too many digits for Decimal are returned as they are, for the field to reject.
    """
    try:
        return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) or number
    except InvalidOperation:
        return number


def format_figure(value):
    """Format without trailing zeros in the active language: 46200.00 → 46.200, 12.50 → 12,5 (German)."""
    grouped_from = MIN_GROUPED_INTEGER if isinstance(value, int) else MIN_GROUPED
    value = Decimal(value).normalize()
    places = max(0, -value.as_tuple().exponent)
    return number_format(value, places, use_l10n=True, force_grouping=abs(value) >= grouped_from)
