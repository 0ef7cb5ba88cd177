"""Repeated elements of the filter form.

As templates they took two thirds of the form's time, mostly for looking up variables and localising numbers.
"""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from formats.templatetags.typography import number

register = template.Library()


HISTOGRAM_HTML = (
    '<div class="histogram" aria-hidden="true" data-histogram="{}" data-below="{}" data-from="{}"{}>'
    '<svg viewBox="0 0 120 24" preserveAspectRatio="none"><path d="{}"/></svg></div>'
)
ALL_HTML = '<label class="check"><input type="radio" name="{}" value=""{}><span>{}</span></label>'


@register.simple_tag
def histogram(drawn):
    """The histogram of a figure (sites.search.filter_page.histograms.Histogram), or nothing."""
    if not drawn:
        return ""
    below, above = drawn.scale
    hidden = "" if drawn.path else mark_safe(" hidden")
    return format_html(HISTOGRAM_HTML, drawn.figure, below, above, hidden, drawn.path)


@register.simple_tag
def choices(group):
    """An input for each choice of an OptionsItem, and its advice."""
    name = escape(group.name)
    lines = [choice(group.control, name, *option) for option in group.choices]
    if group.is_single:
        checked = "" if group.has_choice else mark_safe(" checked")
        lines.insert(0, format_html(ALL_HTML, group.name, checked, _("all")))
    if group.advice:
        lines.append(format_html('<p class="hint">{}</p>', group.advice))
    return mark_safe("\n".join(lines))


def choice(control, name, value, label, count, is_chosen):
    """`name` is escaped already."""
    value = escape(value)
    return (
        f'<label class="check{" check--none" if count == 0 else ""}">'
        f'<input type="{control}" name="{name}" value="{value}"{" checked" if is_chosen else ""}>'
        f'<span>{escape(label)} <span class="num">{"" if count is None else format_count(count)}</span></span></label>'
    )


def format_count(count):
    """Numbers below a thousand are the same in all languages."""
    return number(count) if count >= 1000 else str(count)


FIGURE_HTML = """<div class="field"><label for="{id}">{label}</label>\
{box}<input class="input" id="{id}" name="{name}" inputmode="decimal"\
{value}{aria_label} aria-describedby="error-{name}"{invalid}>{unit}{errors}</div>"""
UNIT_PATTERN = re.compile(r"[^\d.,\s]")
"""Matches a value typed with a unit, “5 ha”, which hides the “m²” after the field."""


@register.simple_tag
def figure_field(field, unit="", is_end=False):
    """A field for a figure (BoundField). `is_end`: “from” or “up to”, with errors below both ends."""
    errors, value, label, aria_label = field.errors, field.value(), field.label, ""
    if is_end:
        aria_label = format_html(' aria-label="{}"', f"{label}, {unit}" if unit else label)
        label = pgettext("range", "from") if field.name.endswith("_min") else pgettext("range", "up to")
    elif unit:
        label = format_html('{}<span class="visually-hidden">, {}</span>', label, unit)
    hidden = mark_safe(" hidden") if UNIT_PATTERN.search(str(value or "")) else ""
    return format_html(
        FIGURE_HTML,
        id=field.id_for_label,
        name=field.name,
        label=label,
        value=format_html(' value="{}"', value) if value not in (None, "") else "",
        aria_label=aria_label,
        invalid=mark_safe(' aria-invalid="true"') if errors else "",
        box=mark_safe('<div class="unit">') if unit else "",
        unit=format_html("<span{}>{}</span></div>", hidden, unit) if unit else "",
        errors="" if is_end else error_line(field.name, errors),
    )


@register.simple_tag
def error_line(name, errors):
    """The errors of one filter; an empty element too, for scripts to fill."""
    hidden = "" if errors else mark_safe(" hidden")
    words = " ".join(map(str, errors or ()))
    return format_html('<p class="error" id="error-{}"{}>{}</p>', name, hidden, words)


UNKNOWN_HTML = (
    '<label class="check filter-unknown">'
    '<input type="checkbox" name="unknown" value="{word}"{checked}><span>{words} '
    '<span class="num"{hidden}>{count}</span></span></label>'
)


@register.simple_tag
def unknown_choice(item=None):
    """A checkbox to include unknown figures, if the FormItem is filtered; without an item, a template for scripts."""
    if item and not item.asks_for_unknown:
        return ""
    return format_html(
        UNKNOWN_HTML,
        word=item.unknown if item else "",
        checked=mark_safe(" checked") if item and item.unknown_is_chosen else "",
        words=_("include “not stated”"),
        hidden="" if item and item.left_out else mark_safe(" hidden"),
        count=format_count(item.left_out) if item and item.left_out else 0,
    )
