"""What feeds of all rooms have in common."""

import re

from django.utils.html import format_html
from django.utils.translation import get_language

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def strip_control_characters(text):
    """Without the control characters that XML forbids; visitors may type them, and editors paste them."""
    return _NOT_IN_XML.sub("", text)


def mark_language(thing, field, html):
    """HTML of a text of a Publishable, marked where it stands in another language than the feed."""
    language = thing.language_of(field)
    return (
        html
        if not html or language == get_language()
        else format_html('<div lang="{}">{}</div>', language, html)
    )
