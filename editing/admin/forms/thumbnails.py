"""A picture in the administration: small, or large to set its focal point and to see what each place makes of it."""

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.checks.pictures import width_warning
from publishing.richtext_placeholders import placeholder_for


def thumbnail(picture):
    return format_html(
        '<img class="admin-thumbnail {}" src="{}" alt="" width="72" height="48" loading="lazy">',
        picture.focal_class,
        picture.small_url,
    )


PHOTO_SHAPES = [
    ("3-2", _("news and gallery, 3 : 2")),
    ("2-1", _("card of a space, 2 : 1")),
    ("16-9", _("wide in an article, 16 : 9")),
]
PORTRAIT_SHAPES = [("1-1", _("portrait, 1 : 1")), ("4-5", _("large portrait, 4 : 5"))]
"""[(width-height, where it is used)] as in the stylesheets of the site."""


def focal_preview(picture, shapes=(*PHOTO_SHAPES, *PORTRAIT_SHAPES), least=0, places_photos=False):
    """A click sets the number fields beside it. `least`: width in px below which a hint is shown."""
    hint = width_warning(picture, least, gettext("The picture")) if picture else ""
    words = {"width_hint": hint, "mark": placeholder_for(picture) if picture else ""}
    return render_to_string(
        "admin/_focal_preview.html",
        {"picture": picture, "shapes": shapes, "places_photos": places_photos, **words},
    )
