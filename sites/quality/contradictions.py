"""Where the description says one thing and a fact another: “a certificate is available” beside “not available yet”."""

import re

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from publishing.checks import Level, Problem, register
from sites.facts import FACTS
from sites.models import Space

TEXTS = ("description", "situation")
SENTENCE = re.compile(r"[^.!?;\n]+")
DENIED = re.compile(
    r"\b(kein\w*|nicht|ohne|weder|wird|werden|würde|kann|können|möglich|geplant|vorgesehen|vorbereitet|\w*rüstbar"
    r"|in kürze|bald|auf wunsch|bei bedarf"
    r"|no|not|none|without|neither|yet|will|can|could|planned|possible|soon|prepared|on request)\b",
    re.IGNORECASE,
)
"""A sentence with such a word claims nothing of what it names."""


CLAIMS = {fact.name: re.compile(fact.claim.sentence, re.IGNORECASE) for fact in FACTS.values() if fact.claim}
"""{fact: what a sentence says is there}"""


@register(Space)
def contradictions(case):
    """One line for each fact, beside the text that speaks against it."""
    for fact in CLAIMS:
        if getattr(case.obj, fact) in FACTS[fact].claim.against:
            yield next(contradicting(case.obj, fact), None)


def contradicting(space, fact):
    for text in TEXTS:
        for code, _name in settings.LANGUAGES:
            field = build_localized_fieldname(text, code)
            for sentence in SENTENCE.findall(getattr(space, field) or ""):
                if CLAIMS[fact].search(sentence) and not DENIED.search(sentence):
                    yield Problem(Level.WARNING, field, words(space, fact, sentence.strip()), "contradiction")


def words(space, fact, sentence):
    return _("The text says “%(sentence)s”, but “%(fact)s” says “%(value)s”. One of the two is wrong.") % {
        "sentence": sentence,
        "fact": capfirst(space._meta.get_field(fact).verbose_name),
        "value": getattr(space, f"get_{fact}_display")(),
    }
