"""Contradictions between description and facts, such as “a certificate is available” and “not available yet”, and
between total price and price per m².
"""

import re

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from formats.templatetags.typography import eur
from publishing.checks import Problem, register_check
from sites.facts import FACTS
from sites.facts.totals import contradicted
from sites.models import Space

TEXT_FIELDS = ("description", "situation")
SENTENCE = re.compile(r"[^.!?;\n]+")
NEGATION = re.compile(
    r"\b(kein\w*|nicht|ohne|weder|wird|werden|würde|kann|können|möglich|geplant|vorgesehen|vorbereitet|\w*rüstbar"
    r"|in kürze|bald|auf wunsch|bei bedarf"
    r"|no|not|none|without|neither|yet|will|can|could|planned|possible|soon|prepared|on request)\b",
    re.IGNORECASE,
)
"""A sentence with such a word is no claim."""


CLAIMS = {fact.name: re.compile(fact.claim.sentence, re.IGNORECASE) for fact in FACTS.values() if fact.claim}
"""{fact: pattern of sentences that claim it}"""


@register_check(Space)
def check_descriptions(case):
    """Yield one problem per fact, at the contradicting text field."""
    for fact in CLAIMS:
        if getattr(case.obj, fact) in FACTS[fact].claim.against:
            yield next(find_contradictions(case.obj, fact), None)


def find_contradictions(space, fact):
    for text in TEXT_FIELDS:
        for code, _name in settings.LANGUAGES:
            field = build_localized_fieldname(text, code)
            for sentence in SENTENCE.findall(getattr(space, field) or ""):
                if CLAIMS[fact].search(sentence) and not NEGATION.search(sentence):
                    yield Problem(
                        field, contradiction_message(space, fact, sentence.strip()), "contradiction"
                    )


def contradiction_message(space, fact, sentence):
    return _("The text says “%(sentence)s”, but “%(fact)s” says “%(value)s”. One of the two is wrong.") % {
        "sentence": sentence,
        "fact": capfirst(space._meta.get_field(fact).verbose_name),
        "value": getattr(space, f"get_{fact}_display")(),
    }


@register_check(Space)
def check_totals(case):
    """Yield offers whose total price differs from area times price."""
    for prefix, offer in case.rows("offers"):
        computed = contradicted(offer, case.obj.area)
        if computed is not None:
            words = _(
                "The total price is %(stated)s, but area and price per m² come to %(computed)s. One of them is wrong."
            )
            told = {"stated": eur(offer.price_total), "computed": eur(computed)}
            yield Problem(f"{prefix}-price_total", words % told, "contradicted_total")
