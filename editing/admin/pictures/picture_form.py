"""The form of a picture, and the base of forms with an upload."""

from django import forms
from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from editing.admin.forms.desk_form import DeskForm
from editing.admin.forms.thumbnails import thumbnail
from publishing import perceptual_hash, permissions_filter
from publishing.images import encode_upload
from publishing.models import Picture

CREDIT_FIELDS = ("credit", "licence", "rights_until")
DETAIL_FIELDS = (*CREDIT_FIELDS, "focal_x", "focal_y")
DESCRIBED_BY_OTHERS = _(
    "Somebody else has added this picture already, and described it. Please ask the region’s office to place it here, "
    "or choose another file."
)


def find_lookalike(picture, user):
    """Return a picture similar to a new one, among those the user may choose, or None."""
    among = permissions_filter.choosable(Picture.objects.all(), user)
    return None if picture.is_known else perceptual_hash.find_similar(picture, among)


def lookalike_hint(added, known):
    return format_html(
        '{} <a href="{}">{} {}</a>. {}',
        _("The picture “%(added)s” looks like one that is there already:") % {"added": added},
        reverse("admin:publishing_picture_change", args=[known.pk]),
        thumbnail(known),
        known,
        _("If it is the same, choose that one instead, so that credit and rights stand in one place."),
    )


class UploadForm(DeskForm):
    """For a form with the field `upload`."""

    prepared = {"upload": encode_upload}
    existing_permission = "view"
    """Required for a picture that is stored already."""

    def store_upload(self, upload, **details):
        """Return the stored Picture of the file, new or existing; None if it is rejected."""
        try:
            picture = Picture.objects.store(upload, added_by=self.user, **details)
        except forms.ValidationError as error:
            self.add_error("upload", error)
            return None
        if picture.is_known and not permissions_filter.has_permission(
            self.user, self.existing_permission, Picture, picture
        ):
            self.add_error("upload", DESCRIBED_BY_OTHERS)  # neither use nor discard their details
            return None
        if lookalike := find_lookalike(picture, self.user):
            self.warn_about_lookalike(picture, lookalike)
        return picture

    def warn_about_lookalike(self, picture, lookalike):
        messages.warning(self.request, lookalike_hint(picture, lookalike))


class PictureForm(UploadForm, forms.ModelForm):
    """Accepts a file only for a new picture: published pictures are never replaced."""

    existing_permission = "change"

    upload = forms.FileField(
        label=_("picture file"),
        help_text=_("JPEG, PNG, WebP or HEIC; it is turned upright and freed of GPS data."),
    )

    class Meta:
        model = Picture
        fields = DETAIL_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload") and not self.errors:
            details = {name: cleaned[name] for name in DETAIL_FIELDS if name in cleaned}
            if picture := self.store_upload(cleaned["upload"], **details):
                self.use_picture(picture)
        return cleaned

    def use_picture(self, picture):
        self.instance = picture
