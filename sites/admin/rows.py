"""What comes several to a space, edited within it."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationStackedInline

from publishing.admin import ConstraintFormMixin, DeskInlineMixin, KeptFileForm, PhotoInline, in_languages
from publishing.admin.preparing import prepare_document
from publishing.documents import CHECKS, MEGABYTE, ending_of
from publishing.sent_keys import valid_keys
from sites.admin.units import UnitsMixin
from sites.models import Offer, Space, SpaceDistance, SpaceDocument, SpacePhoto, Utility
from sites.quality.documents import lacks, lacks_of_upload, refused, words


class OfferForm(ConstraintFormMixin, forms.ModelForm):
    constraint_fields = {
        "offer_price_only_for_sale": "price_m2",
        "offer_rent_only_for_lease": "rent_m2",
        "offer_on_request_states_no_price": "price_type",
    }


class UtilityForm(ConstraintFormMixin, forms.ModelForm):
    constraint_fields = {"utility_capacity_has_unit": "unit"}


class OfferInline(UnitsMixin, DeskInlineMixin, admin.StackedInline):
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


class UtilityInline(UnitsMixin, DeskInlineMixin, admin.TabularInline):
    model = Utility
    form = UtilityForm
    extra = 0
    classes = ["collapse"]


class DistanceForm(forms.ModelForm):
    """All that is typed is `is_manual`, a field the form does not show; the constraint counts it all the same."""

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"is_manual"}


class DistanceInline(UnitsMixin, DeskInlineMixin, admin.TabularInline):
    """Distances typed by hand; what is computed is told beside the place (`computed_distances`)."""

    model = SpaceDistance
    form = DistanceForm
    extra = 0
    classes = ["collapse"]
    verbose_name = _("distance by road, typed by hand")
    verbose_name_plural = _(
        "distances by road, typed by hand: each stands in place of the computed one, unless the exact place is hidden"
    )

    def get_queryset(self, request):
        return super().get_queryset(request).filter(is_manual=True)


class SpacePhotoInline(PhotoInline):
    model = SpacePhoto


def prepare_pdf(file, user):
    """As prepare_document, and what the checks of a release ask of a PDF."""
    prepare_document(file, user)
    if ending_of(file.name) == "pdf":
        lacks_of_upload(file)


class DocumentForm(KeptFileForm):
    """Says beside a new file what is taken, beside a stored one what those miss who listen to it."""

    prepared = KeptFileForm.prepared | {"file": prepare_pdf}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" not in self.fields:
            return
        field = self.fields["file"]
        field.widget.attrs["accept"] = ",".join(f".{ending}" for ending in CHECKS)
        if self.instance.pk:
            field.help_text = " ".join(words(code, self.instance) for code in lacks(self.instance.file))
        else:
            field.help_text = _("%(endings)s; at most %(limit)d MB.") % {
                "endings": ", ".join(CHECKS),
                "limit": settings.DOCUMENT_MAX_BYTES // MEGABYTE,
            }


class DocumentInline(DeskInlineMixin, TranslationStackedInline):
    model = SpaceDocument
    form = DocumentForm
    extra = 0
    classes = ["collapse"]
    fieldsets = [
        (None, {"fields": [("kind", "as_of"), *in_languages("title"), ("file", "order"), "kept_file"]})
    ]

    @staticmethod
    def prepare_stored(space_id):
        """What the checks of a release ask of documents that are there; each process looks into each once."""
        for document in SpaceDocument.objects.filter(space__in=valid_keys(Space, [space_id])):
            if not refused(document.file):
                lacks(document.file)
