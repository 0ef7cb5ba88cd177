"""Numbers, units and dates in German or British notation, by the active language.

Every filter returns ``""`` for ``None`` or ``""``, so templates need no ``if`` around a missing figure.
Units follow their number after a no-break space (U+00A0).
"""

import re
import textwrap
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from html import unescape

from django import template
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.dates import MONTHS
from django.utils.formats import date_format, get_format
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _

register = template.Library()

NBSP = "\u00a0"
SQUARE_METRES_PER_HECTARE = 10_000
MAX_TITLE_LENGTH = 70
"""Characters of a title that search engines show."""


def _decimal(value):
    """The value as a Decimal, or None if it is not a displayable number."""
    if value is None or value == "":
        return None
    try:
        decimal = Decimal(str(value))
    except InvalidOperation:
        return None
    return decimal if decimal.is_finite() and decimal.adjusted() < 16 else None


def _format(value, places=None, trim=False):
    """Grouped number with `places` decimals; `trim` drops the decimals of a whole number."""
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    value = value or Decimal(0)  # no “-0”
    if trim and value == value.to_integral_value():
        value, places = value.to_integral_value(), 0
    text = f"{value:,f}" if places is None else f"{value:,.{places}f}"
    return text.translate(separators(get_language()))


@cache
def separators(language):
    """The language's separators for those of Python. Django's number_format, without a cache, takes thrice the time."""
    with override(language):
        return {ord(","): get_format("THOUSAND_SEPARATOR"), ord("."): get_format("DECIMAL_SEPARATOR")}


def _with_unit(value, unit, places, trim=True):
    decimal = _decimal(value)
    return "" if decimal is None else f"{_format(decimal, places, trim)}{NBSP}{unit}"


def _is_german():
    return (get_language() or "").startswith("de")


@register.filter
def number(value, places=0):
    """18200 → 18.200 (German), 18,200 (English)."""
    decimal = _decimal(value)
    return "" if decimal is None else _format(decimal, int(places))


@register.filter
def area(value):
    """Square metres, as hectares with one decimal from 1 ha on: 125000 → 12,5 ha; 4200 → 4.200 m²."""
    decimal = _decimal(value)
    if decimal is None:
        return ""
    if decimal >= SQUARE_METRES_PER_HECTARE:
        return _with_unit(decimal / SQUARE_METRES_PER_HECTARE, "ha", 1, trim=False)
    return m2(decimal)


@register.filter
def m2(value):
    """Square metres without decimals: 18200 → 18.200 m²."""
    return _with_unit(value, "m²", 0)


@register.filter
def eur(value):
    """Euros, cents only where there are any: 1250000 → 1.250.000 € (German), €1,250,000 (English)."""
    decimal = _decimal(value)
    if decimal is None:
        return ""
    amount = _format(abs(decimal), 2, trim=True)
    sign = "−" if decimal < 0 else ""
    return f"{sign}{amount}{NBSP}€" if _is_german() else f"{sign}€{amount}"


@register.filter
def eur_m2(value):
    """Euros per square metre: 35 → 35 €/m² (German), €35/m² (English); 5.6 → 5,60 €/m²."""
    price = eur(value)
    return f"{price}/m²" if price else ""


@register.filter
def metres(value):
    """Metres, one decimal where needed: 12.2 → 12,2 m."""
    return _with_unit(value, "m", 1)


@register.filter
def km(value):
    """Kilometres, one decimal below 10 km, none above: 3.2 → 3,2 km; 19.4 → 19 km."""
    decimal = _decimal(value)
    if decimal is None:
        return ""
    near = abs(decimal) < 10
    return _with_unit(decimal, "km", 1 if near else 0, trim=not near)


@register.filter
def tonnes(value):
    """Metric tonnes, one decimal where needed: 5 → 5 t."""
    return _with_unit(value, "t", 1)


