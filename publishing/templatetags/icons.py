"""Icons, built in for every template."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name, css=""):
    """Render an icon from img/icons.svg; decorative only, so it needs a text beside it.

    name: search, menu, close, arrow, back, list, map, filter, doc, download, plus, minus, alert, info, print, check,
    target, phone, mail, link, clock, feedback, expand, bookmark, compare, feed, up, down. Not a template, since a page
    has dozens.
    """
    return render_icon(name, css, static("img/icons.svg"))


@lru_cache(500)
def render_icon(name, css, file):
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>\n',
        f" {css}" if css else "",
        file,
        name,
    )
