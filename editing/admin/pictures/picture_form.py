"""Forms that take a picture file, and that of a picture by itself."""

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
    """Of what is new, what looks the same among the pictures that the user may choose; they learn of no others."""
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
    """Needed for a picture that is there already."""

    def store_upload(self, upload, **details):
        """The Picture of the file, the one there already if there is one; None where the file is refused."""
        try:
            picture = Picture.objects.store(upload, added_by=self.user, **details)
        except forms.ValidationError as error:
            self.add_error("upload", error)
            return None
        if picture.is_known and not permissions_filter.has_permission(
            self.user, self.existing_permission, Picture, picture
        ):
            self.add_error("upload", DESCRIBED_BY_OTHERS)  # neither take their words for it nor drop these
            return None
        if lookalike := find_lookalike(picture, self.user):
            self.warn_about_lookalike(picture, lookalike)
        return picture

    def warn_about_lookalike(self, picture, lookalike):
        messages.warning(self.request, lookalike_hint(picture, lookalike))


class PictureForm(UploadForm, forms.ModelForm):
    """Takes a new file only when the picture is added: what a page shows does not change behind its back."""

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
