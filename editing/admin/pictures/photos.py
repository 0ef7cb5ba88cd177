"""Forms and inlines of objects that show pictures: upload, credit, texts, order, focal point."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from editing.admin.forms.languages import in_languages
from editing.admin.forms.rights import DeskInlineMixin
from editing.admin.forms.thumbnails import PHOTO_SHAPES, PORTRAIT_SHAPES, focal_preview, thumbnail
from editing.admin.pictures.picture_form import DETAIL_FIELDS, UploadForm
from publishing import permissions_filter
from publishing.checks.pictures import MIN_PHOTO_WIDTH, MIN_PORTRAIT_WIDTH
from publishing.models import Picture


def percent_field(label):
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100)


class PictureSelect(AutocompleteSelect):
    """Uses the picture loaded with the row, which saves a query per row."""

    current = None

    def optgroups(self, name, value, attr=None):
        if self.current is None or [str(self.current.pk)] != [str(key) for key in value]:
            return super().optgroups(name, value, attr)
        label = self.choices.field.label_from_instance(self.current)
        none = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*none, self.create_option(name, self.current.pk, label, True, 0)], 0)]


class PictureUploadForm(UploadForm, forms.ModelForm):
    """A form for an object with one picture: a new file or an existing picture, with its details.

    A new picture is stored once its file is valid, so that it is kept if another field is invalid. An existing picture
    with a credit is used unchanged.
    """

    picture_field = "picture"
    picture_required = True
    credit_required = False
    """For publishable entries the credit is checked before release instead (publishing.checks.pictures)."""
    is_described = False

    upload = forms.FileField(
        label=_("new file"),
        required=False,
        help_text=_("JPEG, PNG, WebP or HEIC, at most 25 MB and 36 megapixels."),
    )
    credit = forms.CharField(
        label=_("credit"),
        max_length=200,
        required=False,
        help_text=_("For example “Photo: Anna Berg”. Needed before release."),
    )
    licence = forms.CharField(label=_("licence"), max_length=200, required=False)
    rights_until = forms.DateField(
        label=_("rights until"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("After this day the picture leaves the site."),
    )
    focal_x = percent_field(_("focal point, from the left in %"))
    focal_y = percent_field(_("focal point, from the top in %"))
    # The picture stored by an earlier, invalid submission: its details may still be corrected.
    stored_upload = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get(self.picture_field)
        if field:
            widget = getattr(field.widget, "widget", field.widget)  # wrapped by the administration
            widget.current = self.current_picture()
            field.required = False
            field.help_text = _("Or choose one that is there already, by its credit.")
        shown = self.current_picture() or Picture(rights_until="")
        for name in DETAIL_FIELDS:
            self.fields[name].initial = getattr(shown, name)

    def current_picture(self):
        """Return the picture of the row, or None."""
        has_one = getattr(self.instance, f"{self.picture_field}_id")
        return getattr(self.instance, self.picture_field) if has_one else None

    def clean(self):
        cleaned = super().clean()
        if upload := cleaned.get("upload"):
            self.use_picture(upload)
        if "upload" in self.errors:
            return cleaned
        picture = cleaned.get(self.picture_field)
        if picture and self.describes(picture):
            self.check_details(picture)
        elif picture is None and self.picture_required:
            self.add_error("upload", _("Choose a picture file, or a picture that is there already."))
        return cleaned

    def use_picture(self, upload):
        """Store the upload and select its picture, also if the form is shown again."""
        picture = self.store_upload(upload, credit=self.cleaned_data.get("credit", ""))
        if picture is None:
            return
        chosen = {self.picture_field: picture.pk}
        if not picture.is_known or not picture.credit:
            chosen["stored_upload"] = self.cleaned_data["stored_upload"] = picture.pk
        elif not self.describes(picture):
            words = _("This picture is there already, and taken as it is: %(credit)s.")
            messages.info(self.request, words % {"credit": picture.credit})
        self.cleaned_data[self.picture_field] = picture
        self.data = self.data.copy()
        for name, key in chosen.items():
            self.data[self.add_prefix(name)] = str(key)

    def check_details(self, picture):
        if "credit" in self.errors:
            return
        if (self.credit_required or picture.credit) and not self.cleaned_data.get("credit"):
            self.add_error("credit", _("Say who made the picture."))
        elif self.details_differ(picture) and not self.may_describe(picture):
            words = _("Others show this picture too, so its details stay as they are. Credit: %(credit)s")
            self.add_error("credit", words % {"credit": picture.credit})

    def details_differ(self, picture):
        return any(getattr(picture, name) != value for name, value in self.details().items())

    def details(self):
        """Return the typed details; an empty focal point is the centre."""
        typed = {name: value for name, value in self.cleaned_data.items() if name in DETAIL_FIELDS}
        return {name: getattr(Picture(), name) if value is None else value for name, value in typed.items()}

    def may_describe(self, picture):
        """Check permission: credit and rights apply wherever the picture is shown."""
        return permissions_filter.has_permission(self.user, "change", Picture, picture)

    def describes(self, picture):
        """Return whether the details in this form belong to that picture, not to the one shown before."""
        return picture.pk in (self.initial.get(self.picture_field), self.cleaned_data.get("stored_upload"))

    def check_whole(self):
        """Set the details in memory, so that they are included in the checks."""
        super().check_whole()
        picture = self.current_picture()
        differs = picture and self.describes(picture) and self.details_differ(picture)
        if differs and self.may_describe(picture):
            self.is_described = True
            for name, value in self.details().items():
                setattr(picture, name, value)

    def save(self, commit=True):
        if self.is_described:
            self.current_picture().save(update_fields=DETAIL_FIELDS)
        return super().save(commit)


class PortraitForm(PictureUploadForm):
    credit_required = True
    picture_field = "portrait"
    picture_required = False


class PhotoInline(DeskInlineMixin, TranslationStackedInline):
    """The photos of an object; subclasses set the model."""

    template = "admin/photo_inline.html"
    form = PictureUploadForm
    extra = 1
    autocomplete_fields = ["picture"]
    readonly_fields = ["preview"]
    classes = ["admin-photos"]

    fieldsets = [
        (
            None,
            {
                "fields": [
                    "preview",
                    ("upload", "picture"),
                    *in_languages("alt"),
                    ("credit", "decorative"),
                    ("order", "focal_x", "focal_y"),
                    "stored_upload",
                ]
            },
        ),
        (
            _("More about the photo"),
            {"fields": [*in_languages("caption"), ("licence", "rights_until")], "classes": ["collapse"]},
        ),
    ]

    class Media:
        js = [
            Script("js/elements/admin-focal-point.js", type="module"),
            Script("js/elements/photo-order.js", type="module"),
            Script("js/elements/photo-upload.js", type="module"),
        ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("picture")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "picture":
            kwargs["widget"] = PictureSelect(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def preview(self, photo):
        picture = photo.picture if photo and photo.picture_id else None
        in_text = getattr(self.parent_model, "places_photos", False)
        return focal_preview(picture, PHOTO_SHAPES, MIN_PHOTO_WIDTH, in_text)

    preview.short_description = _("preview")


def portrait_fieldset(*words):
    """For the `fieldsets` of a PortraitAdminMixin; `words`: fields for texts about the portrait."""
    fields = [
        "portrait_preview",
        ("upload", "portrait"),
        ("credit", "licence", "rights_until"),
        *words,
        ("focal_x", "focal_y"),
        "stored_upload",
    ]
    return (_("Portrait"), {"fields": fields, "classes": ["admin-photo"]})


class PortraitAdminMixin:
    """For people with an optional portrait, with the fields of a photo. Requires a DeskAdminMixin."""

    form = PortraitForm
    autocomplete_fields = ["portrait"]
    readonly_fields = ["portrait_preview"]

    class Media:
        js = [Script("js/elements/admin-focal-point.js", type="module")]

    @admin.display(description=_("picture"))
    def picture(self, person):
        return thumbnail(person.portrait) if person.portrait else "–"

    @admin.display(description=_("preview"))
    def portrait_preview(self, person):
        return focal_preview(person.portrait if person else None, PORTRAIT_SHAPES, MIN_PORTRAIT_WIDTH)
