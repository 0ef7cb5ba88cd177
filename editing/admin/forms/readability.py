"""Readability of an entry's German texts, shown above its form."""

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from editing.readability import LONG_SENTENCE_WORDS, MAX_EASY_YEAR, MIN_HARD_YEAR, MIN_WORDS, Readability
from publishing.richtext_placeholders import strip_placeholders

MAX_QUOTED_SENTENCES = 3


def readability_reports(obj):
    """Return [{"label", "field", "found": Readability, "judgement", "advice"}] of the longer German texts."""
    found = {
        name: Readability(
            strip_placeholders(getattr(obj, build_localized_fieldname(name, settings.LANGUAGE_CODE)))
        )
        for name in translator.get_options_for_model(type(obj)).all_fields
        if isinstance(obj._meta.get_field(name), models.TextField)
    }
    return [
        {
            "label": obj._meta.get_field(name).verbose_name,
            "field": build_localized_fieldname(name, settings.LANGUAGE_CODE),
            "found": text,
            "judgement": judgement(text),
            "advice": advice(text),
        }
        for name, text in found.items()
        if text.words >= MIN_WORDS
    ]


def judgement(found):
    """Grade by the school year rounded as displayed."""
    if round(found.school_year) <= MAX_EASY_YEAR:
        return _("easy to read")
    return _("hard to read") if round(found.school_year) >= MIN_HARD_YEAR else _("of medium difficulty")


def advice(found):
    """Quote the longest sentences; "" where none is too long."""
    long = found.long_sentences
    if not long:
        return ""
    words = ngettext(
        "One sentence has more than %(limit)d words. Make two of it:",
        "%(count)d sentences have more than %(limit)d words. Make two of each, for example of:",
        len(long),
    ) % {"count": len(long), "limit": LONG_SENTENCE_WORDS}
    quoted = (f"„{Truncator(sentence).words(10, truncate=' …')}“" for sentence in long[:MAX_QUOTED_SENTENCES])
    return f"{words} {' · '.join(quoted)}"
