"""Placeholders that editors type in a rich text, and what the page replaces them by (docs/adr/0068).

`[Bild 17]` or `[Picture 17]`, alone in a paragraph, is the picture 17. A last paragraph of a quotation that begins with
a dash is its source. Input and output are HTML as produced by the sanitiser, so regular expressions suffice.
"""

import re

from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

_BLANK = r"(?:\s|&nbsp;)*"
_NAMED = r"\[(?:Bild|Picture)(?:\s|&nbsp;)*(\d{1,9})\]"
_ANYWHERE = re.compile(_NAMED, re.IGNORECASE)
_ALONE = re.compile(rf"<p>{_BLANK}{_NAMED}{_BLANK}</p>", re.IGNORECASE)
_DASH = rf"<p>{_BLANK}(?:[–—―]|--){_BLANK}"
_SOURCE_TO_COME = re.compile(rf"{_DASH}</p>\s*(?=</blockquote>)")
_QUOTATION = re.compile(
    # The innermost one, so that a match never crosses the border of another.
    rf"<blockquote>((?:(?!</?blockquote>).)+?){_DASH}((?:(?!</?p>).)+)</p>\s*</blockquote>",
    re.DOTALL,
)
_NAME_FIRST = re.compile(r"([^<,]+),\s*(\S.*)", re.DOTALL)


def placeholder_for(picture):
    """Return the placeholder of a picture in the active language; all languages are recognised."""
    return _("[Picture %(number)d]") % {"number": picture.pk}


def placed_picture_ids(markup):
    """Return the ids of the pictures placed by a text, in order."""
    return [int(number) for number in _ALONE.findall(markup or "")]


def misplaced_placeholders(markup):
    """Return the placeholders without effect, because they are not alone in their paragraph."""
    return [found[0] for found in _ANYWHERE.finditer(strip_placeholders(markup))]


def strip_placeholders(markup):
    """Remove picture placeholders, for searching and counting words."""
    return _ALONE.sub("", markup or "")


def insert_pictures(markup, figures):
    """Replace each placeholder by its HTML in `figures`, {id: HTML}, or by nothing."""
    return _ALONE.sub(lambda found: figures.get(int(found[1]), ""), markup)


def format_quotations(markup):
    """Turn each quotation with a source into a figure with the source below it."""
    markup = _SOURCE_TO_COME.sub("", markup)
    return _QUOTATION.sub(lambda found: _format_quotation(found[1], found[2].strip()), markup)


def _format_quotation(words, source):
    """Format a source such as “Anna Berg, mayor” in two lines, like the quotes of partners."""
    named = _NAME_FIRST.fullmatch(source)
    name, role = named.groups() if named else (source, "")
    return format_html(
        '<figure class="pull"><blockquote>{}</blockquote><figcaption><cite>{}</cite>{}</figcaption></figure>',
        mark_safe(words),
        mark_safe(name),
        format_html("<span>{}</span>", mark_safe(role)) if role else "",
    )
