"""Headings and links in a rich text, which is HTML as produced by the sanitiser."""

import re
from html import unescape
from typing import NamedTuple

from django.conf import settings
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from formats.folding import plain_text
from publishing.richtext import RichTextField

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ADDRESS = re.compile(r'\bhref="([^"]*)"')


class Heading(NamedTuple):
    level: int
    text: str


class Link(NamedTuple):
    address: str
    text: str


def find_headings(markup):
    return [Heading(int(level), plain_text(inside)) for level, inside in _HEADING.findall(markup)]


def find_links(markup):
    found = _LINK.findall(markup)
    return [
        Link(unescape("".join(_ADDRESS.findall(attributes))), plain_text(inside))
        for attributes, inside in found
    ]


def rich_texts(obj):
    """Yield (field name, HTML) of each rich text that is not empty, in each language."""
    for name in translator.get_options_for_model(type(obj)).all_fields:
        if isinstance(obj._meta.get_field(name), RichTextField):
            for code, _name in settings.LANGUAGES:
                column = build_localized_fieldname(name, code)
                if markup := getattr(obj, column):
                    yield column, markup
