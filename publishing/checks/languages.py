"""Texts that are written in German and missing in other languages."""

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from publishing.checks import Problem, register_check
from publishing.models import Publishable


@register_check(Publishable)
def missing_translations(case):
    for code, name in settings.LANGUAGES:
        if code != settings.LANGUAGE_CODE:
            yield from translation_problems(case.obj, code, name)


def translation_problems(obj, code, language):
    """Yield a Problem for each untranslated field; a single one if there is no translation at all."""
    fields = filled_fields(obj)
    lacking = [name for name in fields if not getattr(obj, build_localized_fieldname(name, code))]
    labels = {name: str(obj._meta.get_field(name).verbose_name) for name in lacking}
    if lacking and len(lacking) == len(fields):
        words = _("Nothing is written in %(language)s yet: %(fields)s.")
        names = get_text_list(list(labels.values()), _("and"))
        field = build_localized_fieldname(obj.title_field, code)
        yield Problem(field, words % {"language": language, "fields": names}, f"missing_{code}")
        return
    for name in lacking:
        words = _("Missing in %(language)s: %(field)s.") % {"language": language, "field": labels[name]}
        yield Problem(build_localized_fieldname(name, code), words, f"missing_{code}")


def filled_fields(obj):
    """Return the editable translated fields that are filled in German, in the order of the model."""
    translated = translator.get_options_for_model(type(obj)).all_fields  # in arbitrary order
    return [
        field.name
        for field in obj._meta.fields
        if field.name in translated
        and field.editable
        and getattr(obj, build_localized_fieldname(field.name, settings.LANGUAGE_CODE))
    ]
