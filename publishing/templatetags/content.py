"""Editors' texts and pictures on a page: sanitised markup, and `lang` attributes."""

import re
from html import escape

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django_prose_editor.fields import create_sanitizer

from publishing.models.publishable import language_of
from publishing.richtext import EXTENSIONS
from publishing.richtext_placeholders import format_quotations, insert_pictures

register = template.Library()

_clean = create_sanitizer(EXTENSIONS)
_TRAILING_EMPTY_PARAGRAPHS = re.compile(r"(?:<p>(?:\s|&nbsp;|<br>)*</p>\s*)+\Z")
"""Left by the cursor, such as below a picture."""
EAGER_ATTRIBUTES = mark_safe('fetchpriority="high"')
LAZY_ATTRIBUTES = mark_safe('loading="lazy" decoding="async"')


@register.filter
def richtext(markup):
    """Sanitise editors' HTML once more: not every write to a field goes through a form."""
    return render_richtext(markup, {})


@register.simple_tag
def richtext_with_photos(thing, photos, sizes):
    """Render the `body` of a WithPhotosInText with photos, {id of the picture: placement}; `sizes` as in `image`."""
    figures = {}
    for key, photo in photos.items():
        words = language_of(photo, "alt")
        around = thing.language_of("body")
        figures[key] = render_to_string(
            "components/figure.html",
            {"placement": photo, "sizes": sizes, "language": "" if words == around else words},
        )
    return render_richtext(thing.body, figures)


def render_richtext(markup, figures):
    html = insert_pictures(format_quotations(_clean(markup or "")), figures)
    return mark_safe(_TRAILING_EMPTY_PARAGRAPHS.sub("", html))


@register.simple_tag
def image(picture, alt="", sizes="", css="", *, decorative=False, eager=False):
    """Render <picture> with all variants, cropped around the focal point; "" without a picture.

    sizes: attribute `sizes`, 100vw by default. css: a class of the img. eager: for the picture at the top of a page.

    Not a template, since a list shows dozens. No whitespace between the elements, which would be visible.
    """
    if not picture:
        return ""
    sizes = conditional_escape(sizes or "100vw")
    sources = "".join(
        f'<source type="{source["type"]}" srcset="{escape(source["srcset"])}" sizes="{sizes}">'
        for source in picture.sources
    )
    css = escape(f"{picture.focal_class} {css}".rstrip())
    words = "" if decorative else conditional_escape(alt)
    return mark_safe(  # noqa: S308
        f'<picture>{sources}<img class="{css}" src="{escape(picture.url)}" alt="{words}" width="{picture.width}"'
        f' height="{picture.height}" {EAGER_ATTRIBUTES if eager else LAZY_ATTRIBUTES}></picture>'
    )


@register.simple_tag
def lang_of(thing, field):
    """Return the attribute ` lang="de"` if a text replaces a missing translation, else an empty string."""
    code = thing.language_of(field)
    return "" if code == (get_language() or code).split("-")[0] else format_html(' lang="{}"', code)
