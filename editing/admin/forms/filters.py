from django.conf import settings
from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from publishing.querysets import is_empty


def is_untranslated(model, code):
    """Return a Q for objects without a title in this language."""
    return is_empty(build_localized_fieldname(model.title_field, code))


class ChoicesFilter(admin.SimpleListFilter):
    """A filter with fixed choices. Subclasses set `narrowing`: {value: (label, function of the queryset)}."""

    narrowing = {}

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _narrow) in self.narrowing.items()]

    def queryset(self, request, queryset):
        _label, narrow = self.narrowing.get(self.value(), ("", lambda rows: rows))
        return narrow(queryset)


class TranslationFilter(admin.SimpleListFilter):
    """Objects without a translated title."""

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


class RelatedOnlyFilter(admin.RelatedOnlyFieldListFilter):
    """Checks the use of each choice with EXISTS; Django reads all rows of the list."""

    def field_choices(self, field, request, model_admin):
        having = model_admin.get_queryset(request).order_by().filter(**{self.field_path: OuterRef("pk")})
        return field.get_choices(
            include_blank=False,
            limit_choices_to=Q(Exists(having)),
            ordering=self.field_admin_ordering(field, request, model_admin),
        )


class PhotoFilter(ChoicesFilter):
    title = _("photos")
    parameter_name = "photos"
    narrowing = {
        "with": (_("with photos"), lambda rows: rows.filter(photos__isnull=False).distinct()),
        "without": (_("without photos"), lambda rows: rows.filter(photos__isnull=True)),
    }
