"""Helpers for the feeds of all apps."""

import re

from django.utils.html import format_html
from django.utils.translation import get_language

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def strip_control_characters(text):
    """Remove the control characters that XML forbids."""
    return _NOT_IN_XML.sub("", text)


def mark_language(thing, field, html):
    """Wrap HTML of a Publishable's field in a `lang` element if it is in another language than the feed."""
    language = thing.language_of(field)
    return (
        html
        if not html or language == get_language()
        else format_html('<div lang="{}">{}</div>', language, html)
    )
