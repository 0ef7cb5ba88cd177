"""What the filter form shows by the hundred.

Written here: as templates these pieces took two thirds of the form's time, most of it in looking names up again and
again and in taking every number through the language's formats.
"""

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()


@register.simple_tag
def bars(shares):
    """The bars of a histogram, each so many percent of its height; ten units of the drawing for each.

    Whole numbers need no escaping.
    """
    return mark_safe(
        "".join(
            f'<rect x="{10 * place}" y="0" width="9" height="{share:d}" transform="translate(0 24) scale(1 -.24)"/>'
            for place, share in enumerate(shares)
        )
    )


@register.simple_tag
def choices(group):
    """A line for each choice of a group (Options)."""
    name = escape(group.name)
    return mark_safe("\n".join(choice(group.control, name, *option) for option in group.choices))


def choice(control, name, value, label, count, is_chosen):
    """`name` is escaped already."""
    value = escape(value)
    return (
        f'<label class="check{"" if count else " check--none"}">'
        f'<input type="{control}" name="{name}" value="{value}"{" checked" if is_chosen else ""}>'
        f'<span>{escape(label)} <span class="num" data-count-of="{name}:{value}">{count:d}</span></span></label>'
    )


FIGURE = """<div class="field">
  <label for="{id}">{label}</label>
  <div class="unit"><input class="input" id="{id}" name="{name}" inputmode="decimal" autocomplete="off" \
value="{value}" aria-describedby="error-{name}"{invalid}>{unit}</div>
  {errors}
</div>"""
PREFIXED = '<span aria-hidden="true">{}</span><span class="visually-hidden">{}</span>'


@register.simple_tag
def figure_field(field, unit="", is_end=False):
    """A field for a figure (BoundField). `is_end`: one of a range, which says “from” or “up to” beside it; the legend
    says the rest, and what is wrong stands below both ends.
    """
    errors, value, label = field.errors, field.value(), field.label
    if is_end:
        words = pgettext("range", "from") if field.name.endswith("_min") else pgettext("range", "up to")
        label = format_html(PREFIXED, words, label)
    if unit:
        label = format_html('{}<span class="visually-hidden">, {}</span>', label, unit)
    return format_html(
        FIGURE,
        id=field.id_for_label,
        name=field.name,
        label=label,
        value="" if value is None else value,
        invalid=mark_safe(' aria-invalid="true"') if errors else "",
        unit=format_html("<span>{}</span>", unit) if unit else "",
        errors="" if is_end else error_line(field.name, errors),
    )


@register.simple_tag
def error_line(name, errors):
    """What is wrong with one filter; stays in the page so that script can fill it."""
    hidden = "" if errors else mark_safe(" hidden")
    words = " ".join(map(str, errors or ()))
    return format_html('<p class="error" id="error-{0}" data-error="{0}"{1}>{2}</p>', name, hidden, words)


UNKNOWN = (
    '<label class="check filter-unknown" data-asked="{word}"{hidden}>'
    '<input type="checkbox" name="unknown" value="{word}"{checked}><span>{words}'
    '<span class="visually-hidden">: {label}</span> '
    '<span class="num" data-left-out="{word}"{none}>{count}</span></span></label>'
)


@register.simple_tag
def unknown_choice(item):
    """Whether objects count that do not state what is asked for; shown once something is (sections.Item)."""
    if not item.unknown:
        return ""
    hidden = mark_safe(" hidden")
    return format_html(
        UNKNOWN,
        word=item.unknown,
        hidden="" if item.asks_for_unknown else hidden,
        checked=mark_safe(" checked") if item.unknown_is_chosen else "",
        words=_("also without a statement"),
        label=item.label,
        none="" if item.left_out else hidden,
        count=item.left_out,
    )
