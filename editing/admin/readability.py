"""How the German texts of an entry read, with plain advice; told above its form."""

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from modeltranslation.translator import translator
from modeltranslation.utils import build_localized_fieldname

from editing.readability import EASY, FEWEST_WORDS, HARD, LONG_SENTENCE_WORDS, Readability
from publishing.marks import without_marks

WORDS_PER_SENTENCE = 15  # up to here the mean is good
LONG_WORDS_PERCENT = 35
SENTENCES_QUOTED = 3


def texts_of(obj):
    """The longer German texts: [{"label", "field", "found": Readability, "judgement", "advice"}]."""
    found = {
        name: Readability(
            without_marks(getattr(obj, build_localized_fieldname(name, settings.LANGUAGE_CODE)))
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
            "advice": list(advice(text)),
        }
        for name, text in found.items()
        if text.words >= FEWEST_WORDS
    ]


def judgement(found):
    """By the school year as it is told, in whole numbers."""
    if round(found.school_year) <= EASY:
        return _("easy to read")
    return _("hard to read") if round(found.school_year) >= HARD else _("of medium difficulty")


def advice(found):
    if long := found.long_sentences:
        words = ngettext(
            "One sentence has more than %(limit)d words. Make two of it:",
            "%(count)d sentences have more than %(limit)d words. Make two of each, for example of:",
            len(long),
        ) % {"count": len(long), "limit": LONG_SENTENCE_WORDS}
        quoted = (f"„{Truncator(sentence).words(10, truncate=' …')}“" for sentence in long[:SENTENCES_QUOTED])
        yield f"{words} {' · '.join(quoted)}"
    elif found.words_per_sentence > WORDS_PER_SENTENCE:
        yield _("The sentences are long. One thought a sentence reads more easily.")
    if found.long_word_percent > LONG_WORDS_PERCENT:
        yield _("Many words are long. Look for shorter ones, or say with a verb what stands in a noun.")
    if round(found.school_year) >= HARD:
        yield _("Explain terms of the trade, or leave them out where everybody is addressed.")
