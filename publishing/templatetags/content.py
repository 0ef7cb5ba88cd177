"""Texts of editors on a page: clean markup, and the language they are really in."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django_prose_editor.fields import create_sanitizer

from publishing.richtext import EXTENSIONS

register = template.Library()

_clean = create_sanitizer(EXTENSIONS)


@register.filter
def richtext(markup):
    """Editors' HTML for the page. Cleaned once more here: not everything that writes a field goes through a form."""
    return mark_safe(_clean(markup or ""))


@register.simple_tag
def lang_of(thing, field):
    """The attribute ` lang="de"` where a text stands in for a missing translation, else nothing."""
    code = thing.language_of(field)
    return "" if code == (get_language() or code).split("-")[0] else format_html(' lang="{}"', code)
