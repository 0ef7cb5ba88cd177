"""Where the description says one thing and a fact another: “a certificate is available” beside “not available yet”; and
where a total price is not what area and price come to.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.utils import build_localized_fieldname

from formats.templatetags.typography import eur
from publishing.checks import Level, Problem, register
from sites.choices import Contamination, EnergyCertificate, RailSiding, Sprinkler
from sites.models import Space
from sites.totals import contradicted

TEXTS = ("description", "situation")
SENTENCE = re.compile(r"[^.!?;\n]+")
DENIED = re.compile(
    r"\b(kein\w*|nicht|ohne|weder|wird|werden|würde|kann|können|möglich|geplant|vorgesehen|vorbereitet|\w*rüstbar"
    r"|in kürze|bald|auf wunsch|bei bedarf"
    r"|no|not|none|without|neither|yet|will|can|could|planned|possible|soon|prepared|on request)\b",
    re.IGNORECASE,
)
"""A sentence with such a word claims nothing of what it names."""


@dataclass(frozen=True)
class Claim:
    """What a sentence of either language says is there, and the values of a fact that say otherwise."""

    fact: str
    sentence: re.Pattern
    against: frozenset


def claim(fact, sentence, *against):
    return Claim(fact, re.compile(sentence, re.IGNORECASE), frozenset(against))


CLAIMS = (
    claim(
        "energy_certificate",
        r"\benergie\w*ausweis\w*\b.*\b(liegt|vorhanden|gibt)\b"
        r"|\benergy (performance )?certificate\b.*\b(exists|available)\b",
        EnergyCertificate.PENDING,
        EnergyCertificate.NOT_REQUIRED,
    ),
    claim(
        "rail_siding",
        r"\b(mit|eigene[rn]?|hat einen?) gleisanschluss\b|\bgleisanschluss (ist )?(vorhanden|liegt)\b"
        r"|\b(has|with|own) (a |its own )?(rail(way)? )siding\b",
        RailSiding.NONE,
    ),
    claim(
        "sprinkler",
        r"\bsprinkler\w*\b.*\b(vorhanden|installiert|eingebaut|installed)\b|\bsprinklered\b",
        Sprinkler.NONE,
    ),
    claim(
        "contamination",
        r"\baltlastenfrei\w*\b|\bfrei von altlasten\b|\bfree (of|from) contamination\b",
        Contamination.SUSPECTED,
        Contamination.CONTAMINATED,
    ),
)


@register(Space)
def contradictions(case):
    """One line for each fact, beside the text that speaks against it."""
    for one in CLAIMS:
        if getattr(case.obj, one.fact) in one.against:
            yield next(contradicting(case.obj, one), None)


def contradicting(space, one):
    for text in TEXTS:
        for code, _name in settings.LANGUAGES:
            field = build_localized_fieldname(text, code)
            for sentence in SENTENCE.findall(getattr(space, field) or ""):
                if one.sentence.search(sentence) and not DENIED.search(sentence):
                    yield Problem(
                        Level.WARNING, field, words(space, one.fact, sentence.strip()), "contradiction"
                    )


def words(space, fact, sentence):
    return _("The text says “%(sentence)s”, but “%(fact)s” says “%(value)s”. One of the two is wrong.") % {
        "sentence": sentence,
        "fact": capfirst(space._meta.get_field(fact).verbose_name),
        "value": getattr(space, f"get_{fact}_display")(),
    }


@register(Space)
def totals(case):
    """Filters and pages take the stated sum, and beside it stands a price per square metre that tells another."""
    for prefix, offer in case.rows("offers"):
        computed = contradicted(offer, case.obj.area)
        if computed is not None:
            words = _(
                "The total price is %(stated)s, but area and price per m² come to %(computed)s. One of them is wrong."
            )
            told = {"stated": eur(offer.price_total), "computed": eur(computed)}
            yield Problem(Level.WARNING, f"{prefix}-price_total", words % told, "contradicted_total")
