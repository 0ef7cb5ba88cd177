"""Tables of facts and of distances. Not templates: a page has forty rows, and a template node is as slow as a row."""

from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


@register.simple_tag
def facts_table(caption, facts):
    """One group of facts, a row for each with a value; its explanation unfolds below the label."""
    rows = "\n".join(fact_row(fact) for fact in facts if fact.value)
    return mark_safe(  # noqa: S308  (escaped in parts)
        f'<table class="facts">\n<caption>{escaped(caption)}</caption>\n<tbody>\n{rows}\n</tbody>\n</table>\n'
    )


def fact_row(fact):
    label, head = escaped(fact.label), '<th scope="row">'
    language = f' lang="{escaped(fact.language)}"' if fact.language else ""
    if fact.explanation:
        head, label = (
            f'<th scope="row" abbr="{label}">',
            f'<details class="explain"><summary>{label}</summary><p>{escaped(fact.explanation)}</p></details>',
        )
    return f"<tr>\n{head}{label}</th>\n<td{language}>{escaped(fact.value)}{small(fact.note)}</td>\n</tr>"


@register.simple_tag
def key_fact_rows(facts):
    """The key figures of a card, for a <dl>."""
    return mark_safe("".join(key_fact_row(fact) for fact in facts))  # noqa: S308  (escaped in parts)


def key_fact_row(fact):
    value = f"{escaped(fact.value)}{small(fact.note)}"
    return f"\n<div><dt>{escaped(fact.label)}</dt><dd>{value}</dd></div>\n"


@register.simple_tag
def distance_rows(rows, longest):
    """A row for each destination; `longest` is the greatest distance in km, which has a full bar."""
    return mark_safe("\n".join(distance_row(row, longest) for row in rows))  # noqa: S308  (escaped in parts)


def distance_row(row, longest):
    other = ' class="distances__row--other"' if row.way else ""
    share = round(row.km / longest * 100) if longest else 0
    words = escaped(row.label) + small(row.note) + small(row.way, "distances__way")
    return (
        f'<tr{other}>\n<th scope="row">{words}{small(row.by_road, "distances__drive")}</th>\n'
        f"<td>{escaped(row.value)}</td>\n"
        '<td class="distances__bar" aria-hidden="true"><svg>'
        f'<line x2="{share}%" y1="6" y2="6"/><circle cx="{share}%" cy="6" r="4.5"/></svg></td>\n</tr>'
    )


def small(words, css=""):
    css = f' class="{css}"' if css else ""
    return f" <small{css}>{escaped(words)}</small>" if words else ""


def escaped(words):
    """Like Django's conditional_escape without its check for lazy strings, which takes three times as long."""
    return words.__html__() if hasattr(words, "__html__") else escape(str(words))
