"""Text facts filled in in one language only."""

from functools import partial

from django.conf import settings
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from publishing.checks import Problem, register_check
from sites.facts import FACTS
from sites.models import Space


@register_check(Space)
def check_translations(case):
    """Yield for each language the facts missing in it, and those filled in only in it, which are not shown."""
    told = [fact for fact in FACTS.values() if fact.is_of(case.obj.kind)]
    says = partial(getattr, case.obj)
    for code, name in settings.LANGUAGES:
        pairs = [(fact, column) for fact in told if (column := f"{fact.name}_{code}") in fact.columns]
        lacking = [(fact, column) for fact, column in pairs if says(fact.name) and not says(column)]
        alone = [(fact, fact.name) for fact, column in pairs if says(column) and not says(fact.name)]
        for found, text, found_as in (
            (lacking, _("Missing in %(language)s: %(field)s."), f"missing_{code}"),
            (alone, _("In %(language)s alone, so that nobody reads it: %(field)s."), f"alone_{code}"),
        ):
            if found:
                text %= {"field": fact_labels(found), "language": name}
                yield Problem(found[0][1], text, found_as)


def fact_labels(facts):
    return get_text_list([str(fact.label) for fact, _column in facts], _("and"))
