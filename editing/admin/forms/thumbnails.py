"""Pictures in the admin: thumbnails, and the editor of the focal point with previews."""

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
"""[(aspect ratio, where it is used)] as in the public stylesheets."""


def focal_preview(picture, shapes=(*PHOTO_SHAPES, *PORTRAIT_SHAPES), min_width=0, places_photos=False):
    """Render the focal point editor. `min_width`: width in px below which a hint is shown."""
    hint = width_warning(picture, min_width, gettext("The picture")) if picture else ""
    words = {"width_hint": hint, "mark": placeholder_for(picture) if picture else ""}
    return render_to_string(
        "admin/_focal_preview.html",
        {"picture": picture, "shapes": shapes, "places_photos": places_photos, **words},
    )
