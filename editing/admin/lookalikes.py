"""Tells the user who added a picture that one which is there already looks the same. A hint: the picture is kept."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editing.admin.thumbnails import thumbnail
from publishing import perceptual_hash, reach
from publishing.models import Picture


def find_lookalike(picture, user):
    """Among the pictures that the user may choose; of all others they learn nothing. None for what is no news."""
    return None if picture.is_known else perceptual_hash.lookalike(picture, choosable_by(user))


def choosable_by(user):
    return reach.choosable(Picture.objects.all(), user)


def hint(added, known):
    return format_html(
        '{} <a href="{}">{} {}</a>. {}',
        _("The picture “%(added)s” looks like one that is there already:") % {"added": added},
        reverse("admin:publishing_picture_change", args=[known.pk]),
        thumbnail(known),
        known,
        _("If it is the same, choose that one instead, so that credit and rights stand in one place."),
    )
