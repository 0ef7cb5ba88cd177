from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname


def is_untranslated(model, code):
    """The condition “has no title in this language”."""
    column = build_localized_fieldname(model.title_field, code)
    return Q(**{column: ""}) | Q(**{f"{column}__isnull": True})


class TranslationFilter(admin.SimpleListFilter):
    """Which objects still wait for their translation: the title tells."""

    title = _("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        for code, name in settings.LANGUAGES:
            if code != settings.LANGUAGE_CODE:
                yield code, _("translated: %(language)s") % {"language": name}
                yield f"no-{code}", _("not translated: %(language)s") % {"language": name}

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        missing = is_untranslated(queryset.model, self.value().removeprefix("no-"))
        return queryset.filter(missing if self.value().startswith("no-") else ~missing)


class PhotoFilter(admin.SimpleListFilter):
    title = _("photos")
    parameter_name = "photos"

    def lookups(self, request, model_admin):
        return [("with", _("with photos")), ("without", _("without photos"))]

    def queryset(self, request, queryset):
        if self.value() == "with":
            return queryset.filter(photos__isnull=False).distinct()
        if self.value() == "without":
            return queryset.filter(photos__isnull=True)
        return queryset
