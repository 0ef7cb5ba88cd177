from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from editing.admin.base import WORKFLOW_FIELDSET, PublishableAdmin
from editing.admin.forms.history import HistoryAdmin
from editing.admin.forms.languages import in_languages, languages_of
from editing.admin.forms.thumbnails import thumbnail
from editing.admin.pictures.photos import PortraitAdminMixin, portrait_fieldset
from quotes.models import Partner, Quote


@admin.register(Quote)
class QuoteAdmin(PublishableAdmin):
    list_display = ["picture", "words", "partner", "is_featured", "state", languages_of, "updated_at"]
    list_display_links = ["words"]
    list_filter = [*PublishableAdmin.list_filter, "is_featured"]
    list_select_related = ["partner__portrait"]
    search_fields = ["text_de", "text_en", "partner__name", "partner__organisation"]
    autocomplete_fields = ["partner"]
    fieldsets = [
        (None, {"fields": ["partner", *in_languages("text"), "is_featured", "order"]}),
        WORKFLOW_FIELDSET,
        (_("Origin"), {"fields": [("said_on", "consent_on")]}),
    ]

    @admin.display(description=_("picture"))
    def picture(self, quote):
        return thumbnail(quote.partner.portrait) if quote.partner.portrait else "–"

    @admin.display(description=_("words"), ordering="text")
    def words(self, quote):
        return f"{quote.text[:80]}…" if len(quote.text) > 80 else quote.text


@admin.register(Partner)
class PartnerAdmin(PortraitAdminMixin, HistoryAdmin, TranslationAdmin):
    list_display = ["picture", "name", "role", "organisation", languages_of]
    list_display_links = ["name"]
    list_select_related = ["portrait"]
    search_fields = ["name", "organisation"]

    fieldsets = [
        (None, {"fields": ["name", *in_languages("role"), "organisation"]}),
        portrait_fieldset(*in_languages("portrait_alt")),
    ]
