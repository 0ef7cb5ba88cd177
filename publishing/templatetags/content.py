"""Texts of editors on a page: clean markup, and the language they are really in."""

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
"""Where the cursor was left, such as below a picture."""
EAGER_ATTRIBUTES = mark_safe('fetchpriority="high"')
LAZY_ATTRIBUTES = mark_safe('loading="lazy" decoding="async"')


@register.filter
def richtext(markup):
    """Editors' HTML for the page. Cleaned once more here: not everything that writes a field goes through a form."""
    return render_richtext(markup, {})


@register.simple_tag
def richtext_with_photos(thing, photos, sizes):
    """The `body` of a WithPhotosInText with these photos, {key of the picture: placement}, where it places them;
    `sizes` as `image` takes them.
    """
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
    """<picture> in the sizes that a browser may choose from, cropped around its focal point; "" without one.

    sizes: how wide it stands, 100vw by default. css: a class of the img. eager: the one picture at the top of a page.

    Not a template: a list shows dozens. Nothing stands between its elements, for a blank beside a picture is seen.
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
    """The attribute ` lang="de"` where a text stands in for a missing translation, else nothing."""
    code = thing.language_of(field)
    return "" if code == (get_language() or code).split("-")[0] else format_html(' lang="{}"', code)
