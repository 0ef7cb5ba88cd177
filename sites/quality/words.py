"""Facts in words that stand in one of the two languages alone."""

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from publishing.checks import Level, Problem, register
from publishing.checks.languages import NAMES
from sites.facts import FACTS
from sites.models import Space


@register(Space)
def words_in_both_languages(case):
    """One line for each language: what lacks it; and what stands in it alone, which nobody reads so."""
    told = [fact for fact in FACTS.values() if fact.is_of(case.obj.kind) and len(fact.columns) > 1]
    for code, name in settings.LANGUAGES:
        if code == settings.LANGUAGE_CODE:
            continue
        pairs = [(fact, f"{fact.name}_{code}") for fact in told if f"{fact.name}_{code}" in fact.columns]
        stated = [(fact, getattr(case.obj, fact.name), column) for fact, column in pairs]
        lacking = [
            (fact, column) for fact, words, column in stated if words and not getattr(case.obj, column)
        ]
        alone = [
            (fact, fact.name) for fact, words, column in stated if not words and getattr(case.obj, column)
        ]
        language = {"language": NAMES.get(code, name)}
        if lacking:
            text = _("Missing in %(language)s: %(field)s.") % {"field": names_of(lacking), **language}
            yield Problem(Level.WARNING, lacking[0][1], text, f"missing_{code}")
        if alone:
            text = _("In %(language)s alone, so that nobody reads it: %(field)s.")
            text %= {"field": names_of(alone), **language}
            yield Problem(Level.WARNING, alone[0][1], text, f"alone_{code}")


def names_of(facts):
    return get_text_list([str(fact.label) for fact, _column in facts], _("and"))