@register.filter
def percent(value):
    """A figure already in percent, one decimal where needed: 4.5 → 4,5 % (German), 4.5% (English)."""
    decimal = _decimal(value)
    if decimal is None:
        return ""
    return f"{_format(decimal, 1, trim=True)}{NBSP if _is_german() else ''}%"


@register.filter
def long_date(value):
    """A date, an aware datetime (shown in local time) or ISO text: 9. Juni 2017 (German), 9 June 2017 (English)."""
    day = to_date(value)
    if not day:
        return ""
    point = "." if _is_german() else ""
    return f"{day.day}{point}{NBSP}{month_names(get_language())[day.month]} {day.year}"


@cache
def month_names(language):
    """{1: "Januar"}"""
    with override(language):
        return {month: str(name) for month, name in MONTHS.items()}


@register.filter
def iso_day(value):
    """ISO 8601: 2017-06-09."""
    day = to_date(value)
    return day.isoformat() if day else ""


@register.simple_tag
def day(date):
    """A <time> element for a date or datetime; "" without one."""
    # Numbers and names of months need no escaping, and a list has dozens.
    return mark_safe(f'<time datetime="{iso_day(date)}">{long_date(date)}</time>') if date else ""  # noqa: S308


def to_date(value):
    """The date of a date, a datetime (an aware one in local time) or ISO text; None for anything else."""
    if isinstance(value, str):
        try:
            return parse_date(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return value or None
    return timezone.localdate(value if timezone.is_aware(value) else timezone.make_aware(value))


@register.filter
def moment(value):
    """A day with its hour in Berlin: 1. Dezember 2026, 08:00 Uhr (German), 1 December 2026, 08:00 (English)."""
    if not value:
        return ""
    if timezone.is_aware(value):
        value = timezone.localtime(value)
    clock = date_format(value, "H:i", use_l10n=False)
    return f"{long_date(value)}, {clock}{NBSP}Uhr" if _is_german() else f"{long_date(value)}, {clock}"


@register.filter
def recent_moment(value):
    """As `moment`, of today only its hour: heute, 14:38 Uhr."""
    if to_date(value) != timezone.localdate():
        return moment(value)
    return _("today, %(time)s") % {"time": moment(value).rpartition(", ")[2]}


@register.filter
def tel(value):
    """A telephone number for a tel: link: digits and a leading plus."""
    text = str(value or "").strip()
    return ("+" if text.startswith("+") else "") + re.sub(r"\(0\)|\D", "", text)


@register.filter
def language_names(codes):
    """Language codes as names in the active language: ["de", "pl"] → Deutsch, Polnisch. Unknown codes stay."""
    names = []
    for code in codes or []:
        try:
            names.append(get_language_info(code)["name_translated"])
        except KeyError:
            names.append(code)
    return ", ".join(str(name) for name in names)


@register.simple_block_tag(takes_context=True)
def page_title(context, content, brand):
    """Content of <title>: the page's title and the brand, shortened to MAX_TITLE_LENGTH.

    The title alone is set in the context as `told_title`.
    """
    words = context["told_title"] = unescape(content).strip()
    if words != brand and title_fits(words, brand):
        return f"{words} · {brand}"
    first = words.partition(" ")[0]
    if len(first) > MAX_TITLE_LENGTH - 2:  # shorten() would drop a single long word
        return f"{first[: MAX_TITLE_LENGTH - 1]}…"
    return textwrap.shorten(words, MAX_TITLE_LENGTH, placeholder=" …")


@register.simple_tag
def home_title(words, brand):
    """Content of <title> of the home page: if both do not fit, the brand alone."""
    return words if title_fits(words, brand) else brand


def title_fits(words, brand):
    return len(f"{words} · {brand}") <= MAX_TITLE_LENGTH


@register.simple_block_tag(takes_context=True)
def page_description(context, content):
    """Content of the meta description, also set in the context as `told_description` for link previews."""
    context["told_description"] = unescape(content).strip()
    return context["told_description"]
