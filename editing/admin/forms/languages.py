"""Translated fields in admin forms and lists."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname


def in_languages(*names):
    """Return the columns of translated fields for a fieldset, one line per field."""
    return [
        tuple(build_localized_fieldname(name, code) for code, _name in settings.LANGUAGES) for name in names
    ]


@admin.display(description=_("languages"))
def languages_of(obj):
    """A column with the languages in which an object is complete."""
    names = translator.get_options_for_model(type(obj)).all_fields
    default = settings.LANGUAGE_CODE
    filled = [name for name in names if getattr(obj, build_localized_fieldname(name, default))]
    words = [default.upper()]
    for code, _name in settings.LANGUAGES:
        if code == default:
            continue
        done = sum(bool(getattr(obj, build_localized_fieldname(name, code))) for name in filled)
        if done == len(filled):
            words.append(code.upper())
        elif done:
            words.append(_("%(language)s in part") % {"language": code.upper()})
    return ", ".join(str(word) for word in words)
