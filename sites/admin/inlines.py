"""Inlines of spaces."""

from pathlib import PurePath
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from editing.admin.forms.file_preparation import prepare_document
from editing.admin.forms.kept_files import KeptFileForm, LinkedFileInput
from editing.admin.forms.languages import in_languages
from editing.admin.forms.release_checks import EditedRows
from editing.admin.forms.rights import DeskInlineMixin
from editing.admin.pictures.photos import PhotoInline
from editing.admin.release.publishable_form import ConstraintFormMixin
from editing.primary_keys import valid_keys
from editing.releasing.files import refused_files
from editing.releasing.steps import unfinished_change
from publishing.documents import CONTENT_CHECKS, extension_of
from publishing.uploads import MEGABYTE
from roads.vehicles import Vehicle
from sites.models import Offer, Space, SpaceDistance, SpaceDocument, SpacePhoto, Utility
from sites.pool.quality.documents import pdf_problem_message, pdf_problems, read_pdf_problems, refusal_message
from sites.search.filters.table import MAX_DRIVE_MINUTES
from sites.views.document import document_url, file_name


class OfferForm(ConstraintFormMixin, forms.ModelForm):
    constraint_fields = {
        "offer_price_only_for_sale": "price_m2",
        "offer_rent_only_for_lease": "rent_m2",
        "offer_on_request_states_no_price": "price_type",
    }


class UtilityForm(ConstraintFormMixin, forms.ModelForm):
    constraint_fields = {"utility_capacity_has_unit": "unit"}


class OfferInline(DeskInlineMixin, admin.StackedInline):
    model = Offer
    form = OfferForm
    extra = 0
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("disposal", "price_type"),
                    ("price_m2", "price_total"),
                    ("rent_m2", "service_charge_m2", "deposit"),
                    ("ground_rent_m2", "ground_rent_percent", "term_years"),
                    ("commission", "note"),
                ]
            },
        )
    ]


class UtilityInline(DeskInlineMixin, admin.TabularInline):
    model = Utility
    form = UtilityForm
    extra = 0


class DistanceForm(ConstraintFormMixin, forms.ModelForm):
    """Form of manual distances (`is_manual`)."""

    constrained_fields = frozenset({"is_manual"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vehicle"].choices = [("", _("not said (a car)")), *Vehicle.choices]

    def clean_minutes(self):
        minutes = self.cleaned_data["minutes"]
        if minutes is not None and minutes > MAX_DRIVE_MINUTES:
            raise ValidationError(
                _("A driving time is at most a day: %(most)s minutes.") % {"most": MAX_DRIVE_MINUTES}
            )
        return minutes

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("vehicle") and cleaned.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", _("State how long this vehicle takes, or no vehicle."))
        return cleaned


class DistanceFormSet(EditedRows):
    """Rejects duplicate (kind, vehicle): Django's own check skips constraints with the excluded `is_manual`."""

    def clean(self):
        super().clean()
        stated = set()
        for form in self.forms:
            if not hasattr(form, "cleaned_data") or form.cleaned_data.get(DELETION_FIELD_NAME):
                continue
            kind = form.cleaned_data.get("kind")
            driven = kind, form.cleaned_data.get("vehicle")
            if driven in stated:
                form.add_error("kind", _("This distance is stated already."))
            elif kind:
                stated.add(driven)


class DistanceInline(DeskInlineMixin, admin.TabularInline):
    """Manual distances; computed ones are shown by `SpaceAdmin.computed_distances`."""

    only = {"is_manual": True}

    model = SpaceDistance
    form = DistanceForm
    formset = DistanceFormSet
    extra = 0
    verbose_name = _("distance by road, typed by hand")
    verbose_name_plural = _(
        "distances by road, typed by hand: each stands in place of the computed one, unless the exact place is hidden"
    )

    def get_queryset(self, request):
        return super().get_queryset(request).filter(**self.only)


class SpacePhotoInline(PhotoInline):
    model = SpacePhoto


def prepare_pdf(file):
    """Prepare a document, and cache the result of the PDF checks."""
    prepare_document(file)
    if extension_of(file.name) == "pdf":
        read_pdf_problems(file)


class DocumentForm(KeptFileForm):
    """Help text: accepted formats for a new file, accessibility problems of a stored one."""

    prepared = KeptFileForm.prepared | {"file": prepare_pdf}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" not in self.fields:
            return
        field = self.fields["file"]
        field.widget.address = self.address
        field.widget.attrs["accept"] = ",".join(f".{ending}" for ending in CONTENT_CHECKS)
        if self.instance.pk:
            field.help_text = " ".join(
                pdf_problem_message(code, self.instance) for code in pdf_problems(self.instance.file)
            )
        else:
            field.help_text = _("%(endings)s; at most %(limit)d MB.") % {
                "endings": ", ".join(CONTENT_CHECKS),
                "limit": settings.DOCUMENT_MAX_BYTES // MEGABYTE,
            }

    @property
    def address(self):
        """URL of the displayed file: its own, or that of the change it belongs to."""
        shown = self.stored_file or self.instance.file
        if not shown or not self.instance.space_id:
            return ""
        stored = getattr(self.instance, "stored_files", {}).get("file", self.instance.file.name)
        if self.instance.pk and shown.name == stored:
            return document_url(self.instance)
        space = self.instance.space
        review = reverse(f"admin:sites_{space.kind}_reviewfile", args=[space.pk])
        return f"{review}?{urlencode({'name': shown.name})}"

    def show_stored_file(self):
        super().show_stored_file()
        self.fields["file"].widget.address = self.address
        if not self.instance.pk and self.address:  # a new row: its input shows no stored file
            name = PurePath(self.instance.file.name).name
            self.fields["file"].help_text = format_html('<a href="{}">{}</a>', self.address, name)


class DocumentInline(DeskInlineMixin, TranslationStackedInline):
    model = SpaceDocument
    form = DocumentForm
    formfield_overrides = {models.FileField: {"widget": LinkedFileInput}}
    readonly_fields = ["opened_file"]
    extra = 0

    @staticmethod
    def prepare_stored(space_id):
        """Cache the PDF checks of stored and waiting documents, once per process."""
        for space in Space.objects.filter(pk__in=valid_keys(Space, [space_id])):
            for document in space.documents.all():
                if not refusal_message(document.file):
                    pdf_problems(document.file)
            if change := unfinished_change(space):
                refused_files(change)

    def get_fieldsets(self, request, obj=None):
        """With view permission only, show the file as a link: Django would show a path without one."""
        shown = "file" if self.has_change_permission(request, obj) else "opened_file"
        return [
            (None, {"fields": [("kind", "as_of"), *in_languages("title"), (shown, "order"), "kept_file"]})
        ]

    @admin.display(description=_("file"))
    def opened_file(self, document):
        if not document.file:
            return "–"
        return format_html('<a href="{}">{}</a>', document_url(document), file_name(document))
