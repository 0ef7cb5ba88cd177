"""German and English beside each other."""

from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname


def in_languages(*names):
    """The columns of translated fields, a line for each field with its languages side by side."""
    return [
        tuple(build_localized_fieldname(name, code) for code, _name in settings.LANGUAGES) for name in names
    ]


@admin.display(description=_("languages"))
def languages_of(obj):
    """The column that says in which languages an object is written."""
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
