"""Photos in one row: preview, file, credit, words in both languages, order, focal point."""

from copy import copy

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.forms.widgets import Script
from django.utils.formats import localize_input
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from editing.admin.cropping import PHOTO_SHAPES, PORTRAIT_SHAPES, focal_preview
from editing.admin.desk_form import DeskForm
from editing.admin.languages import in_languages
from editing.admin.lookalikes import find_lookalike, hint
from editing.admin.picture_form import ABOUT, DETAILS, OF_OTHERS
from editing.admin.rights import DeskInlineMixin
from editing.admin.thumbnails import thumbnail
from publishing import reach
from publishing.checks.pictures import PHOTO_PX, PORTRAIT_PX
from publishing.images import encode_upload
from publishing.models import Picture


def percent(label):
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100)


class PictureSelect(AutocompleteSelect):
    """Names the picture that the row has read already, in place of a query for each row."""

    known = None

    def optgroups(self, name, value, attr=None):
        if self.known is None or [str(self.known.pk)] != [str(key) for key in value]:
            return super().optgroups(name, value, attr)
        label = self.choices.field.label_from_instance(self.known)
        none = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*none, self.create_option(name, self.known.pk, label, True, 0)], 0)]


class PictureUploadForm(DeskForm, forms.ModelForm):
    """A form for something that shows one picture: a new file, or one that is there already, with its details.

    The new picture is stored as soon as it is found good, so that it is not lost when another field is wrong.
    """

    picture_field = "picture"
    picture_required = True
    credit_required = False
    """Of an entry with a life of its own the checks ask for it before it is released (publishing.checks.pictures)."""
    lookalike = None
    prepared = {"upload": encode_upload}

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
    focal_x = percent(_("focal point, from the left in %"))
    focal_y = percent(_("focal point, from the top in %"))
    # The picture of a file that was sent with an earlier, faulty try: its details may still be corrected.
    stored_upload = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields.get(self.picture_field)
        if field:
            widget = getattr(field.widget, "widget", field.widget)  # wrapped by the administration
            widget.known = self.pictured()
            field.required = False
            field.help_text = _("Or choose one that is there already, by its credit.")
        self.tell(self.pictured())

    def tell(self, picture):
        """Show the details of the picture."""
        for name in DETAILS:
            default = Picture._meta.get_field(name).default if name.startswith("focal") else ""
            self.fields[name].initial = getattr(picture, name) if picture else default

    def pictured(self):
        """The picture that the row shows, or None."""
        has_one = getattr(self.instance, f"{self.picture_field}_id")
        return getattr(self.instance, self.picture_field) if has_one else None

    def clean(self):
        cleaned = super().clean()
        upload, chosen = cleaned.get("upload"), cleaned.get(self.picture_field)
        if upload:
            self.store(upload)
        elif chosen is None and self.picture_required and "upload" not in self.errors:
            self.add_error("upload", _("Choose a picture file, or a picture that is there already."))
        elif chosen and self.describes(chosen):
            self.check_details(chosen)
        return cleaned

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
        values = {name: self.cleaned_data.get(name) for name in DETAILS}
        for name in ("focal_x", "focal_y"):
            if values[name] is None:
                values[name] = Picture._meta.get_field(name).default
        return values

    def may_describe(self, picture):
        """Credit and rights belong to the picture wherever it is shown."""
        return reach.may(self.user, "change", Picture, picture)

    def describes(self, picture):
        """Whether credit and focal point in this form are that picture's, not those of one shown before."""
        return picture.pk in (self.initial.get(self.picture_field), self.cleaned_data.get("stored_upload"))

    def store(self, upload):
        lacks_credit = self.credit_required and not self.cleaned_data.get("credit")
        try:
            if lacks_credit or any(name in self.errors for name in DETAILS):
                encode_upload(upload)  # told at once, should it be no good
                if lacks_credit:
                    self.add_error("credit", _("Say who made the picture, and choose the file once more."))
                return
            picture = Picture.objects.store(upload, credit=self.cleaned_data["credit"], added_by=self.user)
        except forms.ValidationError as error:
            self.add_error("upload", error)
            return
        if picture.is_known and not reach.may(self.user, "view", Picture, picture):
            self.add_error("upload", OF_OTHERS)  # neither take their words for it nor drop these
            return
        self.choose(picture)
        self.compare(picture)
        if picture.is_known and self.contradicts(picture):
            self.offer(picture)

    def compare(self, picture):
        """Told after saving; beside the file when the form comes back because of something else."""
        if found := find_lookalike(picture, self.user):
            self.lookalike = (picture, found)
            self["upload"].help_text = hint(*self.lookalike)

    def choose(self, picture):
        self.cleaned_data[self.picture_field] = picture
        # Shown as chosen when the form comes back because of another field.
        self.data = self.data.copy()
        self.data[self.add_prefix(self.picture_field)] = str(picture.pk)
        self.data[self.add_prefix("stored_upload")] = str(picture.pk)
        self.cleaned_data["stored_upload"] = picture.pk

    def contradicts(self, picture):
        return any(self.cleaned_data.get(name) not in (None, "", getattr(picture, name)) for name in ABOUT)

    def offer(self, picture):
        """The same file was added before, with other words: those are shown, and count if it is sent again."""
        for name in DETAILS:
            value = self.fields[name].prepare_value(getattr(picture, name))
            self.data[self.add_prefix(name)] = localize_input("" if value is None else value)
        words = _(
            "This picture is there already. It is chosen now with its own details: save again to take it."
        )
        self.add_error("upload", words)

    def pending_row(self):
        """A copy of the row, with the picture as this form will leave it: what is checked before it is saved."""
        row, picture = copy(self.instance), self.pictured()
        if picture and self.describes(picture) and self.may_describe(picture):
            picture = copy(picture)
            for name in self.cleaned_data.keys() & DETAILS:
                setattr(picture, name, self.cleaned_data[name])
            setattr(row, self.picture_field, picture)
        return row

    def save(self, commit=True):
        picture = self.pictured()
        is_described = picture and self.describes(picture) and self.may_describe(picture)
        if is_described and self.details_differ(picture):
            for name, value in self.details().items():
                setattr(picture, name, value)
            picture.save(update_fields=DETAILS)
        return super().save(commit)


class PortraitForm(PictureUploadForm):
    credit_required = True
    picture_field = "portrait"
    picture_required = False


class PhotoInline(DeskInlineMixin, TranslationStackedInline):
    """The photos of an object; subclasses name the model."""

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
        return focal_preview(picture, PHOTO_SHAPES, PHOTO_PX, in_text)

    preview.short_description = _("preview")


def portrait_fieldset(*words):
    """For the `fieldsets` of a PortraitAdminMixin; `words`: the fields for what is said of the portrait."""
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
    """For people with one portrait: the same fields as a photo, none of them required. Wants a DeskAdminMixin."""

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
        return focal_preview(person.portrait if person else None, PORTRAIT_SHAPES, PORTRAIT_PX)
