"""Texts of editors on a page: clean markup, and the language they are really in."""

import re

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django_prose_editor.fields import create_sanitizer

from publishing.marks import with_pictures, with_sources
from publishing.models.publishable import language_of
from publishing.richtext import EXTENSIONS

register = template.Library()

_clean = create_sanitizer(EXTENSIONS)
_EMPTY_END = re.compile(r"(?:<p>(?:\s|&nbsp;|<br>)*</p>\s*)+\Z")
"""Where the cursor was left, such as below a picture."""


@register.filter
def richtext(markup):
    """Editors' HTML for the page. Cleaned once more here: not everything that writes a field goes through a form."""
    return shown(markup, {})


@register.simple_tag
def richtext_with_photos(thing, sizes):
    """The `body` of a WithPhotosInText, with the photos it places; `sizes` as components/picture.html takes them."""
    figures = {}
    for key, photo in thing.photos_in_text.items():
        words = language_of(photo, "alt")
        around = thing.language_of("body")
        figures[key] = render_to_string(
            "components/figure.html",
            {"placement": photo, "sizes": sizes, "language": "" if words == around else words},
        )
    return shown(thing.body, figures)


def shown(markup, figures):
    html = with_pictures(with_sources(_clean(markup or "")), figures)
    return mark_safe(_EMPTY_END.sub("", html))


@register.simple_tag
def lang_of(thing, field):
    """The attribute ` lang="de"` where a text stands in for a missing translation, else nothing."""
    code = thing.language_of(field)
    return "" if code == (get_language() or code).split("-")[0] else format_html(' lang="{}"', code)
