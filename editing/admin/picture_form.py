"""The form of a picture by itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from editing.admin.desk_form import DeskForm
from editing.admin.lookalikes import find_lookalike
from publishing import reach
from publishing.images import encode_upload
from publishing.models import Picture

ABOUT = ("credit", "licence", "rights_until")
DETAILS = (*ABOUT, "focal_x", "focal_y")
OF_OTHERS = _(
    "Somebody else has added this picture already, and described it. Please ask the region’s office to place it here, "
    "or choose another file."
)


class PictureForm(DeskForm, forms.ModelForm):
    """Takes a new file only when the picture is added: what a page shows does not change behind its back."""

    lookalike = None
    prepared = {"upload": encode_upload}

    upload = forms.FileField(
        label=_("picture file"),
        help_text=_("JPEG, PNG, WebP or HEIC; it is turned upright and freed of GPS data."),
    )

    class Meta:
        model = Picture
        fields = DETAILS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("upload") and not self.errors:
            details = {name: cleaned[name] for name in DETAILS if name in cleaned}
            try:
                picture = Picture.objects.store(cleaned["upload"], added_by=self.user, **details)
            except forms.ValidationError as error:
                self.add_error("upload", error)
            else:
                self.take(picture)
                if found := find_lookalike(picture, self.user):
                    self.lookalike = (picture, found)
        return cleaned

    def take(self, picture):
        """The same file is the same picture, which somebody else may have added and described before."""
        if reach.may(self.user, "change", Picture, picture):
            self.instance = picture
        else:
            self.add_error("upload", OF_OTHERS)
